"""How a batch went: rows by result, and the problems that somebody can mend, each with its first line."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct

from netcli.batch.csv_file import Portion
from netcli.batch.kinds import BLANK_LINE, NOT_GRADED, Outcome

_QUOTED = re.compile(r"'[^']*'")
KEPT = 1_000  # different problems; what comes later stands in its row all the same
TOLD = 10
MOST_AT_ONCE = 10_000  # different outcomes that are counted before they are gathered
WARNINGS, ERROR = 4, 5  # where they stand among the cells of an outcome


class Problem(Struct, frozen=True):
    """What stands in the error cell, or a warning, of some rows: how many, and the line in which the first begins."""

    message: str
    rows: int
    line: int


class Summary(Struct, frozen=True, kw_only=True):
    """How a batch went: `rows` = `graded` (definite) + `provisional` + `undetermined` + `failed`.

    `columns` names the header that gave each input, `unread` those that gave none. `failures` are the commonest reasons
    of failed rows and `warnings` the commonest codes of warnings, at most ten each.
    """

    rows: int
    graded: int
    provisional: int
    undetermined: int
    failed: int
    columns: dict[str, str]
    unread: list[str]
    by_category: dict[str, int]
    by_label: dict[str, int]
    failures: list[Problem] = []
    warnings: list[Problem] = []


class Tally:
    """Counts rows as they are graded. The first problems of a file are counted exactly, within a bound."""

    def __init__(self) -> None:
        self.rows = 0
        self._counts: Counter[Outcome] = Counter()
        self._lines: dict[Outcome, int] = {}  # where the first row of each begins
        self._results: Counter[tuple[str, str, str]] = Counter()
        self._failures: dict[str, tuple[int, int]] = {}  # rows, first line
        self._warnings: dict[str, tuple[int, int]] = {}

    def add(self, outcomes: Sequence[Outcome], portion: Portion) -> None:
        """Count the outcomes of a portion; a blank line is no row."""
        self._counts.update(outcomes)
        self.rows += len(outcomes) - outcomes.count(BLANK_LINE)
        for place, outcome in enumerate(outcomes):
            if outcome not in self._lines:
                self._lines[outcome] = portion.line_of(place)
        if len(self._lines) > MOST_AT_ONCE:
            self._gather()

    def _gather(self) -> None:
        """Turn what was counted by outcome into counts by result and by problem."""
        for outcome, line in self._lines.items():
            count = self._counts[outcome]
            if outcome is BLANK_LINE:
                continue
            self._results[outcome.counts_as] += count
            error, warned = outcome.added[ERROR], outcome.added[WARNINGS]
            told = [(self._failures, error)] if error else []
            told += [(self._warnings, code) for code in warned.split(";")] if warned else []
            for kept, message in told:
                rows, first = kept.get(message, (0, line))
                if rows or len(kept) < KEPT:
                    kept[message] = rows + count, first
        self._counts.clear()
        self._lines.clear()

    def summary(self, columns: Mapping[str, str], unread: Sequence[str] = ()) -> Summary:
        """Return how it went so far."""
        self._gather()
        certain, categories, labels = Counter[str](), Counter[str](), Counter[str]()
        for (category, label, certainty), count in self._results.items():
            certain[certainty] += count
            if category:
                categories[category] += count
                labels[label] += count
        return Summary(
            rows=self.rows,
            graded=certain["definite"],
            provisional=certain["provisional"],
            undetermined=certain["undetermined"],
            failed=self._results[NOT_GRADED],
            columns=dict(columns),
            unread=list(unread),
            by_category=dict(sorted(categories.items())),
            by_label=dict(labels.most_common()),
            failures=_commonest(self._failures),
            warnings=_commonest(self._warnings),
        )


def _commonest(kept: Mapping[str, tuple[int, int]]) -> list[Problem]:
    """Return the commonest problems; those that differ in what they quote are one, told by the first of them."""
    groups: dict[str, list[tuple[int, int, str]]] = {}
    for message, (rows, line) in kept.items():
        groups.setdefault(_QUOTED.sub("''", message), []).append((line, rows, str(message)))
    problems = [_problem(sorted(group)) for group in groups.values()]
    return sorted(problems, key=lambda one: (-one.rows, one.line))[:TOLD]


def _problem(group: Sequence[tuple[int, int, str]]) -> Problem:
    line, _, message = group[0]
    others = f" and {len(group) - 1:,} others" if len(group) > 2 else " and another" if group[1:] else ""  # noqa: PLR2004
    return Problem(message + others, sum(rows for _, rows, _ in group), line)
