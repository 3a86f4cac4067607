"""The wordings in which records are asked for: of records that there are, each of one record alone."""

from collections import Counter

import pytest

from netcli.knowledge.files.load import COLLECTIONS, Knowledge
from netcli.knowledge.search.find import find
from netcli.knowledge.search.index import WEIGHTS, open_index
from netcli.knowledge.search.wordings import folder, lines_of, wordings_of

LEAST, MOST = 2, 14  # words of a wording


@pytest.mark.parametrize("collection", WEIGHTS)
def test_every_record_that_search_ranks_has_wordings(knowledge: Knowledge, collection: str) -> None:
    wordings = wordings_of(collection)
    assert [one for one in knowledge.of(COLLECTIONS[collection]) if one not in wordings] == []


def test_wordings_are_of_records_on_record() -> None:
    """In files that are named as the collections are."""
    assert sorted(path.stem for path in folder().iterdir()) == sorted(WEIGHTS)


@pytest.mark.parametrize("collection", WEIGHTS)
def test_each_line_is_a_phrase_under_the_id_of_a_record(knowledge: Knowledge, collection: str) -> None:
    path = folder() / f"{collection}.txt"
    records = knowledge.of(COLLECTIONS[collection])
    wrong = [
        f"{path.name}:{number}: {name}: {wording}"
        for name, wording, number in lines_of(path)
        if name not in records or not LEAST <= len(wording.split()) <= MOST
    ]
    assert wrong == []


def test_no_wording_asks_for_two_records() -> None:
    """A wording that fits several tells none of them from the others."""
    of_records = Counter(
        wording.casefold()
        for collection in WEIGHTS
        for wordings in wordings_of(collection).values()
        for wording in dict.fromkeys(wordings)
    )
    assert [wording for wording, count in of_records.items() if count > 1] == []


def test_a_record_is_found_by_words_that_its_wordings_alone_hold(knowledge: Knowledge) -> None:
    """But they are not what it says: a record that is found so is no answer for it."""
    index = open_index(knowledge)
    assert not any(index.words["glp1r"].values())
    hits = find("GLP1R scan", index, knowledge)
    assert (hits[0].kind, hits[0].id, hits[0].answers) == ("imaging", "ga-68-exendin-4", False)
