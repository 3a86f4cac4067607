"""Anything on one screen, a file a kind: drugs, trials, sites; and what else there is, whose whole card is short."""

from netcli.knowledge import model
from netcli.knowledge.files.load import Knowledge
from netcli.output.blocks import Block, Paragraph
from netcli.views.glance.show.other import ShortRecord, other_glance, other_row, plain_glance, plain_row
from netcli.views.glance.show.site import ShortSite, site_glance, site_row
from netcli.views.glance.show.therapy import ShortDrug, drug_glance, drug_row
from netcli.views.glance.show.trial import ShortTrial, trial_glance, trial_row

ShortCard = ShortDrug | ShortTrial | ShortSite | ShortRecord


def glance(record: model.Record, knowledge: Knowledge, *, plain: bool = False) -> list[Block]:
    """Return one screen on a record, or its plain-language text."""
    if plain and hasattr(record, "plain"):
        return plain_glance(record)
    return [block for block in _blocks(record, knowledge) if not isinstance(block, Paragraph) or block.text]


def _blocks(record: model.Record, knowledge: Knowledge) -> list[Block]:
    match record:
        case model.Therapy():
            return drug_glance(record, knowledge)
        case model.Trial():
            return trial_glance(record, knowledge)
        case model.Site():
            return site_glance(record, knowledge)
    return other_glance(record, knowledge)


def row(record: model.Record, knowledge: Knowledge, *, plain: bool = False) -> ShortCard:
    """Return what the screen on a record says, as a row."""
    if plain and hasattr(record, "plain"):
        return plain_row(record)
    match record:
        case model.Therapy():
            return drug_row(record, knowledge)
        case model.Trial():
            return trial_row(record, knowledge)
        case model.Site():
            return site_row(record, knowledge)
    return other_row(record, knowledge)
