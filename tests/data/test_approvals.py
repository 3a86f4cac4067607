"""Every label is dated, or its record says why it is not."""

from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Imaging, Therapy

UNDATED = "Date not on record here: "


def test_an_approval_is_dated_or_says_why_not(knowledge: Knowledge) -> None:
    """Of drugs in the note, of imaging agents in the text."""
    silent = [
        f"{therapy.id} {one.region}: {one.text}"
        for therapy in knowledge.of(Therapy).values()
        for one in therapy.indications
        if one.status == "approved" and bool(one.since) == (UNDATED in one.note)
    ]
    silent += [
        f"{agent.id} {one.region}: {one.text}"
        for agent in knowledge.of(Imaging).values()
        for one in agent.approvals
        if one.status == "approved" and bool(one.since) == (UNDATED in one.text)
    ]
    assert not silent, "\n".join(silent)
