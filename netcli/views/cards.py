"""The whole card of any record."""

from netcli.knowledge import model
from netcli.knowledge.check import users_of
from netcli.knowledge.load import Knowledge
from netcli.knowledge.names import label_of
from netcli.output.blocks import Block
from netcli.views import disease, faq, reference, therapies, trials


def card(record: model.Record, knowledge: Knowledge, *, plain: bool = False) -> list[Block]:
    """Return everything on record about `record`, or its plain-language text."""
    if plain and not isinstance(record, model.Question) and hasattr(record, "plain"):
        return disease.plain_card(record, label_of(record), record.plain)
    match record:
        case model.Therapy():
            return therapies.therapy_card(record, knowledge)
        case model.Trial():
            return trials.trial_card(record, knowledge)
        case model.Syndrome():
            return disease.syndrome_card(record, knowledge)
        case model.Site():
            return reference.site_card(record, knowledge)
        case model.Biomarker():
            return disease.biomarker_card(record, knowledge)
        case model.Imaging():
            return disease.imaging_card(record)
        case model.Epidemiology():
            return disease.epidemiology_card(record, knowledge)
        case model.Question():
            return faq.answer_blocks([record], plain=plain)
        case model.Term():
            return reference.term_card(record)
        case model.Event():
            return reference.event_card(record)
        case model.OverviewPart():
            return reference.overview_blocks([record], plain=plain)
        case model.Recommendation():
            return reference.recommendation_card(record)
        case model.Source():
            return reference.source_card(record, users_of(record.id, knowledge))
        case _:
            return reference.scheme_card(record)
