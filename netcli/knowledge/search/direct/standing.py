"""How a drug stands: approved, refused or withdrawn, where, since when, and for which tumour."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from netcli.knowledge import model
from netcli.knowledge.search.asking import COMMANDING, DATED, FIELDS, HAPPENED, NOT_APPROVED, WHOLE
from netcli.knowledge.search.direct.found import Direct
from netcli.knowledge.search.reader import Reader
from netcli.knowledge.sites import Area, area
from netcli.knowledge.situation import Situation
from netcli.knowledge.therapies import fitting_therapies
from netcli.knowledge.vocabulary import USUAL_REGIONS, EventKind
from netcli.knowledge.wording import stated

_FUNCTIONAL = r"(?i)(?<!non-)(?<!non )(?<!non)\bfunction(?:al|ing)\b|\bcarcinoid syndrome\b"
DECIDED = ("approved", "withdrawn", "refused")
UNDONE: dict[EventKind, str] = {"withdrawal": "withdrawn", "refusal": "refused", "discontinuation": "discontinued"}
MOST = 3  # statements that are quoted
STANDING = "status regulatory current now"  # which asks for nothing but how a drug stands


def approved(reader: Reader) -> Iterator[Direct]:
    """Find what is approved at a site, in the regions that are named."""
    asked = reader.asked
    placed = asked.of("sites") or (asked.regions and asked.says(WHOLE["therapies"]))
    if asked.of("therapies") or not placed or not asked.says(FIELDS["approved"]) or asked.says("off off-label"):
        return
    if re.search(NOT_APPROVED, asked.text):
        return
    site, region = next(iter(asked.of("sites")), None), next(iter(asked.regions), None)
    situation = Situation(site=site, grade=asked.grade, region=region, status="approved")
    command = (
        f"netcli therapies{f' --site {site}' * bool(site)}{f' --region {region}' * bool(region)} --status approved"
    )
    # Where no region is named, what is approved where most readers are comes first.
    found = fitting_therapies(reader.knowledge, situation)[0]
    usual = sorted(found, key=lambda match: all(row.region not in USUAL_REGIONS for row in match.indications))
    for match in found[:MOST] if region else usual[:MOST]:
        says = " ".join(row_said(row) for row in match.indications[:MOST])
        yield Direct("therapies", match.therapy.id, says, command, asked.says(COMMANDING))


def is_of_standing(therapy: model.Therapy, field: str, reader: Reader) -> bool:
    """Tell whether it is asked since when a drug is approved, that it is refused where it is, or only its status."""
    asked = reader.asked
    dated = field == "approved" and asked.says(DATED)
    bare = asked.says("status") and asked.says_only(STANDING)
    return dated or bare or any(row.status in _undone(reader) for row in therapy.indications)


def _undone(reader: Reader) -> set[str]:
    """Return how a drug stands that is said to be withdrawn, refused or discontinued."""
    return {status for kind, status in UNDONE.items() if reader.asked.says(HAPPENED[kind])}


def standing_of(therapy: model.Therapy, reader: Reader) -> str:
    """Return how a drug stands where it is asked about, each row with its region and standing; what has no row first.

    A row of the very site, grade or function comes first: one that is approved elsewhere tells nothing of them.
    """
    asked = reader.asked
    there = [row for row in therapy.indications if row.region in asked.regions]
    nowhere = [", ".join(one.upper() for one in asked.regions)] if asked.regions and not there else []
    rows = there or therapy.indications
    where = area(next(iter(asked.of("sites")), None), reader.knowledge.of(model.Site))
    elsewhere = _Elsewhere(where, asked.of("sites"), asked.grade or "", re.search(_FUNCTIONAL, asked.text) is not None)
    if asked.of("sites") and all(elsewhere.site(row) for row in rows):
        rows = [*rows, *(row for row in therapy.indications if row.region == "global" and not elsewhere.site(row))]
        nowhere += [reader.knowledge.of(model.Site)[asked.of("sites")[0]].name.lower()] * all(map(elsewhere.site, rows))
    if asked.grade and all(elsewhere.graded(row) for row in rows):
        nowhere += [asked.grade]
    # What a regulator decided comes before what a guideline says, where that is asked.
    decided = asked.says(FIELDS["approved"])
    rows = sorted(rows, key=lambda row: (elsewhere.of(row), decided and row.status not in DECIDED))
    dated = [row for row in rows if row.since and row.status in DECIDED]
    undone = [row for row in rows if row.status in _undone(reader)]
    shown = undone or (dated if decided and asked.says(DATED) else []) or rows
    none = f"No row on record for {' or '.join(nowhere)}. " if nowhere else ""
    return none + " ".join(map(row_said, shown[:MOST]))


class _Elsewhere(NamedTuple):
    """What is asked of a drug's standing, and whether a row is of something else."""

    where: Area
    sites: list[str]
    grade: str
    functional: bool

    def site(self, row: model.Indication) -> bool:
        """Tell whether a row is of other sites."""
        return bool(self.sites) and not self.where.concerns(row.sites)

    def graded(self, row: model.Indication) -> bool:
        """Tell whether a row is of other grades."""
        if self.grade == "NEC":
            return row.differentiation == "well"
        return bool(self.grade and row.grades) and self.grade not in row.grades

    def of(self, row: model.Indication) -> tuple[int, int]:
        """Return in how much a row is of something else, and whether it leaves open what is asked."""
        other = self.site(row) + self.graded(row) + (self.functional and row.functional == "non-functioning")
        whole = bool(self.sites) and self.sites[0] not in row.sites
        unnamed = bool(self.grade) and self.grade not in row.grades
        return other, whole + unnamed + (self.functional and row.functional != "functioning")


def abroad(therapy: model.Therapy) -> str:
    """Return where a drug is approved, and where it was refused or withdrawn instead, each region once."""
    rows = sorted(therapy.indications, key=lambda row: (row.status != "approved", row.since or "9999"))
    told: dict[str, model.Indication] = {}
    for row in rows:
        if row.status in DECIDED:
            told.setdefault(row.region, row)
    places = (f"{one.upper()} {row.status} {row.since or ''}".rstrip() for one, row in told.items())
    return f"{therapy.name}: {', '.join(places) or 'approved nowhere on record'}; for what: netcli show {therapy.id}"


def row_said(row: model.Indication) -> str:
    """Return a row with its region and standing; of what is not approved with its note, which says why."""
    note = f" {row.note}" if row.note and row.status != "approved" else ""
    return f"{row.region.upper()}, {row.status}{f' {row.since}' if row.since else ''}: {stated(row)}{note}"
