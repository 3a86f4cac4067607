"""How a batch went: rows by result, and what kept rows from being graded."""

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from netcli.grading.batch.csv_file import Portion
from netcli.grading.batch.kinds import NOT_GRADED, Outcome

FAILURES_KEPT = 1_000  # different ones; what comes later stands in its row all the same
FAILURES_TOLD = 5


class Failure(Struct, frozen=True):
    """Why rows could not be graded: how many, and the line of the input in which the first of them begins."""

    message: str
    rows: int
    line: int


class Summary(Struct, frozen=True, kw_only=True):
    """How a batch went: `rows` = `graded` (definite) + `provisional` + `undetermined` + `failed`.

    `failures` are the commonest reasons of the failed rows, at most five.
    """

    rows: int
    graded: int
    provisional: int
    undetermined: int
    failed: int
    by_category: dict[str, int]
    failures: list[Failure] = []


class Tally:
    """Counts rows as they are graded. The first failures of a file are counted exactly, within a bound."""

    def __init__(self) -> None:
        self.rows = 0
        self._results: Counter[tuple[str, str]] = Counter()
        self._failures: dict[str, tuple[int, int]] = {}  # rows, first line

    def add(self, outcomes: Sequence[Outcome], portion: Portion) -> None:
        """Count the outcomes of a portion; a blank line is no row."""
        for outcome, count in Counter(outcomes).items():
            if not outcome.text:
                continue
            self.rows += count
            self._results[outcome.counts_as] += count
            message = outcome.added[-1]
            if message in self._failures:
                rows, line = self._failures[message]
                self._failures[message] = rows + count, line
            elif message and len(self._failures) < FAILURES_KEPT:
                self._failures[message] = count, portion.line_of(outcomes.index(outcome))

    def summary(self) -> Summary:
        """Return how it went so far."""
        certain: Counter[str] = Counter()
        categories: Counter[str] = Counter()
        for (category, certainty), count in self._results.items():
            certain[certainty] += count
            if category:
                categories[category] += count
        commonest = sorted(self._failures.items(), key=lambda failure: -failure[1][0])[:FAILURES_TOLD]
        return Summary(
            rows=self.rows,
            graded=certain["definite"],
            provisional=certain["provisional"],
            undetermined=certain["undetermined"],
            failed=self._results[NOT_GRADED],
            by_category=dict(sorted(categories.items())),
            failures=[Failure(message, *told) for message, told in commonest],
        )
