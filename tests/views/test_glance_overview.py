"""The field on one screen."""

import re
from typing import Any

from netcli.knowledge.citations import CITATION
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import OverviewPart


def test_every_part_has_a_sentence_that_cites(knowledge: Knowledge) -> None:
    """What the sentence cites, the part cites too."""
    for part in knowledge.of(OverviewPart).values():
        cited = set(re.findall(r"@([\w-]+)", " ".join(CITATION.findall(part.glance) or [part.glance])))
        assert cited, part.id
        assert cited <= set(re.findall(r"@([\w-]+)", " ".join(part.text))), part.id


def test_only_labels_stand_in_the_overview(netcli: Any) -> None:
    """Of the regions that are set."""
    rows = [row for row in netcli("overview", "--brief", "--json").json["results"] if "sites" in row]
    assert rows
    for row in rows:
        assert "approved" in {one for regions in row["sites"].values() for one in regions.values()}, row["id"]


def test_plain_language_is_the_whole_text(netcli: Any) -> None:
    """It has one depth."""
    plain = netcli("overview", "--plain-language").out
    assert plain == netcli("overview", "--plain-language", "--full").out
    assert "special PET scan" in plain
