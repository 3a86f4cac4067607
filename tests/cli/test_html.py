"""The HTML page: whole, sound, usable with a keyboard, a reader of screens, a telephone and a printer."""

import os
import re
import shutil
import subprocess
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest

from netcli.output.blocks import Column, Facts, Heading, Line, Paragraph, Row, Table
from netcli.output.formats.html import html_text
from netcli.output.formats.html_style import DARK, LIGHT, STYLE
from netcli.output.page import page_of
from netcli.output.sources import References

GLANCE = ("therapies", "--site", "pancreas")
LINES = [
    GLANCE, (*GLANCE, "--full"), ("therapies", "--site", "lung"), ("grade", "--ki67", "12"), ("trials", "--phase", "3"),
    ("compare", "everolimus", "sunitinib"), ("show", "Lutathera", "--full"), ("epidemiology",), ("changes",),
    ("imaging",), ("faq", "What is Lutathera?"), ("cite", "NETTER-1"), ("glossary", "PRRT"), ("search", "everolimus"),
]  # fmt: skip
VOID = {"meta", "br"}
BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
browser = pytest.mark.skipif(not BROWSER, reason="no Chromium is installed")


class Outline(HTMLParser):
    """What a page is made of: its elements, each with its attributes, the elements around it, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None], tuple[str, ...]]] = []
        self.faults: list[str] = []
        self.texts: dict[str, list[str]] = {}
        self._open: list[str] = []
        self.feed(page)
        self.close()
        self.faults += [f"{tag} is not closed" for tag in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs), tuple(self._open)))
        if tag not in VOID:
            self._open.append(tag)
        if tag == "details":
            self.texts.setdefault("details", []).append("")

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.faults.append(f"{tag} is closed where it is not open")

    def handle_data(self, data: str) -> None:
        if "details" in self._open:
            self.texts["details"][-1] += data

    def all(self, *tags: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes, _ in self.elements if tag in tags]


@pytest.fixture(params=LINES, ids=" ".join)
def outline(request: pytest.FixtureRequest, answered) -> Outline:
    return Outline(answered(*request.param, "--format", "html").out)


def test_a_page_is_sound(outline: Outline) -> None:
    """Elements are closed where they are open, ids are unique, headings and tables stand where they may."""
    assert outline.faults == []
    ids = Counter(attributes["id"] for _, attributes, _ in outline.elements if "id" in attributes)
    assert [name for name, times in ids.items() if times > 1] == []
    blocks = {"p", "table", "ul", "dl", "details", "figure", "h1", "h2", "h3", "h4"}
    for tag, _, around in outline.elements:
        assert not (tag in blocks and {"p", "summary", "h1", "h2", "h3", "span"} & set(around)), (tag, around)
        assert tag != "tr" or around[-1] in ("thead", "tbody")
    titles = [around for tag, _, around in outline.elements if tag == "title" and "svg" not in around]
    assert len(outline.all("h1")) == len(titles) == len(outline.all("main")) == 1
    assert outline.all("html") == [{"lang": "en"}]
    assert any(one.get("name") == "viewport" for one in outline.all("meta"))


def test_a_page_loads_nothing(outline: Outline) -> None:
    """It can be sent by mail and read without a network; links are there to be followed."""
    assert not outline.all("script", "link", "img", "iframe", "object", "embed", "audio", "video", "base", "form")
    assert not [attributes for _, attributes, _ in outline.elements if {"src", "srcset", "data"} & set(attributes)]
    assert "url(" not in STYLE
    assert "@import" not in STYLE
    assert all(re.match("#|https?://", one["href"] or "") for one in outline.all("a"))


def test_footnotes_lead_there_and_back(outline: Outline) -> None:
    """Each marker leads to its source, each source to where it is mentioned first."""
    ids = {attributes["id"] for _, attributes, _ in outline.elements if "id" in attributes}
    inside = [one for one in outline.all("a") if (one["href"] or "").startswith("#")]
    assert not [one["href"] for one in inside if (one["href"] or "")[1:] not in ids]
    listed = {one["id"] for one in outline.all("li") if "id" in one}
    assert {one["href"] for one in inside if one["role"] == "doc-noteref"} == {f"#{name}" for name in listed}
    assert len([one for one in inside if one["role"] == "doc-backlink"]) == len(listed)
    mentions = [one["id"] for one in inside if one["role"] == "doc-noteref"]
    assert len(set(mentions)) == len(mentions)


def test_every_head_of_a_table_says_what_it_heads(outline: Outline) -> None:
    """A row by its name, a column by its own."""
    assert all(one.get("scope") in ("row", "col", "rowgroup") for one in outline.all("th"))


def test_behind_each_row_of_a_glance_stands_its_whole_record(answered) -> None:
    """Folded, in a row of its own, named; its sources are numbered after those in sight."""
    page = answered(*GLANCE, "--format", "html").out
    outline = Outline(page)
    rows = [1 for tag, one, around in outline.elements if one.get("scope") == "row" and "details" not in around]
    records = outline.texts["details"]
    assert len(records) == len(rows) >= 8
    assert all(around[-2:] == ("tr", "td") for tag, _, around in outline.elements if tag == "details")
    assert all("open" not in one for one in outline.all("details"))
    lanreotide = next(text for text in records if "Lanreotide: whole record" in text)
    assert "2014-12-16" in lanreotide
    assert "CLARINET FORTE" in lanreotide
    first = re.findall(r'id="cite-(\d+)"', re.sub("(?s)<details>.*?</details>", "", page))
    assert list(map(int, first)) == list(range(1, len(first) + 1))
    assert len(outline.all("li")) > len(first)
    brief = answered(*GLANCE, "--format", "table").out
    assert max(map(int, re.findall(r"(\d+)\]\s", brief))) == len(first)


def test_marks_and_abbreviations_are_heard_as_words(answered) -> None:
    """A mark is a picture of its word, an abbreviation says what it stands for."""
    page = answered(*GLANCE, "--format", "html").out
    assert '<span class="good" role="img" aria-label="label">●</span>' in page
    assert 'role="img" aria-label="US label since 2014">US ● 2014</strong>' in page
    assert '<abbr title="progression-free survival">PFS</abbr>' in page
    assert '<abbr title="against">v</abbr>' in page


def test_a_sign_of_multiplication_is_no_mark() -> None:
    """Ten times the limit is not refused."""
    page = html_text(page_of([Paragraph("gastrin > 10 × limit; × refused")], References({}), "full"), "t")
    assert "10 × limit" in page
    assert '<span class="bad" role="img" aria-label="refused or ended">×</span> refused' in page


def test_text_is_nothing_but_text() -> None:
    """Whatever a record holds, in a cell, a lead, a heading or behind a row."""
    evil = "<script>alert(\"1\")</script> & 'x'"
    row = Row(([Line(evil, evil, said=evil)], evil), lambda: [Heading(evil), Facts([(evil, evil)])])
    blocks = [Heading(evil), Table([Column(evil, lead=evil), Column(evil)], [row])]
    page = html_text(page_of(blocks, References({}), "glance"), evil)
    assert "<script" not in page
    assert not Outline(page).faults


def test_a_no_break_space_stays_one() -> None:
    """A number keeps its unit."""
    assert "18\u00a0months" in html_text(page_of([Paragraph("18\u00a0months")], References({}), "glance"), "t")


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_every_colour_can_be_read(colours: dict[str, str]) -> None:
    """With the contrast of 4.5 that WCAG asks of text."""
    for name, colour in colours.items():
        if name not in ("ground", "line"):
            assert _contrast(colour, colours["ground"]) >= 4.5, name


def _contrast(one: str, other: str) -> float:
    lighter, darker = sorted(map(_luminance, (one, other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


# What only a browser knows


@browser
def test_a_browser_reads_the_page_as_it_is_written(answered, tmp_path: Path) -> None:
    """Nothing is moved out of a table or closed by force."""
    page = answered(*GLANCE, "--format", "html").out
    read = Outline(_run(tmp_path, page, "--dump-dom"))
    written = Outline(page)
    assert [(tag, around) for tag, _, around in read.elements] == [(tag, around) for tag, _, around in written.elements]


@browser
def test_on_a_narrow_screen_the_table_scrolls_and_not_the_page(answered, tmp_path: Path) -> None:
    """Folded or not."""
    page = answered(*GLANCE, "--format", "html").out
    told = "[document.documentElement.scrollWidth > innerWidth, "
    told += "document.querySelector('.scroll').scrollWidth > innerWidth]"
    unfold = "document.querySelectorAll('details').forEach(one => one.open = true)"
    both = f"(before => ({unfold}, [...before, ...{told}].join()))({told})"
    assert _asked(tmp_path, page, both, "--window-size=500,900") == "false,true,false,true"


@browser
def test_the_way_back_unfolds_the_record_that_it_leads_into(answered, tmp_path: Path) -> None:
    """From a source that only a folded record mentions."""
    page = answered(*GLANCE, "--format", "html").out
    place = re.findall(r'id="(cite-\d+)"', page.rpartition("<details>")[2])[0]
    record = f"document.getElementById('{place}').closest('details')"
    script = f"const before = {record}.open; location.hash = '{place}';"
    script += f"setTimeout(() => {{ document.title = before + ' ' + {record}.open }}, 200)"
    dom = _run(tmp_path, page.replace("</body>", f"<script>{script}</script></body>"), "--dump-dom")
    assert "<title>false true</title>" in dom


@browser
def test_in_print_the_records_are_left_out_unless_unfolded(answered, tmp_path: Path) -> None:
    """With the sources that only they mention."""
    page = answered("therapies", "--site", "thymus", "--format", "html").out
    folded, unfolded = (_pages(tmp_path, one) for one in (page, page.replace("<details>", "<details open>")))
    assert 1 <= folded <= 2 < unfolded


def _asked(folder: Path, page: str, script: str, *options: str) -> str:
    dom = _run(
        folder, page.replace("</body>", f"<script>document.title = {script}</script></body>"), "--dump-dom", *options
    )
    return dom.partition("<title>")[2].partition("</title>")[0]


def _pages(folder: Path, page: str) -> int:
    printed = folder / "page.pdf"
    _run(folder, page, f"--print-to-pdf={printed}", "--no-pdf-header-footer")
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", printed.read_bytes()))


def _run(folder: Path, page: str, *options: str) -> str:
    file = folder / "page.html"
    file.write_text(page, encoding="utf-8")
    fixed = ("--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}", "--virtual-time-budget=3000")
    environment = {**os.environ, "HOME": str(folder)}
    run = subprocess.run(
        [BROWSER or "", *fixed, *options, file.as_uri()], capture_output=True, env=environment, timeout=120, check=True
    )
    return run.stdout.decode()
