"""One place decides the format, and errors follow it."""

import html
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcli import argv

UNKNOWN = ("therapies", "--site", "panceras")


@pytest.mark.parametrize(
    "asked", [["--json"], ["-f", "json"], ["-fjson"], ["--format", "JSON"], ["--format=Json"], ["-f", "J-SON"]]
)
@pytest.mark.parametrize("place", [0, 1, 3])
def test_an_error_has_the_format_of_the_answer(netcli, asked: list[str], place: int) -> None:
    """However the format is spelled and wherever it stands."""
    run = netcli(*UNKNOWN[:place], *asked, *UNKNOWN[place:])
    assert run.code == 2
    assert run.json["error"]["code"] == 2
    good = ("therapies", "--site", "pancreas", "--class", "mtor")
    assert netcli(*good[:place], *asked, *good[place:]).json["schema"] == "netcli/therapies/1"


def test_an_error_in_json_lines_is_one_line(netcli) -> None:
    """As each answer is."""
    run = netcli(*UNKNOWN, "--format", "jsonl")
    assert run.code == 2
    assert run.out.count("\n") == 1
    assert json.loads(run.out)["error"]["message"] == "unknown site 'panceras'"


@pytest.mark.parametrize(
    "words",
    [
        ["faq", 'what about "--format json" in qqqq zzzz'],
        ["glossary", "--", "--json"],
        ["overview", "--", "--json"],
        ["show", "--", "-f", "json"],
        ["glossary", "qqqq", "-f", "json", "-f", "svg"],
        ["glossary", "qqqq", "--format", "jsno"],
    ],
)  # fmt: skip
def test_what_asks_for_no_one_format_gets_a_sentence(netcli, words: list[str]) -> None:
    """Text that looks like an option, what stands behind `--`, two formats, none that there is."""
    run = netcli(*words)
    assert run.code in (2, 3)
    assert run.out == ""


@pytest.mark.parametrize(
    "formats",
    [
        ["--json", "--format", "csv"],
        ["--format", "csv", "--json"],
        ["-f", "csv", "--format", "json"],
        ["-fjson", "-fcsv"],
    ],
)
def test_two_formats_are_refused(netcli, formats: list[str]) -> None:
    """Neither wins in silence, in front of the command or behind it."""
    for line in (["glossary", "PRRT", *formats], [*formats, "glossary", "PRRT"]):
        run = netcli(*line)
        assert run.code == 2
        assert run.out == ""
        assert "give" in run.err


def test_the_same_format_may_be_asked_for_in_two_ways(netcli) -> None:
    """They agree."""
    assert netcli("glossary", "PRRT", "--json", "--format", "json").json["schema"] == "netcli/glossary/1"


@pytest.mark.parametrize("line", ["knowledge schema", "cite NETTER-1 --style ris"])
def test_text_for_other_programs_has_the_form_that_was_asked_for(netcli, line: str) -> None:
    """A page is a page, a fenced block is Markdown, and a picture of it is refused."""
    bare = netcli(*line.split()).out
    page = netcli(*line.split(), "--format", "html").out
    assert page.startswith("<!doctype html>")
    assert html.unescape(page.partition("<pre>")[2].partition("</pre>")[0]) == bare
    fenced = netcli(*line.split(), "--format", "markdown").out.splitlines()
    assert fenced[0] == fenced[-1]
    assert set(fenced[0]) == {"`"}
    assert fenced[1:-1] == bare.rstrip().splitlines()
    run = netcli(*line.split(), "--format", "svg")
    assert (run.code, run.out) == (2, "")


WORDS = "therapies --site lung --json -f csv --format=json -fsvg --data x -- - --debug -x --color never"
SPELLED = {"-f": ["--format"], "--format=json": ["--format", "json"], "-fsvg": ["--format", "svg"]}


@given(st.lists(st.sampled_from(["", *WORDS.split()]), max_size=8))
def test_no_word_is_lost_or_made(words: list[str]) -> None:
    """Reading a line a second time changes nothing, and what stands behind `--` stays as it is."""
    line = argv.read(words)
    assert argv.read(line.words) == line
    behind = words[words.index("--") :] if "--" in words else []
    assert line.words[len(line.words) - len(behind) :] == behind
    if not any(word in SPELLED for word in words):
        assert sorted(line.words) == sorted(words)


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        (["help"], 0, "Usage: netcli [OPTIONS]"),
        (["help", "grade"], 0, "Usage: netcli grade"),
        (["help", "knowledge", "check"], 0, "Usage: netcli knowledge check"),
        (["lutathera"], 0, "what 'netcli show' tells"),
        (["carcinoid", "hart", "disease"], 0, "what 'netcli search' finds"),
        (["therapie"], 2, "Did you mean 'therapies'?"),
        (["merkel"], 2, "outside the scope"),
        (["xyzzy"], 2, "No such command 'xyzzy'"),
        (["--", "lutathera"], 2, ""),
    ],
)
def test_a_first_word_that_is_no_command_is_shown_else_searched(netcli, line: list[str], code: int, said: str) -> None:
    """A refusal stays one, and a misspelt command is told as such."""
    run = netcli(*line)
    assert run.code == code, run.err
    assert said in run.out + run.err


def test_what_a_bare_name_opens_is_what_show_tells(netcli) -> None:
    """In every format, with the output options anywhere."""
    assert netcli("--json", "lutathera").out == netcli("show", "lutathera", "--json").out
