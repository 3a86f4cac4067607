"""How a batch went: rows by result, and what kept rows from being graded."""

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from netcli.grading.records import Portion
from netcli.grading.rows import Entry

FAULTS_KEPT = 1_000  # different ones; what comes later stands in its row all the same
FAULTS_TOLD = 5


class Fault(Struct, frozen=True):
    """Why rows could not be graded: how many, and the line of the input in which the first of them begins."""

    message: str
    rows: int
    line: int


class Summary(Struct, frozen=True, kw_only=True):
    """How a batch went: `rows` = `graded` (definite) + `provisional` + `undetermined` + `failed`.

    `faults` are the commonest reasons of the failed rows, at most five.
    """

    rows: int
    graded: int
    provisional: int
    undetermined: int
    failed: int
    by_category: dict[str, int]
    faults: list[Fault] = []


class Tally:
    """Counts rows as they are graded. The first faults of a file are counted exactly, within a bound."""

    def __init__(self) -> None:
        self.rows = 0
        self._results: Counter[tuple[str, str]] = Counter()
        self._faults: dict[str, tuple[int, int]] = {}  # rows, first line

    def add(self, entries: Sequence[Entry], portion: Portion) -> None:
        """Count the entries of a portion; a blank line is no row."""
        for entry, count in Counter(entries).items():
            if not entry.text:
                continue
            self.rows += count
            self._results[entry.counts_as] += count
            message = entry.added[-1]
            if message in self._faults:
                rows, line = self._faults[message]
                self._faults[message] = rows + count, line
            elif message and len(self._faults) < FAULTS_KEPT:
                self._faults[message] = count, portion.line_of(entries.index(entry))

    def summary(self) -> Summary:
        """Return how it went so far."""
        certain: Counter[str] = Counter()
        categories: Counter[str] = Counter()
        for (category, certainty), count in self._results.items():
            certain[certainty] += count
            if category:
                categories[category] += count
        commonest = sorted(self._faults.items(), key=lambda fault: -fault[1][0])[:FAULTS_TOLD]
        return Summary(
            rows=self.rows,
            graded=certain["definite"],
            provisional=certain["provisional"],
            undetermined=certain["undetermined"],
            failed=self._results["", ""],
            by_category=dict(sorted(categories.items())),
            faults=[Fault(message, *told) for message, told in commonest],
        )


def number_of(count: int, what: str) -> str:
    """Return a number with what is counted: 1 row, 2,000 rows."""
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"
