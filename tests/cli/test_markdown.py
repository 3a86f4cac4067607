"""Markdown: what is a table, a list or a source in it, and nothing else."""

import re

from netcli.output.blocks import Column, Facts, Line, Paragraph, Row, Table, Ways
from netcli.output.formats.markdown import markdown_text
from netcli.output.page import page_of
from netcli.output.sources import References


def told(*blocks: object) -> str:
    return markdown_text(page_of(blocks, References({}), "glance"))  # type: ignore[arg-type]


def test_sources_stand_in_one_paragraph_under_a_glance_and_whole_where_asked_for(netcli) -> None:
    """As on a screen."""
    line = ("therapies", "--site", "pancreas", "--format", "markdown")
    (brief,) = re.findall("^Sources: .*$", netcli(*line).out, re.MULTILINE)
    assert r"PMID \[3\] 25014687 2014" in brief
    assert "http" not in brief
    for option in ("--sources", "--full"):
        text = netcli(*line, option).out
        assert "## Sources" in text
        assert re.search(r"^1\. .* <https://\S+>( Read| Abstract|$)", text, re.MULTILINE)


def test_a_table_has_as_many_cells_in_each_row(netcli) -> None:
    """A pipe in a text is a pipe."""
    row = Row(("a|b", Line("c|d", "●", said="label")))
    lines = [line for line in told(Table([Column("A|"), Column("B")], [row])).splitlines() if line]
    assert lines == [r"| A\| | B |", "| --- | --- |", r"| a\|b | **●** c\|d |"]
    page = netcli("therapies", "--site", "lung", "--format", "markdown").out
    tables = [re.split(r"(?<!\\)\|", line) for line in page.splitlines() if line.startswith("|")]
    assert {len(cells) for cells in tables} == {len(tables[0])}


def test_facts_without_a_label_are_a_list() -> None:
    """Each line one of it; the words of a legend are told apart; the way on comes last."""
    text = told(
        Facts([("", ["one", "two"]), ("Dose", "10 mg")]), Paragraph("● label  ◆ guideline"), Ways([("netcli", "all")])
    )
    assert text == "- one\n- two\n- **Dose:** 10 mg\n\n● label; ◆ guideline\n\n- `netcli` all\n"
