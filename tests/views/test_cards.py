"""Every record has a card that people can read in every format."""

from functools import partial
from itertools import cycle

import pytest

from netcli.knowledge import model
from netcli.knowledge.files.load import COLLECTIONS, Knowledge
from netcli.knowledge.lookup import ORDER, look_up
from netcli.knowledge.names import names_of
from netcli.output.blocks import TONE_OF_STANDING
from netcli.output.formats.html import html_text
from netcli.output.formats.markdown import markdown_text
from netcli.output.formats.plain import plain_text
from netcli.output.formats.table import STYLES, table_text
from netcli.output.page import page_of
from netcli.output.sources import References
from netcli.output.terminal import Terminal
from netcli.views.full.show import CARDS, card

NARROW = Terminal(is_tty=False, width=60, height=24, colour=False, encoding="utf-8")
FORMS = (plain_text, markdown_text, partial(html_text, name="card"), partial(table_text, terminal=NARROW))


@pytest.mark.parametrize("collection", ORDER)
def test_every_record_has_a_card(knowledge: Knowledge, collection: str) -> None:
    """No card is empty, and none leaves a citation unresolved; the formats take turns."""
    sources = knowledge.of(model.Source)
    records = list(knowledge.of(COLLECTIONS[collection]).values())
    for record, form in zip(records[:: 20 if collection == "sources" else 2], cycle(FORMS)):
        text = form(page_of(card(record, knowledge), References(sources), "full"))
        assert len(text) > 20, record.id
        assert "[@" not in text, record.id


def test_every_kind_of_record_has_a_card() -> None:
    """A new collection cannot be forgotten."""
    assert set(CARDS) == {COLLECTIONS[name] for name in ORDER}
    assert COLLECTIONS.keys() - ORDER == {"edition", "out_of_scope", "schemas", "items", "reporting"}


@pytest.mark.parametrize("collection", ORDER)
def test_show_opens_every_record_by_each_of_its_names(knowledge: Knowledge, collection: str) -> None:
    """A name leads to a record that bears it, and a prefix leads to exactly this one."""
    for record in knowledge.of(COLLECTIONS[collection]).values():
        assert look_up(f"{collection}:{record.id}", knowledge).record is record
        for name in names_of(record):
            found = look_up(name, knowledge)
            assert name in names_of(found.record) or found.record is record or found.note, name


def test_plain_language_is_there_for_patients(knowledge: Knowledge) -> None:
    """Questions, syndromes and therapies all have a text for patients and carers."""
    for kind in (model.Question, model.Syndrome, model.Therapy):
        assert not [record.id for record in knowledge.of(kind).values() if not record.plain]


def test_each_standing_of_a_drug_has_a_colour_of_its_own() -> None:
    """A guideline, an off-label use and a trial are no label, and none looks like another."""
    standings = ("approved", "guideline", "off-label", "investigational", "refused")
    assert len({STYLES[TONE_OF_STANDING[one]] for one in standings}) == len(standings)
