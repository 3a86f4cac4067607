"""What the command line promises to scripts: formats, envelope, exit codes, streams."""

import csv
import io
import json
import re
import shlex
from collections.abc import Iterator
from functools import cache
from itertools import cycle
from pathlib import Path

import pytest

from netcli import __version__
from netcli.knowledge import check
from netcli.knowledge.files import editions
from netcli.knowledge.files.load import bundled
from tests.cli.lines import EXAMPLES
from tests.conftest import program

RAW = {"knowledge export", "knowledge schema", "knowledge skill"}  # text for other programs, the same in most formats
FIRST = [examples[0] for name, examples in EXAMPLES.items() if name not in RAW]
MORE = [
    ["therapies", "--site", "pancreas"],
    ["therapies", "--explain", "--site", "lung", "--region", "us"],
    ["grade", "--ki67", "12"],
    ["grade", "--positive", "15", "--counted", "500", "--mitoses", "18/10mm2"],
    ["trials", "--phase", "3"],
    ["trials", "--region", "eu", "--phase", "2"],
    ["faq"],
    ["faq", "What is Lutathera?"],
    ["overview"],
    ["biomarkers", "--site", "pancreas"],
    ["epidemiology"],
    ["syndromes"],
    ["syndromes", "carcinoid"],
    ["imaging"],
    ["glossary"],
    ["glossary", "PRRT"],
    ["show", "Lutathera"],
    ["compare", "everolimus", "sunitinib"],
    ["search", "carcinoid syndrome"],
    ["changes", "--since", "2025-01"],
    ["cite", "NETTER-1"],
    ["knowledge", "about"],
    ["knowledge", "stale"],
    ["knowledge", "check"],
    [],
]
LINES = [*FIRST, *(line for line in MORE if line not in FIRST)]
NAMES = [" ".join(line) or "bare" for line in LINES]


@pytest.fixture(scope="module", autouse=True)
def judged_once() -> Iterator[None]:
    """Judge the bundled knowledge once, and read it once as an edition, for every form in which that is told."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(check, "problems", cache(check.problems))
        patch.setattr(editions, "open_edition", cache(editions.open_edition))
        yield


@pytest.mark.parametrize("line", LINES, ids=NAMES)
def test_json_is_the_envelope(answered, line) -> None:
    """One object with the fixed keys; every source that the results name is described."""
    run = answered(*line, "--json")
    assert run.code == 0, run.err
    content = run.json
    assert set(content) >= {"schema", "knowledge", "query", "notes", "results", "sources", "notice"}
    assert re.fullmatch(r"netcli/[a-z-]+/1", content["schema"])
    assert content["results"]
    assert set(content["knowledge"]) == {"version", "reviewed", "stale_after"}
    for source in content["sources"].values():
        if line[0] in ON_ONE_PAGE:
            assert {"title", "short"} & set(source)
            continue
        assert {"title", "kind", "publisher", "date", "url", "doi", "pmid", "nct", "checked"} <= set(source)
    cited = set(re.findall(r"@([a-z0-9-]+)", " ".join(re.findall(r"\[@[^\]]*\]", run.out))))
    assert cited <= set(content["sources"])


@pytest.mark.parametrize("line", LINES, ids=NAMES)
@pytest.mark.parametrize("form", ["table", "plain", "markdown", "html", "svg", "csv", "tsv", "jsonl"])
def test_every_command_has_every_format(answered, line, form: str) -> None:
    """No format is empty, and no citation is left unresolved in the formats for people."""
    run = answered(*line, "--format", form)
    assert run.code == 0, run.err
    assert run.out.strip()
    assert "Traceback" not in run.err
    if form in ("table", "plain", "html"):
        assert "[@" not in run.out


@pytest.mark.parametrize("line", LINES, ids=NAMES)
def test_csv_is_a_rectangle(answered, line) -> None:
    """Every row has as many cells as the header."""
    rows = list(csv.reader(io.StringIO(answered(*line, "--format", "csv").out)))
    assert len(rows) > 1
    assert {len(row) for row in rows} == {len(rows[0])}
    assert len(set(rows[0])) == len(rows[0])


@pytest.mark.parametrize("line", LINES, ids=NAMES)
def test_jsonl_is_the_results_one_a_line(answered, line) -> None:
    """The lines are the results of the envelope."""
    lines = [json.loads(text) for text in answered(*line, "--format", "jsonl").out.splitlines()]
    assert lines == answered(*line, "--json").json["results"]


ON_ONE_PAGE = ("case",)  # its sources in short, in every format
NAMES_ALONE = (
    ["faq"],
    ["glossary"],
    ["schedule"],
    ["therapies"],
    ["update", "--forget"],
)  # lists of what can be opened, and where it stands


def spanned(numbers: str) -> range:
    """Return the numbers of a part of a marker: 4, 4-6."""
    first, _, last = numbers.partition("-")
    return range(int(first), int(last or first) + 1)


@pytest.mark.parametrize(
    "line", [line for line in LINES if line[:1] not in (["cite"], ["knowledge"], [], ["compare"])], ids=str
)
def test_statements_carry_sources_that_the_footer_lists(answered, line) -> None:
    """Every number in brackets has its line in the footer, which says when the sources were read."""
    for depth in ([], ["--full"]):
        text = answered(*line, *depth, "--format", "plain").out
        body, _, footer = text.partition("\nSources. Read 20")
        markers = re.findall(r"\[(\d+(?:[,-]\d+)*)\]", body)
        used = {number for marker in markers for part in marker.split(",") for number in spanned(part)}
        assert used == {int(number) for number in re.findall(r"^(?:[^\[\n]* )?\[(\d+)\]", footer, re.MULTILINE)}
        assert used or line in NAMES_ALONE


@pytest.mark.parametrize(("line", "between"), [*zip(LINES, cycle(["80", "120", "200"]))], ids=NAMES)
def test_nothing_is_cut_and_nothing_is_too_wide(answered, line, between: str) -> None:
    """No ellipsis that the knowledge does not hold, no line longer than the terminal."""
    from rich.cells import cell_len

    for width in ("50", "60", "100", "140", between):
        out = answered(*line, "--format", "table", COLUMNS=width).out
        assert "…" not in out
        assert max(map(cell_len, out.splitlines())) <= int(width)


@pytest.mark.parametrize("line", LINES, ids=NAMES)
def test_no_word_is_lost_in_a_narrow_terminal(answered, line) -> None:
    """A narrow page holds every word of a wide one, but for what is drawn."""
    drawn = re.compile(r"^.*[─━┼●█▏▎▍▌▋▊▉│].*$", re.MULTILINE)
    narrow, wide = (answered(*line, "--format", "table", COLUMNS=width).out for width in ("60", "140"))
    whole = re.sub(r"\s+", "", narrow)
    missing = [word for word in re.findall(r"[A-Za-z0-9]{3,}", drawn.sub("", wide)) if word not in whole]
    assert not missing


@pytest.mark.parametrize("line", LINES, ids=NAMES)
def test_ascii_terminals_get_ascii(answered, line) -> None:
    """Where nothing else can be shown, every character is ASCII and none is a question mark for a letter."""
    run = answered(*line, "--format", "table", encoding="ascii")
    assert run.code == 0
    assert run.out.isascii()
    assert "??" not in run.out


@pytest.mark.parametrize("line", LINES, ids=NAMES)
def test_plain_text_reads_aloud(answered, line) -> None:
    """No drawing characters and no escape sequences."""
    text = answered(*line, "--format", "plain").out
    assert not set(text) & set("─━│┃┌┐└┘├┤┬┴┼█▏▎▍▌▋▊▉●")
    assert "\x1b" not in text


@pytest.mark.parametrize(("line", "forms"), [*zip(LINES, cycle([("json", "html"), ("table", "svg")]))], ids=NAMES)
def test_bytes_are_the_same_on_every_run(netcli, answered, line, forms: tuple[str, str]) -> None:
    """No clock and no random id in any format, and no trace of a terminal."""
    for form in forms:
        assert netcli(*line, "--format", form, tty=True).out == answered(*line, "--format", form).out


def test_auto_is_a_table_and_plain_where_nothing_can_be_drawn(netcli) -> None:
    """On a terminal and in a pipe the same, but for colour and links."""
    line = ("therapies", "--site", "pancreas")
    table = netcli(*line, "--format", "table").out
    assert netcli(*line, TERM="xterm").out == table
    assert netcli(*line, TERM="xterm", tty=True).out == table
    assert netcli(*line, TERM="dumb", tty=True).out == netcli(*line, "--format", "plain").out != table


def test_the_usual_format_is_that_of_the_environment(netcli) -> None:
    """NETCLI_FORMAT, unless the line names another; errors follow it too."""
    line = ("grade", "--ki67", "12")
    assert netcli(*line, NETCLI_FORMAT="json").out == netcli(*line, "--json").out
    assert netcli(*line, "--format", "csv", NETCLI_FORMAT="json").out == netcli(*line, "--format", "csv").out
    assert netcli("grade", "--ki67", "abc", NETCLI_FORMAT="json").json["error"]["code"] == 2
    assert netcli(*line, NETCLI_FORMAT="pdf").code == 2


def test_the_usual_format_says_nothing_of_a_table_to_be_graded(netcli, tmp_path) -> None:
    """It is for answers: a batch writes the table it reads, and an error is no object in it."""
    table = tmp_path / "cases.csv"
    table.write_text("ki67\n12\n", encoding="utf-8")
    usual = netcli("grade", "--batch", str(table))
    for form in ("json", "tsv", "svg"):
        run = netcli("grade", "--batch", str(table), NETCLI_FORMAT=form)
        assert (run.code, run.out) == (0, usual.out)
    assert netcli("grade", "--batch", "nowhere.csv", NETCLI_FORMAT="json").out == ""
    assert netcli("grade", "--batch", str(table), "--json").code == 2


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("therapies G2", "netcli therapies --grade G2"),
        ("therapies PRRT", "netcli therapies --class PRRT"),
        ("therapies japan", "netcli therapies --region japan"),
        ("trials recruiting", "netcli trials --status recruiting"),
        ("trials pancreas everolimus", "netcli trials --site pancreas --drug everolimus"),
        ("trials lutathera small bowel", "netcli trials --drug lutathera --site 'small bowel'"),
    ],
)
def test_a_word_that_belongs_to_an_option_is_refused_with_the_option(netcli, line: str, hint: str) -> None:
    """As a command that runs."""
    run = netcli(*line.split())
    assert (run.code, run.out) == (2, "")
    assert hint in run.err
    assert netcli(*shlex.split(hint)[1:]).code == 0


def test_a_command_may_be_typed_in_capitals(netcli) -> None:
    """Case does not matter; what follows is left as it is."""
    assert netcli("Therapies", "pancreas").out == netcli("therapies", "pancreas").out
    assert netcli("HELP", "Grade").out == netcli("help", "grade").out


def test_an_option_behind_what_is_no_command_is_told_so(netcli) -> None:
    """Not that another command lacks it."""
    run = netcli("pancreas", "--grade", "G2")
    assert (run.code, run.out) == (2, "")
    assert "'pancreas' is no command" in run.err
    assert "Look in" in netcli("merkel").err


def test_a_pipe_has_a_hundred_columns(netcli) -> None:
    """Unless COLUMNS says otherwise."""
    line = ("therapies", "--site", "pancreas", "--format", "table")
    assert netcli(*line, COLUMNS="").out == netcli(*line, COLUMNS="100").out


def test_colour_follows_option_then_environment(netcli) -> None:
    """--color, then NO_COLOR, then FORCE_COLOR, then the terminal."""
    line = ("grade", "--ki67", "12", "--format", "table")
    coloured = re.compile(r"\x1b\[[0-9;]*3\dm")
    assert not coloured.search(netcli(*line, tty=True, NO_COLOR="1", TERM="xterm-256color").out)
    assert coloured.search(netcli(*line, tty=True, NO_COLOR="", TERM="xterm-256color").out)
    assert coloured.search(netcli(*line, "--color", "always", NO_COLOR="1").out)
    assert not coloured.search(netcli(*line, "--color", "never", tty=True, NO_COLOR="", FORCE_COLOR="1").out)
    assert not coloured.search(netcli(*line, tty=True, NO_COLOR="", TERM="dumb").out)
    assert coloured.search(netcli(*line, NO_COLOR="", FORCE_COLOR="1").out)


def test_stdout_holds_the_answer_and_nothing_else(netcli) -> None:
    """Notes and the reference line go to standard error."""
    run = netcli("therapies", "--site", "pNET")
    assert "read as Pancreas" in run.err
    assert "Reference information, not medical advice." in run.err
    assert "read as" not in run.out
    assert "Reference information" not in run.out


def test_notes_are_in_json_too(netcli) -> None:
    """What was interpreted is in `notes` and on standard error."""
    run = netcli("therapies", "--site", "pNET", "--json")
    assert any("read as Pancreas" in note for note in run.json["notes"])
    assert run.json["query"]["site"] == "pancreas"
    assert "read as Pancreas" in run.err


UNKNOWN = [
    ["therapies", "--site", "xyzzy"], ["therapies", "--grade", "G4"], ["therapies", "--status", "maybe"],
    ["therapies", "--region", "mars"], ["therapies", "--class", "magic"], ["therapies", "--sstr", "perhaps"],
    ["therapies", "--line", "zeroth"], ["therapies", "--functional", "sometimes"], ["therapies", "--format", "pdf"],
    ["therapies", "--color", "mauve"], ["trials", "--phase", "9"], ["trials", "--drug", "unobtainium"],
    ["trials", "--status", "napping"], ["trials", "--country", "Atlantis"], ["trials", "--near", ""],
    ["trials", "--near", "91,200"],
    ["grade", "--ki67", "abc"], ["grade", "--ki67", "NaN"], ["grade", "--ki67", "inf"], ["grade", "--ki67", "-1"],
    ["grade", "--ki67", "101"], ["grade", "--ki67", ""], ["grade", "--mitoses", "x"], ["grade"],
    ["grade", "--ki67", "5", "--site", "xyzzy"],
    ["grade", "--ki67", "5", "--site", "medullary thyroid"], ["grade", "--ki67", "5", "--edition", "who-1980"],
    ["grade", "--positive", "9", "--counted", "5"], ["grade", "--ki67", "5", "--differentiation", "meh"],
    ["show", "xyzzy"], ["show", ""], ["compare", "everolimus"], ["compare", "everolimus", "xyzzy"], ["cite", "xyzzy"],
    ["cite", "NETTER-1", "--style", "mla"], ["changes", "--since", "yesterday"], ["changes", "--since", "2025-13"],
    ["changes", "--since", "2025-02-30"], ["syndromes", "xyzzy"], ["glossary", "xyzzy"], ["imaging", "xyzzy"],
    ["biomarkers", "--kind", "xyzzy"], ["epidemiology", "--site", "xyzzy"], ["therapies", "--sites", "lung"],
    ["nosuchcommand"],
    ["therapies", "everolimus"], ["trials", "xyzzy"], ["therapies", "--site"], ["knowledge", "nosuch"],
]  # fmt: skip


@pytest.mark.parametrize("line", UNKNOWN, ids=" ".join)
def test_an_unknown_value_is_refused(netcli, line) -> None:
    """Exit 2, a sentence, nothing on standard output; as JSON the error object, the same status."""
    run = netcli(*line)
    assert run.code == 2
    assert run.out == ""
    assert run.err.startswith("netcli: ")
    assert "Traceback" not in run.err
    as_json = netcli(*line, "--json")
    assert as_json.code == 2
    assert set(as_json.json) == {"error"}
    assert as_json.json["error"]["code"] == 2
    assert as_json.json["error"]["message"]


@pytest.mark.parametrize(
    "line",
    [
        ["therapies", "--site", "thymus", "--status", "discontinued"],
        ["trials", "--phase", "4"],
        ["faq", "zzzzqqqq"],
        ["search", "zzzzqqqq"],
        ["changes", "--since", "2027"],
    ],
    ids=" ".join,
)
def test_a_valid_question_without_an_answer_exits_3(netcli, line) -> None:
    """Never an empty table with exit 0."""
    run = netcli(*line)
    assert run.code == 3
    assert run.out == ""
    assert run.err.startswith("netcli: ")
    assert netcli(*line, "--json").json["error"]["code"] == 3


HOSTILE = [
    "\x1b[31mred",
    "[bold]x[/bold]",
    "\u202egnul",
    "lu\u200bng",
    "a\x00b",
    "x\nnetcli: fake",
    "\x9b31m",
    "🙂" * 40,
    "A" * 10_000,
]


@pytest.mark.parametrize("value", HOSTILE, ids=lambda value: ascii(value)[:20])
def test_what_was_typed_is_never_echoed_raw(netcli, value: str) -> None:
    """Control, bidirectional and zero-width characters are neutralised wherever they come back."""
    unsafe = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
    for line in (["therapies", "--site", value], ["search", value], ["faq", value], ["show", value],
    ["trials", "--drug", value],
                 ["grade", "--ki67", value], ["trials", "--near", value], ["--format", value], [value]):  # fmt: skip
        for form in ("plain", "json"):
            run = netcli(*line, *(["-f", form] if line[0] != "--format" else []))
            assert not unsafe.search(run.out), line
            assert not unsafe.search(run.err), line
            assert "\nnetcli: fake" not in run.err
            assert len(run.err) < 3000


@pytest.mark.parametrize("example", [example for examples in EXAMPLES.values() for example in examples], ids=" ".join)
def test_every_example_runs(netcli, example: list[str], tmp_path: Path, monkeypatch) -> None:
    """The examples in --help are command lines that work, in a folder where they may write."""
    (tmp_path / "examples").symlink_to(Path(__file__).parents[2] / "examples")
    monkeypatch.chdir(tmp_path)
    run = netcli(*example)
    assert run.code == 0, run.err
    assert run.out


@pytest.mark.parametrize("command", [*EXAMPLES, "knowledge"])
@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_help_is_everywhere(netcli, command: str, flag: str) -> None:
    """-h and --help, with examples."""
    run = netcli(*command.split(), flag)
    assert run.code == 0
    assert "Usage:" in run.out
    assert run.out.count(f"netcli {command}") >= 2 or command == "knowledge"


def test_bare_netcli_is_one_screen_of_lines_that_run(netcli) -> None:
    """Every example, and the way on."""
    run = netcli("--format", "table")
    assert run.code == 0
    assert len(run.out.splitlines()) <= 24
    for result in netcli("--json").json["results"]:
        assert netcli(*shlex.split(result["command"])[1:]).code == 0, result


def test_options_before_the_command_count(netcli) -> None:
    """`netcli --json therapies` is what it looks like."""
    assert netcli("--json", "grade", "--ki67", "12").json["results"][0]["grade"] == "G2"
    assert netcli("-f", "json", "grade", "--ki67", "12").json["results"][0]["grade"] == "G2"


def test_version_is_answered_by_a_real_process() -> None:
    """Both spellings, with the edition; so does the way through Typer."""
    said = f"netcli {__version__} (edition {bundled().edition.version})\n".encode()
    assert program("--version").stdout == program("-V").stdout == program("--version", "--debug").stdout == said
