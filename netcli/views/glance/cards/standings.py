"""Where a drug stands: region by region, since when and for whom, with every limit."""

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.for_whom import for_whom, joined_by_age
from netcli.knowledge.model import Indication, Therapy
from netcli.knowledge.vocabulary import USUAL_REGIONS, Region
from netcli.knowledge.wording import marked, unconfirmed
from netcli.output.blocks import Line
from netcli.views.short import cited, sites_in_short
from netcli.views.standing import ENDED, MARK_ORDER, ShortLabel, proofs, short_label, standing

_UNIT = re.compile(r"(?<=\d) (?=(?:%|y|mm|cm|mg)(?!\w))")


class Standing(Struct, frozen=True):
    """Indications of one region and standing that have one wording: where, for whom, and since when."""

    indications: list[Indication]
    told: str
    since: str

    @property
    def region(self) -> Region:
        """Where."""
        return self.indications[0].region

    @property
    def status(self) -> str:
        """Which standing."""
        return self.indications[0].status

    @property
    def lead(self) -> Line:
        """Region, mark and year."""
        return standing(self.indications[0], self.since)

    def sources(self, knowledge: Knowledge) -> list[list[str]]:
        """Return the sources that say each."""
        return [proof for one in self.indications for proof in proofs(one, knowledge)]

    def row(self, knowledge: Knowledge) -> ShortLabel:
        """Return it as a row."""
        told = self.told.replace("\u00a0", " ")
        return short_label(self.indications[0], told, self.sources(knowledge), knowledge, self.since)


def standings(therapy: Therapy, knowledge: Knowledge) -> list[Standing]:
    """Return every standing, region by region, what binds most first; sites with the same wording together."""
    regions = list(dict.fromkeys(one.region for one in therapy.indications))
    groups: dict[tuple[str, ...], list[tuple[Indication, str]]] = {}
    labels = [one for one in therapy.indications if one.status == "approved"]
    others = [(one, one.since or "") for one in therapy.indications if one.status != "approved"]
    for one, since in [*joined_by_age(labels), *others]:
        key = (one.region, one.status, one.guideline, since[:4], _use(one), _whom(one, since))
        groups.setdefault(key, []).append((one, since))
    found = [
        Standing([one for one, _ in group], _told([one for one, _ in group], group[0][1], knowledge), group[0][1])
        for group in groups.values()
    ]
    return sorted(found, key=lambda one: (regions.index(one.region), MARK_ORDER.index(one.status), one.since or "9"))


def _use(one: Indication) -> str:
    """Return what a use is for, where that is not this tumour and its words do not say it."""
    if one.purpose == "symptom-control" and "symptom" not in for_whom(one):
        return "for symptoms"
    return "by biomarker" if one.tumour_agnostic else ""


def _whom(one: Indication, since: str) -> str:
    return _UNIT.sub("\u00a0", f"{for_whom(one, since)}{unconfirmed(one.confirmed)}")


def _told(group: Sequence[Indication], since: str, knowledge: Knowledge) -> str:
    """Return "GEP: SSTR+ G1-G2"; what was refused or has ended is written out."""
    first = group[0]
    sites = list(dict.fromkeys(site for one in group for site in one.sites))
    where = "any solid tumour" if first.tumour_agnostic else sites_in_short(sites, knowledge)
    about = ", ".join(filter(None, (where, _use(first))))
    return ": ".join(filter(None, (first.status if first.status in ENDED else "", about, _whom(first, since))))


def standing_lines(therapy: Therapy, knowledge: Knowledge) -> list[Line]:
    """Return a line for each region and standing, and for each year in the usual regions."""
    lines: dict[tuple[str, ...], list[Standing]] = {}
    for one in standings(therapy, knowledge):
        year = one.since[:4] if one.region in USUAL_REGIONS else ""
        lines.setdefault((one.region, one.status, one.indications[0].guideline, year), []).append(one)
    return [_standing_line(therapy, group, knowledge) for group in lines.values()]


def _standing_line(therapy: Therapy, group: Sequence[Standing], knowledge: Knowledge) -> Line:
    lead = group[0].lead
    marker = cited([sources for one in group for sources in one.sources(knowledge)], knowledge)
    said = f"{marked(therapy.name, therapy)}, {lead.said}"
    years = ["", *(one.since[:4] if one.since[:4] != group[0].since[:4] else "" for one in group[1:])]
    told = [f"{year} {one.told}" if year else one.told for year, one in zip(years, group, strict=True)]
    return replace(lead, text="; ".join(told) + marker, said=said)
