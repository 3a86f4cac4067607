"""A record as machines get it: whole, with the results of the studies that it names."""

from typing import Any

import msgspec

from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Record, Therapy, Trial
from netcli.knowledge.therapies import evidence_of, outcomes_of


def whole(record: Record, knowledge: Knowledge) -> dict[str, Any]:
    """Return a record as plain data; a therapy's evidence and a trial's outcomes in full."""
    content: dict[str, Any] = msgspec.to_builtins(record)
    if isinstance(record, Therapy):
        content["evidence"] = msgspec.to_builtins(evidence_of(record, knowledge))
    if isinstance(record, Trial):
        content["outcomes"] = msgspec.to_builtins(outcomes_of(record))
    return content
