"""Grade one case: read it, pick the scheme, apply its rules, put the answer together."""

from math import isinf
from typing import Unpack

from netcli.errors import UnknownValue
from netcli.grading.case import Assessment, Case, Ki67, Mitoses, Reason
from netcli.grading.digestive import digestive
from netcli.grading.inputs import SiteResolver, TypedCase, read_case, site_resolver
from netcli.grading.notes import Notes, Verdict, fill
from netcli.grading.remarks import ki67_interval, mitoses_interval, remark_on_numbers
from netcli.grading.rulebook import Rulebook, bundled_rulebook, entity, statement
from netcli.grading.thoracic import thoracic
from netcli.knowledge.names import label_of
from netcli.knowledge.wording import local_mark

RULES = {"digestive": digestive, "thoracic": thoracic}


def classify(
    *, rulebook: Rulebook | None = None, resolve_site: SiteResolver | None = None, **typed: Unpack[TypedCase]
) -> Assessment:
    """Return the WHO class and grade of one tumour, with reasons, warnings and sources.

    `ki67` and `ne_component` are per cent, `mitoses` per 2 mm2 unless an area is typed ("18/10mm2", "12/50hpf" with
    `hpf_diameter` in mm), `size_mm` in mm; `positive` and `counted` are cells. Words are those of the command line:
    `site`, `differentiation`, `cell_type`, `necrosis`, `edition`. Numbers may be text as people type it ("12,5",
    "<3", "3-20"). None means not known; NaN is refused, so turn the missing values of a data frame into None. The
    bundled schemes are loaded once, on the first call. Raise UnknownValue (netcli.errors) for input that cannot be
    graded.

        >>> classify(ki67=12, mitoses=4, differentiation="well", site="pancreas").label
        'NET G2'
    """
    book = rulebook or bundled_rulebook()
    return assess(read_case(typed, book, resolve_site or site_resolver(book)), book)


def assess(case: Case, rulebook: Rulebook) -> Assessment:
    """Return the class and grade of a case under the scheme that its site and edition call for.

    Raise UnknownValue when neither Ki-67 nor mitoses is known, or when the edition does not cover the site.
    """
    if case.ki67 is None and case.mitoses is None:
        raise UnknownValue("neither Ki-67 nor mitoses is given", "give --ki67, --positive with --counted, or --mitoses")
    scheme, assumed = rulebook.ruling(case.site, case.edition)
    notes = Notes(scheme)
    if assumed:
        notes.warn("site-assumed", scheme=scheme.name)
    if case.site is not None and (mark := local_mark(rulebook.sites[case.site])):
        notes.warn("local-site", site=label_of(rulebook.sites[case.site]), mark=mark)
    remark_on_numbers(case, notes)
    return _answer(case, RULES[scheme.family](case, notes), notes)


def _answer(case: Case, verdict: Verdict, notes: Notes) -> Assessment:
    scheme = notes.scheme
    chosen = entity(scheme, verdict.entity)
    labels = notes.labels(verdict.candidates)
    meaning = chosen.meaning
    return Assessment(
        category=chosen.category,
        grade=chosen.grade,
        label=_label(verdict, notes, labels),
        scheme=scheme.id,
        certainty=verdict.certainty,
        candidates=[name_of(name, notes) for name in verdict.candidates],
        ki67=_ki67(case),
        mitoses=_mitoses(case, notes),
        reasons=notes.reasons,
        warnings=notes.warnings,
        meaning=Reason(text=fill(meaning, {"labels": labels}), sources=meaning.sources, confirmed=meaning.confirmed),
        working=notes.working,
        icd_o=chosen.icd_o,
        scheme_name=scheme.name,
        site=case.site,
    )


def name_of(name: str, notes: Notes) -> str:
    """Return a candidate as category and grade: "net G2", "nec"."""
    one = entity(notes.scheme, name)
    return f"{one.category} {one.grade}" if one.grade else one.category


def _label(verdict: Verdict, notes: Notes, labels: str) -> str:
    label = entity(notes.scheme, verdict.entity).label.replace("{labels}", labels)
    return fill(statement(notes.scheme, verdict.wording), {"label": label}) if verdict.wording else label


def _ki67(case: Case) -> Ki67:
    if case.ki67 is None:
        return Ki67()
    index, span = case.ki67, case.ki67.span
    return Ki67(
        percent=span.value,
        low=span.low,
        high=span.high,
        positive=index.positive,
        counted=index.counted,
        interval=list(ki67_interval(index) or ()),
        text=span.text,
    )


def _mitoses(case: Case, notes: Notes) -> Mitoses:
    if case.mitoses is None:
        return Mitoses()
    rate, span = case.mitoses, case.mitoses.span
    return Mitoses(
        per_2mm2=span.value,
        low=span.low,
        high=None if isinf(span.high) else span.high,
        count=rate.seen,
        area_mm2=rate.area,
        interval=list(mitoses_interval(rate, notes) or ()),
        text=span.text,
    )
