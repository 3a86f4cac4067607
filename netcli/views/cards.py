"""The whole card of any record."""

from collections.abc import Callable
from typing import Any

from netcli.knowledge import model
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.lookup import users_of
from netcli.knowledge.names import label_of
from netcli.knowledge.scheme import Scheme
from netcli.output.blocks import Block
from netcli.views import disease, faq, reference, therapies, trials

CARDS: dict[type[model.Record], Callable[[Any, Knowledge], list[Block]]] = {
    model.Therapy: therapies.therapy_card,
    model.Trial: trials.trial_card,
    model.Syndrome: disease.syndrome_card,
    model.Site: reference.site_card,
    model.Biomarker: disease.biomarker_card,
    model.Epidemiology: disease.epidemiology_card,
    model.Imaging: lambda record, _: disease.imaging_card(record),
    model.Question: lambda record, _: faq.answer_blocks([record], plain=False),
    model.Term: lambda record, _: reference.term_card(record),
    model.Event: lambda record, _: reference.event_card(record),
    model.OverviewPart: lambda record, _: reference.overview_blocks([record], plain=False),
    model.Recommendation: lambda record, _: reference.recommendation_card(record),
    model.Source: lambda record, knowledge: reference.source_card(record, users_of(record.id, knowledge)),
    Scheme: lambda record, _: reference.scheme_card(record),
}


def card(record: model.Record, knowledge: Knowledge, *, plain: bool = False) -> list[Block]:
    """Return everything on record about `record`, or its plain-language text."""
    if plain and hasattr(record, "plain"):
        return disease.plain_card(record, label_of(record), record.plain)
    return CARDS[type(record)](record, knowledge)
