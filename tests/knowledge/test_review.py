"""What has grown old is named: statuses and sources that were seen too long ago, and what nothing confirms."""

from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Source
from netcli.knowledge.review import due_for_review


def due(knowledge: Knowledge, day: str) -> set[tuple[str, str]]:
    return {(one.collection, one.id) for one in due_for_review(knowledge, day)}


def test_an_edition_that_nobody_renewed_is_due_as_a_whole(knowledge: Knowledge) -> None:
    """Years after its review every source is to be read again, and every open trial with it."""
    later = due(knowledge, "2036-01-01")
    assert {("sources", name) for name in knowledge.of(Source)} <= later
    assert due(knowledge, knowledge.edition.reviewed) < later


def test_a_status_that_was_seen_long_ago_is_due(knowledge: Knowledge, netcli) -> None:
    """On the day of the review already, and `knowledge stale` says when it was seen."""
    assert ("trials", "surtori-01") in due(knowledge, knowledge.edition.reviewed)
    assert "surtori-01" in netcli("knowledge", "stale", "--format", "plain").out
