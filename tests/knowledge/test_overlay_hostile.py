"""One wrong or hostile thing at a time: what is said about it."""

import re
from itertools import pairwise

import pytest

from tests.knowledge.overlays import NEW, SOURCE, Overlay, term

BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(f"{b}: &{b} [{f'*{a},' * 9}]\n" for a, b in pairwise("abcdefghi"))
HOSTILE = {
    "alias bomb": (BOMB, "0.yaml:1: anchors"),
    "merge key": ("glossary:\n- <<: *x\n", "0.yaml:2: anchors"),
    "python tag": (term("!!python/object/apply:os.system ['touch /tmp/no']"), "0.yaml:4: the tag"),
    "plain tag": (term("!!binary aGVsbG8="), "0.yaml:4: the tag"),
    "tag with hidden characters": (term("!%E2%80%AEx y"), "\\u202e"),
    "deep list": ("glossary: " + "[" * 100_000, "0.yaml:1: "),
    "deep mapping": ("glossary: " + "{a: " * 100_000, "0.yaml:1: "),
    "deeper than any record": ("glossary: " + "[" * 60 + "]" * 60, "0.yaml:1: nested deeper than"),
    "tag on a key": ("!!python/object/apply:os.system glossary: []\n", "0.yaml:1: the tag"),
    "anchor on a key": ("&a glossary: []\n", "0.yaml:1: anchors"),
    "duplicate key": (term("a\n  definition: b"), "0.yaml:5: duplicate key 'definition'"),
    "duplicate collection": (term("a") + term("b"), "0.yaml:5: duplicate key 'glossary'"),
    "list as a key": ("? [a, b]\n: c\n", "0.yaml:1: a key must be a plain word"),
    "two documents": (term("a") + "---\n" + term("b"), "a second document"),
    "list of everything": ("- id: x\n", "expected collections"),
    "plain text": ("hello\n", "expected collections"),
    "empty file": ("", "0.yaml:1: expected collections"),
    "only a comment": ("# nothing\n", "expected collections"),
    "null byte": ("glossary:\n- id: a\x00b\n", "0.yaml:2: the character U+0000"),
    "raw escape": ("glossary:\n\n- id: a\x1b[31m\n", "0.yaml:3: the character U+001B"),
    "not UTF-8": (b"glossary:\n- id: caf\xe9\n", "0.yaml:2: not UTF-8"),
    "unknown collection": ("therapy: []\n", "0.yaml:1: therapy: no such collection; the collections are sources"),
    "hidden collection": ("\"\\u202Ex\": []\n", "\\u202ex: no such collection"),
    "mapping for a list": ("glossary: {id: x}\n", "0.yaml:1: glossary: must be a list"),
    "unknown field": (term("a\n  zorp: b"), "0.yaml:5: glossary[ward-term].zorp: no such field"),
    "hidden field": (term("a\n  \"z\\u200Bp\": b"), "z\\u200bp"),
    "wrong type": (term("[a]"), "0.yaml:4: glossary[ward-term].definition: Expected `str`, got `array`"),
    "boolean for text": (term("true"), "definition: Expected `str`, got `bool`"),
    "control character": (term('"\\e[31mred"'), "0.yaml:4: glossary[ward-term].definition: unsafe character U+001B"),
    "bidi": (term('"\\u202Egnul"'), "U+202E"),
    "zero width": (term('"lu\\u200Bng"'), "U+200B"),
    "tag characters": (term('"\\U000E0041"'), "U+E0041"),
    "bad id": (term("a").replace("ward-term", "Ward Term"), "glossary[Ward Term].id"),
    "id with a line end": (term("a").replace("ward-term", '"ward-term\\u202E\\n"'), "glossary[ward-term\\u202e].id"),
    "id twice": (term("a") + "- id: ward-term\n  term: X\n  definition: b\n", "0.yaml:5: glossary[ward-term].id"),
    "cited source": (term("as told [@nobody]"), "0.yaml:4: glossary[ward-term].definition: the cited source 'nobody'"),
    "named source": (term("a\n  sources: [nobody]"), "0.yaml:5: glossary[ward-term].sources[0]: 'nobody'"),
    "dangling site": (NEW.replace("[pancreas]", "[atlantis]") + SOURCE, "sites[0]: 'atlantis' does not exist in sites"),
    "dangling therapy": ("trials: [{id: netter-1, drugs: [zorpinib]}]\n", "0.yaml:1: trials[netter-1].drugs[0]: 'zorp"),
    "dangling trial": ("therapies: [{id: everolimus, evidence: [zorp-1]}]\n", "evidence[0]: 'zorp-1' does not exist"),
    "dangling parent": ("sites: [{id: ward-organ, name: Ward organ, parent: atlantis}]\n", "parent: 'atlantis' does"),
    "name of another": (NEW.replace("Wardinib", "Sutent") + SOURCE, "name: 'Sutent' already names therapies[sun"),
    "name of nothing": (term("a\n  aliases: ['--']"), "aliases[0]: a name needs a letter or a digit"),
    "script as a link": (SOURCE.replace("https://example.org", "javascript:alert(1)"), "url: must begin with https"),
    "file as a link": (SOURCE.replace("https://example.org", "file:///etc"), "url: must begin with https"),
    "day that is none": (SOURCE.replace("2026-11-01", "2026-02-30"), "checked: '2026-02-30' is not a date"),
    "digits of another script": (SOURCE.replace("2026-11-01", "٢٠٢٦"), "is not a date"),
    "upside-down interval": ("""
trials:
- id: netter-1
  outcomes:
  - {id: x, population: all, endpoint: PFS, hr: 0.5, ci: [0.9, 0.1], sources: [ward-protocol]}
""" + SOURCE, "outcomes[0].ci: 0.9 to 0.1 is upside down"),
    "interval beside its value": ("""
trials:
- id: netter-1
  outcomes:
  - {id: x, population: all, endpoint: PFS, hr: 0.5, ci: [0.6, 0.9], sources: [ward-protocol]}
""" + SOURCE, "outcomes[0].ci: does not hold 0.5"),
    "infinite number": ("""
trials:
- id: netter-1
  outcomes:
  - {id: x, population: all, endpoint: PFS, hr: 1e999, sources: [ward-protocol]}
""" + SOURCE, "outcomes[0].hr:"),
    "moved organ": ("sites: [{id: lung, parent: pancreas}]\n", "sites[lung].parent: the place of a bundled site"),
    "swallowed organ": ("sites: [{id: pancreas, members: [lung]}]\n", "sites[pancreas].members: the place of"),
    "grading": ("grading: [{id: who-2022, name: X}]\n", "0.yaml:1: grading: cannot be changed by an overlay"),
    "edition": ("edition: [{id: edition, version: '9'}]\n", "0.yaml:1: edition: cannot be changed by an overlay"),
    "patch of a misspelled id": ("therapies: [{id: everolimuss, route: oral}]\n", "did you mean 'everolimus'?"),
}  # fmt: skip


@pytest.mark.parametrize("case", HOSTILE)
def test_what_is_wrong_or_hostile_is_refused(overlay: Overlay, netcli, case: str) -> None:
    """Exit 4 with file, line and reason; no traceback, no answer, nothing raw on the terminal."""
    content, told = HOSTILE[case]
    run = netcli("glossary", "--data", str(overlay(content)))
    assert run.code == 4, run.err
    assert told in run.err
    assert run.out == ""
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]", run.err)
