"""How well netcli answers questions as people ask them: `python -m tests.knowledge.yardstick.measure [NAME ...]`.

With `--misses` it prints what went wrong. NAME is a file of questions; without one, all that may be looked at.
The questions stand in `open.txt` and, as many again of the same mix, in `sealed.txt`; the second is for the end, and
its misses are never printed, nor are those of `sixth.txt`, which is measured at any time and never learnt from.
Each question is put as a person puts it:

1. `netcli faq QUESTION --json --brief`. Where that ends with exit 0, what it shows is what was shown.
2. Where it ends with exit 3 (no entry answers), `netcli search QUESTION --json --brief` shows a list instead.

**Given as the answer** is the first result of `faq` at exit 0, unless the result is marked `nearest: true`, or the
envelope is that of a search (`netcli/search/...`), which is a list. A hit of a list is given as the answer only when it
says so with `answers: true`. A pointer of `out_of_scope` refuses.

- **first**, of the questions with an answer: the first of what was shown is one of the answers on record for it.
  **three**: one of the first three is. **given**: the first is right, and was given as the answer, not in a list.
- **refused**, of the questions that nothing here answers: nothing was given as the answer. **empty**: not one hit was
  shown either.
- **wrong**, of all questions: something was given as the answer, and it is not one.

An answer that is a record is right by collection and id. `command: ...` is right where the result, or a note of the
envelope, names that command with these options and values; more may stand with them. `code: ...` is right where the
code stands whole in what the result shows. A hint beside an error is no answer.
"""

import io
import json
import os
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PERSONAS = tuple("oncologist pathologist coordinator registry student patient carer writer assistant".split())
KINDS = tuple("fact row field number code trial command none".split())
NOTHING = "none"
UNSEEN = ("sealed", "sixth", "tenth")
"""Files whose misses are not printed, so that nobody learns from them."""
FIRST = 3
"""How many of what was shown a reader looks at."""
COMMAND = re.compile(r"netcli ([a-z][^`\n;|]*)")
UNSET = ("NETCLI_DATA", "NETCLI_FORMAT", "NETCLI_REGIONS", "NETCLI_HOME", "FORCE_COLOR")


@dataclass(frozen=True)
class Asked:
    """A question of the yardstick: who asks, what it is after, and the answers of which any is right."""

    question: str
    persona: str
    kind: str
    answers: tuple[str, ...]


@dataclass(frozen=True)
class Shown:
    """What netcli showed for a question, best first, and whether the first was given as the answer."""

    results: list[dict[str, Any]]
    notes: list[str]
    as_answer: bool
    searched: bool


@dataclass(frozen=True)
class Verdict:
    """How one question went."""

    asked: Asked
    first: bool
    in_three: bool
    given: bool
    refused: bool
    empty: bool
    wrong: bool
    shown: tuple[str, ...]


def questions(name: str) -> list[Asked]:
    """Return the questions of a file, `open` or `sealed`."""
    lines = (HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split(" | ") for line in lines if line and not line.startswith("#")]
    return [Asked(question, persona, kind, tuple(right.split(" ; "))) for question, persona, kind, right in rows]


def ask(question: str) -> Shown:
    """Put a question to `netcli faq`, and to `netcli search` where no entry answers it."""
    code, envelope = run("faq", question)
    searched = code != 0
    if searched:
        code, envelope = run("search", question)
    results = envelope.get("results") or []
    return Shown(results, envelope.get("notes") or [], bool(results) and given(envelope, results[0]), searched)


def run(command: str, question: str) -> tuple[int, dict[str, Any]]:
    """Run netcli in this process; anything but an answer (0) or a refusal (3) is a failure of the run."""
    from netcli.__main__ import run as run_line

    for name in UNSET:
        os.environ.pop(name, None)
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    with redirect_stdout(out), redirect_stderr(err):
        code = run_line([command, "--json", "--brief", "--", question])
    printed = out.buffer.getvalue().decode()
    if code not in {0, 3}:
        raise RuntimeError(f"netcli {command} {question!r} ended with {code}: {printed[:200]}")
    return code, json.loads(printed) if printed.strip() else {}


def given(envelope: dict[str, Any], first: dict[str, Any]) -> bool:
    """Return whether the first result is given as the answer; the rule stands at the top of this file."""
    if first.get("nearest") or address(first, envelope).startswith("out_of_scope:"):
        return False
    return bool(first.get("answers")) or not str(envelope.get("schema", "")).startswith("netcli/search/")


def address(result: dict[str, Any], envelope: dict[str, Any] | None = None) -> str:
    """Return a result's collection and id; a question's result names no kind in the answer of `faq`."""
    kind = result.get("kind") or str((envelope or {}).get("schema", "netcli/faq/")).split("/")[1]
    return f"{kind}:{result.get('id', '')}"


def is_right(answer: str, result: dict[str, Any], notes: list[str], *, searched: bool) -> bool:
    """Return whether a result is one of a question's answers."""
    what, _, value = answer.partition(":")
    if what == "command":
        return any(names(value, text) for text in [*texts(result), *notes])
    if what == "code":
        return any(re.search(rf"(?<![\w./]){re.escape(value)}(?![\w/]|\.\w)", text) for text in texts(result))
    return answer == address(result, {"schema": "netcli/search/" if searched else "netcli/faq/"})


def names(command: str, text: str) -> bool:
    """Return whether a text names a command with all the options and values of another."""
    wanted, *values = words(command)
    typed = [words(named) for named in COMMAND.findall(text)]
    return any(line[0] == wanted and all(v in line or v == "--site" for v in values) for line in typed if line)


def words(command: str) -> list[str]:
    """Return a command's words without quotes, in small letters; `--site=x` and `12%` are two words and one number."""
    return [word.strip("'\".,:()%") for word in command.casefold().replace("=", " ").split()]


def texts(value: object, key: str = "") -> Iterator[str]:
    """Yield every text that a result shows; a command under `command` is read as if `netcli` stood before it."""
    if isinstance(value, str):
        yield f"netcli {value.removeprefix('netcli ')}" if key == "command" else value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from texts(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner, key)


def judge(asked: Asked) -> Verdict:
    """Put a question and judge what was shown."""
    shown = ask(asked.question)
    fits = [fitting(asked, shown, place) for place in range(len(shown.results[:FIRST]))]
    first = bool(fits) and fits[0]
    listed = tuple(address(result, {"schema": "netcli/faq/"}) for result in shown.results[:FIRST])
    wrong = shown.as_answer and not first
    return Verdict(
        asked, first, any(fits), first and shown.as_answer, not shown.as_answer, not shown.results, wrong, listed
    )


def fitting(asked: Asked, shown: Shown, place: int) -> bool:
    """Return whether what stands at a place of the list is right; the notes belong to the first."""
    notes = shown.notes if place == 0 else []
    return any(is_right(one, shown.results[place], notes, searched=shown.searched) for one in asked.answers)


def share(part: int, whole: int) -> str:
    """Write a share: `85 of 100  85.0 %`."""
    return f"{part:3} of {whole:3} {100 * part / whole:5.1f} %" if whole else "      -           "


def line(name: str, verdicts: list[Verdict]) -> str:
    """Write one line of the table: the shares of some questions."""
    answered = [v for v in verdicts if v.asked.kind != NOTHING]
    refusable = [v for v in verdicts if v.asked.kind == NOTHING]
    shares = (
        share(sum(v.first for v in answered), len(answered)),
        share(sum(v.in_three for v in answered), len(answered)),
        share(sum(v.given for v in answered), len(answered)),
        share(sum(v.refused for v in refusable), len(refusable)),
        share(sum(v.empty for v in refusable), len(refusable)),
        share(sum(v.wrong for v in verdicts), len(verdicts)),
    )
    return f"{name:<12}" + "  ".join(f"{one:>18}" for one in shares).rstrip()


def table(name: str, verdicts: list[Verdict]) -> list[str]:
    """Write the figures of a file: in total, by kind, by persona."""
    head = f"{name:<12}" + "  ".join(f"{one:>18}" for one in ("first", "three", "given", "refused", "empty", "wrong"))

    def parts(of: Callable[[Verdict], str], order: tuple[str, ...]) -> list[str]:
        groups = defaultdict(list)
        for verdict in verdicts:
            groups[of(verdict)].append(verdict)
        return [line(one, groups[one]) for one in order if groups[one]]

    by_kind = parts(lambda verdict: verdict.asked.kind, KINDS)
    by_persona = parts(lambda verdict: verdict.asked.persona, PERSONAS)
    return [head, line("all", verdicts), "", *by_kind, "", *by_persona, ""]


def misses(verdicts: list[Verdict]) -> list[str]:
    """Write what went wrong: each question not right first, or not refused, with what was shown for it."""
    lines = []
    for v in verdicts:
        if v.refused if v.asked.kind == NOTHING else v.first:
            continue
        mark = "wrong" if v.wrong else "third" if v.in_three else "list "
        lines.append(f"{mark}  {v.asked.question}\n       right: {' ; '.join(v.asked.answers)}")
        lines.append(f"       shown: {' ; '.join(v.shown) or 'nothing'}")
    return lines


def main(arguments: list[str]) -> None:
    """Print the figures of the files that are named, or their misses; the sealed ones' misses never."""
    names_ = [one for one in arguments if not one.startswith("--")] or [
        "open",
        "practice",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
    ]
    names_ += ["sealed"] if "--sealed" in arguments else []
    judged = {name: [judge(asked) for asked in questions(name)] for name in names_}
    rows = misses if "--misses" in arguments else table
    printed = [
        row
        for name, verdicts in judged.items()
        if rows is table or name not in UNSEEN
        for row in (table(name, verdicts) if rows is table else misses(verdicts))
    ]
    sys.stdout.write("\n".join(printed) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
