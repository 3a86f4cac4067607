"""What to look at before an option: the checks, the options that ask for each, and what other medicines do."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from netcli.cases.medicines import NOT_A_CHECK, Named, all_of, groups_named, in_short
from netcli.cases.page import CasePage
from netcli.knowledge.citations import cited_in
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.wording import citation
from netcli.views.glance.cases.options import running
from netcli.views.glance.cases.room import Section
from netcli.views.glance.therapy_parts import Part
from netcli.views.short import most_telling, name_in_short, uncapitalised

# In the order of a page. What has no words here is called as it is.
CHECKS = {
    "receptor-imaging": "receptor imaging",
    "boxed-warning": "boxed warning",
    "blood-count": "blood count",
    "kidney": "kidney",
    "heart": "heart",
    "interactions": "interactions",
    "pregnancy": "pregnancy",
    "liver": "liver",
    "blood-pressure": "blood pressure",
    "urine-protein": "protein in urine",
    "dpd": "DPD",
}
FIRST = 2  # lines that a page has anyway


class ShortCheck(Struct, frozen=True):
    """Checks, and the therapies before which they are made, by id."""

    checks: list[str]
    therapies: list[str]
    sources: list[str]


def short_checks(parts: Sequence[Part], knowledge: Knowledge) -> list[ShortCheck]:
    """Return what to look at before some options; checks that the same options ask for stand together."""
    needing: dict[str, dict[str, list[str]]] = {one: {} for one in CHECKS}
    for part in parts:
        for check, sources in _checks_of(part):
            needing.setdefault(check, {}).setdefault(part.match.therapy.id, []).extend(sources)
    alike: dict[frozenset[str], list[str]] = {}
    for check, found in needing.items():
        alike.setdefault(frozenset(found), []).append(check)
    order = list(dict.fromkeys(part.match.therapy.id for part in parts))
    return [
        ShortCheck(
            several,
            [one for one in order if one in whose],
            most_telling([sources for one in several for sources in needing[one].values()], knowledge),
        )
        for whose, several in alike.items()
        if whose
    ]


def checks(parts: Sequence[Part], knowledge: Knowledge) -> Section:
    """Return the same as lines."""
    names = {part.match.therapy.id: running(part) for part in parts}
    lines, heads = [], []
    for one in short_checks(parts, knowledge):
        heads.append(", ".join(CHECKS.get(check, check) for check in one.checks))
        lines.append(f"{heads[-1]}: {_whose(one.therapies, names)}{citation(one.sources)}")
    return Section("Check before", lines, heads, least=FIRST, weight=2, behind=": --full", most_names=4)


def _checks_of(part: Part) -> Iterator[tuple[str, list[str]]]:
    """Yield each check before an option, with its sources."""
    safety = part.match.therapy.safety
    for one in part.indications:
        if one.sstr == "positive" and one.status == "approved":
            yield "receptor-imaging", one.sources[:1]
    for check in safety.checks:
        if check.before:
            yield check.of, check.sources
    told: dict[str, Iterable[str]] = {
        "boxed-warning": [safety.boxed_warning or ""],
        "interactions": [one.text for one in safety.interactions],
        "pregnancy": safety.pregnancy,
    }
    for name, texts in told.items():
        if sources := [source for text in texts for source in cited_in(text)]:
            yield name, sources[:1]


def _whose(found: Collection[str], names: Mapping[str, str]) -> str:
    """Return whose check it is; of nearly all of them whose it is not."""
    lacking = [name for one, name in names.items() if one not in found]
    if len(lacking) < len(found) - 1:
        return f"all of these but {', '.join(lacking)}" if lacking else "all of these"
    return ", ".join(name for one, name in names.items() if one in found)


def taking(page: CasePage, *, whole: bool) -> Section:
    """Return what labels of the options say of the other medicines, and that it is no full check.

    A pair a line where the page is `whole`; else of each medicine the first clauses, each with its drugs.
    """
    lines = []
    groups = ", ".join(groups_named(page.options))
    for medicine in page.question.taking:
        named = [one for one in page.medicines if one.medicine == medicine]
        if not named:
            told = f"{medicine}: not found in labels of these options, which does not make it safe"
            lines.append(f"{told}; groups that they name: {groups}" if whole else f"{told}: --full has their groups")
        elif whole:
            lines += [f"{medicine} with {_drug(one)}: {all_of(one.interaction)}" for one in named]
        else:
            clauses: dict[str, dict[str, None]] = {}
            for one in named:
                clauses.setdefault(in_short(one.interaction), {})[_drug(one)] = None
            told = "; ".join(f"{', '.join(drugs)}: {clause}" for clause, drugs in clauses.items())
            lines.append(f"{medicine} with {told}: --full")
    told_first = [f"{NOT_A_CHECK[:1].upper()}{NOT_A_CHECK[1:]}."] if lines else []
    return Section("Taking", [*told_first, *lines])


def taking_counted(page: CasePage) -> Section:
    """Return in how many options labels name the other medicines, for a case so wide that the pairs have no room."""
    counts = {
        one: len({pair.therapy.id for pair in page.medicines if pair.medicine == one}) for one in page.question.taking
    }
    told = ", ".join(f"{medicine} in labels of {count} of these options" for medicine, count in counts.items())
    return Section("Taking", [f"{told}: --full; {NOT_A_CHECK}"] if counts else [])


def _drug(one: Named) -> str:
    return uncapitalised(name_in_short(one.therapy))
