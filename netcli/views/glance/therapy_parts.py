"""The therapies of a screen by what they serve: which have a row, what it says of their standing, which are named."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct

from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.for_whom import for_whom, joined_by_age
from netcli.knowledge.model import Indication, Site
from netcli.knowledge.remarks import asked_in_words, distance
from netcli.knowledge.sites import area, covered_by, directly_below
from netcli.knowledge.situation import Situation
from netcli.knowledge.therapies import Match
from netcli.knowledge.vocabulary import USUAL_REGIONS
from netcli.knowledge.wording import unconfirmed
from netcli.output.blocks import Block, Line, Paragraph, Ways
from netcli.views.short import name_in_short, sites_in_short, uncapitalised
from netcli.views.standing import ENDED, MARK_ORDER, ending, has_label, names_by_standing

ALL_AS_ROWS = 12  # so many therapies have room for their limits, whatever their standing
GROUPS = {
    "tumour": "",
    "elsewhere": "Label elsewhere",
    "NEC": "NEC",
    "symptoms": "For symptoms",
    "any tumour": "Any tumour, by biomarker",
}
ELSEWHERE = "elsewhere"  # the use of what only other regions have a label for


class Part(Struct, frozen=True):
    """Those indications of a therapy that serve one use."""

    match: Match
    use: str
    indications: list[Indication]

    @property
    def standing(self) -> str:
        """The strongest standing."""
        return min((one.status for one in self.indications), key=MARK_ORDER.index)

    @property
    def remarks(self) -> list[str]:
        """Where the record is silent on what was asked, or speaks of the other; relief of symptoms is not judged."""
        return self.match.told if self.use != "symptoms" or self.match.symptoms_only else []

    @property
    def distance(self) -> tuple[int, int]:
        """A number that sorts what speaks of the situation before what is silent on it."""
        return distance(self.match.remarks) if self.remarks else (0, 0)

    @property
    def is_drug(self) -> bool:
        """Whether it is a drug or a regimen, not a procedure."""
        return self.match.therapy.kind != "procedure"


def split(
    matches: Sequence[Match], asked: Situation, regions: Sequence[str], most_as_rows: int = ALL_AS_ROWS
) -> tuple[list[Part], list[Part]]:
    """Return what has a row, with its limits, and what is only named: labels and guidelines come first."""
    parts = [near for match in matches for part in _parts(match, asked) for near in _near(part, regions)]
    all_as_rows = len(matches) <= most_as_rows
    rows = [part for part in parts if all_as_rows or (part.use == "tumour" and part.is_drug and _has_row(part))]
    names = [part for part in parts if part not in rows]
    return sorted(rows, key=lambda part: (list(GROUPS).index(part.use), part.distance, _rank(part, regions))), names


def _near(part: Part, regions: Sequence[str]) -> list[Part]:
    """Return what regions beside the usual ones have of a part, apart from the labels that only others have."""
    if part.use != "tumour" or not set(regions) - set(USUAL_REGIONS):
        return [part]
    near = [one for one in part.indications if one.region in (*regions, "global")]
    labels = [one for one in part.indications if one.status == "approved"]
    elsewhere = [Part(part.match, ELSEWHERE, labels)] if labels and not any(one in labels for one in near) else []
    here = [Part(part.match, part.use, near or part.indications)] if near or not labels else []
    return [*here, *elsewhere]


def _has_row(part: Part) -> bool:
    return part.standing in ("approved", "guideline")


def _rank(part: Part, regions: Sequence[str]) -> int:
    """Put a label in the regions asked for first, then one elsewhere, then a guideline, then the rest."""
    return 0 if has_label(part.indications, regions) else 1 + MARK_ORDER.index(part.standing)


def _parts(match: Match, asked: Situation) -> list[Part]:
    uses: dict[str, list[Indication]] = {}
    for one in match.indications:
        uses.setdefault(_use(one, asked), []).append(one)
    if "any tumour" in uses and "tumour" in uses:  # what is said of it without its biomarker stands with its label
        uses["any tumour"] += uses.pop("tumour")
    return [Part(match, use, uses[use]) for use in GROUPS if use in uses]


def _use(one: Indication, asked: Situation) -> str:
    if one.purpose == "symptom-control":
        return "symptoms"
    if one.tumour_agnostic:
        return "any tumour"
    return "NEC" if one.differentiation == "poor" and asked.grade != "NEC" else "tumour"


def standings_of(part: Part, regions: Sequence[str]) -> list[tuple[Indication, str]]:
    """Return the standings of a row with the year of each, the labels first.

    Of labels that differ in the age alone the widest, with the oldest year; where only another region has a label, the
    guideline of this one. Without a label in the regions asked for: labels elsewhere, then what
    those regions have instead.
    """
    labels = [one for one in part.indications if one.status == "approved"]
    here = [one for one in labels if one.region in regions]
    if here:
        return [found for region in regions for found in _in_region(part, region)]
    others = [one for one in part.indications if one.status != "approved" and not (labels and one.status in ENDED)]
    if labels:
        told = [next((one for one in others if one.region == region), None) for region in (*regions, "global")]
        return [*joined_by_age(labels), *((one, one.since or "") for one in told if one)]
    strongest = [one for one in others if one.status == part.standing]
    return [(one, one.since or "") for one in strongest]


def _in_region(part: Part, region: str) -> list[tuple[Indication, str]]:
    own = [one for one in part.indications if one.region == region]
    labels = joined_by_age([one for one in own if one.status == "approved"])
    return labels or [(one, one.since or "") for one in own if one.status == "guideline"][:1]


def told_for(one: Indication, since: str, asked: Situation, knowledge: Knowledge) -> str:
    """Return for whom an indication is, shown since a date; where not for all that was asked about, at which sites."""
    told = f"{_where(one, asked, knowledge)}{ending(one.status)}{for_whom(one, since)}"
    return told.removesuffix(": ") + unconfirmed(one.confirmed)


def _where(one: Indication, asked: Situation, knowledge: Knowledge) -> str:
    sites = knowledge.of(Site)
    stated = {organ for site in one.sites for organ in covered_by(site, sites)}
    missing = covered_by(asked.site or "net", sites) - stated
    if all(directly_below(site, sites) for site in missing):  # groups alone: every organ in them is stated
        return "" if asked.site else "any site: "
    here = area(asked.site, sites)
    return f"{sites_in_short([site for site in one.sites if here.concerns([site])], knowledge)}: "


def title_of(asked: Situation, knowledge: Knowledge) -> str:
    """Return the site that was asked about, as the title of a table."""
    name = sites_in_short([asked.site], knowledge) if asked.site else "all sites"
    return name[:1].upper() + name[1:]


def ended_here(part: Part, regions: Sequence[str]) -> list[Indication]:
    """Return what those regions refused or ended that have no label, where another one has."""
    labelled = {one.region for one in part.indications if one.status == "approved"}
    here = [one for one in part.indications if one.region in regions and one.region not in labelled]
    return [one for one in here if one.status in ENDED] if labelled else []


def refusals(part: Part, regions: Sequence[str]) -> list[Line]:
    """Return that in one line: "US refused, EU filing withdrawn 2022"."""
    ended = ended_here(part, regions)
    return [Line(_endings(ended), "×", "bad", "not approved")] if ended else []


def _endings(ended: Sequence[Indication]) -> str:
    """Return what ended, where and when: of a development that was stopped the place says nothing."""
    years = [(one.since or "")[:4] for one in ended]
    if len(set(years)) == 1:  # said once, of all
        years = [*("" for _ in years[1:]), years[0]]
    return ", ".join(
        dict.fromkeys(" ".join(filter(None, (_ending(one), year))) for one, year in zip(ended, years, strict=True))
    )


def _ending(one: Indication) -> str:
    region = "" if one.status == "discontinued" or one.region == "global" else one.region.upper()
    filing = "filing" if one.status == "withdrawn" and "application" in one.text.casefold() else ""
    return " ".join(filter(None, (region, filing, one.status)))


def named(names: Sequence[Part], rows: Sequence[Part], regions: Sequence[str]) -> Iterable[tuple[str, str]]:
    """Yield what has no row, by use, behind the marks of its standing."""
    kinds: tuple[tuple[str, Callable[[Part], bool]], ...] = (
        ("elsewhere", lambda part: part.use == ELSEWHERE),
        ("other drugs", lambda part: part.use == "tumour" and part.is_drug),
        ("procedures", lambda part: not part.is_drug),
        ("NEC", lambda part: part.use == "NEC" and part.is_drug),
        ("for symptoms", lambda part: part.use == "symptoms" and part.is_drug),
        ("by biomarker", lambda part: part.use == "any tumour"),
    )
    told: set[str] = set()
    for label, belongs in kinds:
        found = [part for part in names if belongs(part) and not (part.match.therapy.id in told and not part.is_drug)]
        told |= {part.match.therapy.id for part in found}
        if found:
            beyond = _beyond_label(rows, regions) if label == "other drugs" else ""
            yield label, names_by_standing(_by_standing(found, regions)) + beyond


def fit_of_names(names: Sequence[Part], asked: Situation) -> list[Block]:
    """Return which of those that are only named speak of the receptor, the function and the line asked for."""
    situation = asked_in_words(asked)
    judged = [part for part in names if part.use != "symptoms"]
    if not situation or not judged:
        return []
    fitting = list(dict.fromkeys(_running(part) for part in judged if part.distance == (0, 0)))
    told = f"only {', '.join(fitting)}" if fitting else "none"
    return [Paragraph(f"Of these names, symptoms apart, {told} on record for: {situation}; each under --full.")]


def _beyond_label(rows: Sequence[Part], regions: Sequence[str]) -> str:
    """Return which drugs with a label in those regions have uses without one too."""
    drugs = [part for part in rows if has_label(part.indications, regions)]
    names = [part for part in drugs if any(one.status == "off-label" for one in part.indications)]
    return f"; beyond their label ○\u00a0{', '.join(_running(part) for part in names)}" if names else ""


def _running(part: Part) -> str:
    return uncapitalised(name_in_short(part.match.therapy))


def _by_standing(parts: Sequence[Part], regions: Sequence[str]) -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    for part in sorted(parts, key=lambda part: MARK_ORDER.index(part.standing)):
        labels = dict.fromkeys(one.region.upper() for one in part.indications if one.status == "approved")
        told = ""
        if part.standing in ENDED:
            told = f" ({_endings([one for one in part.indications if one.status in ENDED])})"
            told = told.replace("discontinued ", "")  # the mark says it
        elif part.use == ELSEWHERE:
            told = f" ({', '.join(labels)})"
        names.setdefault(part.standing, []).append(_running(part) + told)
    here = [part for part in parts if part.standing == "approved" and part.use != ELSEWHERE]
    return {**names, **({"approved": [_by_region(here, regions)]} if here else {})}


def _by_region(parts: Sequence[Part], regions: Sequence[str]) -> str:
    """Return the names of what has a label; where not all regions asked for have it, behind those that do."""
    groups: dict[str, list[str]] = {"": []}
    for part in parts:
        labels = dict.fromkeys(one.region for one in part.indications if one.status == "approved" and one.confirmed)
        where = "" if set(regions) <= set(labels) or not labels else f"{', '.join(labels).upper()}: "
        groups.setdefault(where, []).append(_running(part) + unconfirmed(bool(labels)))
    return "; ".join(where + ", ".join(dict.fromkeys(names)) for where, names in groups.items() if names)


def foot(rows: Sequence[Part]) -> str:
    """Return what the legend says of a word that many limits hold."""
    whole = any("advanced" in for_whom(one) for part in rows for one in part.indications)
    return "advanced: unresectable or metastatic" if whole else ""


def ways(parts: Sequence[Part], matches: Sequence[Match], regions: Sequence[str]) -> Ways:
    """Return the way on: one therapy whole, all of them, the labels of other regions."""
    labels = [one.region for part in parts for one in part.indications if one.status == "approved"]
    elsewhere = [region for region, _ in Counter(labels).most_common() if region not in (*regions, "global")]
    ways = [(f"netcli show {parts[0].match.therapy.id}", "all on one"), ("--full", f"all {len(matches)} with limits")]
    return Ways([*ways, (f"--region {elsewhere[0]}", f"also {' '.join(elsewhere).upper()}")] if elsewhere else ways)
