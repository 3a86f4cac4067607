"""The public Python interface: the answers of the command line as typed records.

    from netcli import grade, load, search, therapies, trials

Values are what people type: "pNET", "G2", "III", "12,5". Records are the frozen structs of `netcli.knowledge.model`;
`msgspec.to_builtins` makes plain dicts of them. Every function takes the bundled knowledge unless it is given
another, such as `load("our-hospital")`. A value that netcli does not know raises `netcli.errors.UnknownValue`, an
overlay with mistakes `netcli.errors.InvalidData`; both are a `netcli.errors.NetcliError`. A question that nothing
answers gives an empty list. Nothing here prints, reads the environment, or touches the network.
"""

from os import PathLike

from netcli.grading import Assessment, classify
from netcli.grading.quantity import Typed
from netcli.grading.rulebook import Rulebook
from netcli.knowledge.files.load import Knowledge, bundled
from netcli.knowledge.files.overlay import overlaid
from netcli.knowledge.model import Trial
from netcli.knowledge.search.hits import Hit, open_index
from netcli.knowledge.search.hits import search as find
from netcli.knowledge.therapies import Match, Situation, fitting_therapies
from netcli.knowledge.trials import TrialQuestion, fitting_trials, resolve_drugs
from netcli.knowledge.typed import read_classes, read_question
from netcli.knowledge.words import resolve_phases


def load(*folders: "str | PathLike[str]") -> Knowledge:
    """Return the knowledge, with the YAML of some folders laid over the bundled, each over those before it.

    >>> from netcli.knowledge.model import Therapy
    >>> load().of(Therapy)["everolimus"].name
    'Everolimus'
    """
    return overlaid([str(folder) for folder in folders])


def therapies(
    *,
    site: str | None = None,
    grade: str | None = None,
    status: str | None = None,
    region: str | None = None,
    class_: str | None = None,
    sstr: str | None = None,
    functional: str | None = None,
    line: str | None = None,
    knowledge: Knowledge | None = None,
) -> list[Match]:
    """Return the therapies for a situation with the indications and results that concern it, strongest first.

    >>> any(match.therapy.id == "sunitinib" for match in therapies(site="pNET", status="approved", region="us"))
    True
    """
    known = knowledge or bundled()
    typed = {"site": site, "grade": grade, "status": status, "region": region, "sstr": sstr, "functional": functional,
             "line": line}  # fmt: skip
    asked, _ = read_question(known, typed)
    classes, _ = read_classes(class_, known) if class_ is not None else ((), [])
    matches, _ = fitting_therapies(known, Situation(classes=classes, **asked))
    return matches


def grade(
    *,
    ki67: Typed | None = None,
    mitoses: Typed | None = None,
    positive: Typed | None = None,
    counted: Typed | None = None,
    differentiation: str | None = None,
    cell_type: str | None = None,
    site: str | None = None,
    necrosis: str | None = None,
    size_mm: Typed | None = None,
    ne_component: Typed | None = None,
    edition: str | None = None,
    hpf_diameter: Typed | None = None,
    knowledge: Knowledge | None = None,
) -> Assessment:
    """Return the WHO class and grade of one tumour, how it was reached and how sure it is.

    >>> grade(ki67="12 %", mitoses=4, differentiation="well", site="pancreas").label
    'NET G2'
    """
    return classify(
        ki67=ki67, mitoses=mitoses, positive=positive, counted=counted, differentiation=differentiation,
        cell_type=cell_type, site=site, necrosis=necrosis, size_mm=size_mm, ne_component=ne_component,
        edition=edition, hpf_diameter=hpf_diameter, rulebook=Rulebook(knowledge) if knowledge else None,
    )  # fmt: skip


def trials(
    *,
    phase: str | None = None,
    site: str | None = None,
    grade: str | None = None,
    drug: str | None = None,
    status: str | None = None,
    country: str | None = None,
    knowledge: Knowledge | None = None,
) -> list[Trial]:
    """Return the curated trials that fit, the latest phase first; `status` carries the day on which it was seen.

    >>> any(trial.acronym == "NETTER-1" for trial in trials(phase="III", drug="Lutathera"))
    True
    """
    from netcli.registries.countries import find_country

    known = knowledge or bundled()
    asked, _ = read_question(known, {"site": site, "grade": grade, "trial_status": status})
    return fitting_trials(
        known,
        TrialQuestion(
            phases=resolve_phases(phase)[0] if phase is not None else (),
            site=asked.get("site"),
            grade=asked.get("grade"),
            drugs=resolve_drugs(drug, known)[0] if drug is not None else (),
            status=asked.get("trial_status"),
            countries=frozenset({find_country(country).name} if country is not None else ()),
        ),
    )


def search(text: str, limit: int = 10, *, knowledge: Knowledge | None = None) -> list[Hit]:
    """Return the records that answer a question best; each hit names its collection and id.

    >>> search("what is lutathera", 1)[0].kind
    'faq'
    """
    known = knowledge or bundled()
    return find(text, open_index(known), known, limit)
