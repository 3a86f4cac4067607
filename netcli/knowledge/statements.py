"""What a record says, sentence by sentence: what search looks through and quotes."""

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from netcli.knowledge import model
from netcli.knowledge.load import Knowledge
from netcli.knowledge.names import label_of
from netcli.knowledge.sites import site_names
from netcli.knowledge.therapies import outcomes_of
from netcli.knowledge.wording import arm_value, figure_value, ratio

# Fields that are no statements: identities, references, codes.
SILENT = {
    "id", "aliases", "origin", "sources", "confirmed", "url", "nct", "other_ids", "drugs", "therapies", "trials",
    "see", "parent", "members", "evidence", "components", "indications", "outcomes", "figures", "brands", "name",
    "term", "acronym", "approvals", "kind", "question", "status_as_of", "min_age", "doi", "pmid", "checked",
    "secondary",
}  # fmt: skip


def statements(record: model.Record, knowledge: Knowledge) -> list[str]:
    """Return the sentences of a record; results, figures and indications put into words."""
    found: list[str] = []
    if isinstance(record, model.Therapy):
        found += [_indication(record, one, knowledge) for one in record.indications]
    if isinstance(record, model.Trial):
        found += [_result(one) for one in outcomes_of(record)]
        found.append(f"{record.acronym} is {record.status.replace('-', ' ')} as of {record.status_as_of}")
    found += [_figure(one) for one in getattr(record, "figures", [])]
    found += [_approval(record, one) for one in getattr(record, "approvals", [])]
    content = msgspec.to_builtins(record)
    found += [text for field, value in content.items() if field not in SILENT for text in _texts(value)]
    return found


def sentences_of(text: str) -> list[str]:
    """Return the sentences of a text, each with its citations."""
    return [part for part in re.split(r"(?<=[.?!])\s+(?=[A-Z0-9])", text) if part]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str) and value:
        yield from sentences_of(value)
    elif isinstance(value, list | dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)


def _indication(therapy: model.Therapy, one: model.Indication, knowledge: Knowledge) -> str:
    since = f" since {one.since}" if one.since else ""
    sites = site_names(one.sites, knowledge.of(model.Site))
    named = f"{therapy.name} ({', '.join(therapy.brands)})" if therapy.brands else therapy.name
    return f"{named}, {one.region.upper()}: {one.status}{since} for {sites}: {one.text}"


def _result(one: model.Evidence) -> str:
    arms = " against ".join(f"{arm_value(arm, one.unit)} ({arm.name})" for arm in one.arms)
    return f"{one.trial}, {one.endpoint}: " + "; ".join(part for part in (arms, ratio(one), one.population) if part)


def _figure(one: model.Figure) -> str:
    return f"{one.name}: {figure_value(one)} in {one.population}" + (f", {one.year}" if one.year else "")


def _approval(record: model.Record, one: model.ImagingApproval) -> str:
    since = f" since {one.since}" if one.since else ""
    return f"{label_of(record)}, {one.region.upper()}: {one.status}{since}: {one.text}"
