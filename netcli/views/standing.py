"""A standing in a region as a line: of a drug, or of an imaging agent."""

from netcli.knowledge.model import ImagingApproval, Indication
from netcli.knowledge.wording import citation, unconfirmed
from netcli.output.blocks import TONE_OF_STANDING, Line


def indication_line(one: Indication | ImagingApproval, most: int | None = None) -> Line:
    """Return region, standing and date as the lead, then for whom, and at `most` so many sources."""
    lead = f"{one.region.upper()} {one.status}" + (f" {one.since}" if one.since else "")
    return Line(
        f"{one.text}{unconfirmed(one.confirmed)}{citation(one.sources[:most])}", lead, TONE_OF_STANDING[one.status]
    )
