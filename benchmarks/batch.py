"""Time `netcli grade --batch` against a plain csv reader-to-writer copy of the same file, interleaved in one run.

    python benchmarks/batch.py [--rows 1000000] [--rounds 3]

Prints, for each kind of file, the ratio of the medians and the peak memory of the grading process. "repeating" holds
few different values, "random" a different number in nearly every row, "counts" positive and counted cells, "quoted"
quotation marks around every cell. In the rest sites cannot be read: in "fifth" one in five, in "phrase" all for one
reason, in "phrases" each for its own, in "junk" each cell is 4 kB. "registry" is an export of a registry in which half
of the cells are messy or unknown, "coded" the same with the columns of a registry added.
"""

import argparse
import csv
import random
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

SITES = ("pancreas", "ileum", "stomach", "rectum", "lung", "SI-NET", "appendix")
KINDS = ("repeating", "random", "counts", "quoted", "fifth", "phrase", "phrases", "junk", "registry", "coded")
PLACES = ("C25.9", "Pancreas, NOS", "Lung & bronchus", "Small intestine (ileum)", "C181", "stomach", "no place {}", "")
MESSY = ("~3", "<1", "XXX.5", "3-20", "12", "7.5", "not done", "no number {}")
LEVELS = ("Well diff", "moderate", "Poorly differentiated; Grade III", "")
FORMS = ("well", "poor", "unknown", "")
EXPORT = ("id", "primarySite", "Ki-67 (%)", "Diff", "histologicTypeIcdO3", "dateOfDiagnosis")
HEADERS = {
    "counts": ("id", "site", "positive", "counted", "mitoses", "differentiation"), "registry": EXPORT, "coded": EXPORT,
}  # fmt: skip
UNKNOWN = {"phrase": "pancreas tail 3", "phrases": "no such place {}", "junk": "{}" + "x" * 4000}
COPY = """
import csv, sys, time
start = time.perf_counter()
text = {"newline": "", "encoding": "utf-8"}
with open(sys.argv[1], **text) as source, open(sys.argv[2], "w", **text) as out:
    csv.writer(out).writerows(csv.reader(source))
print(time.perf_counter() - start, 0)
"""
GRADE = """
import resource, sys, time
from pathlib import Path
from netcli.batch.run import grade_file
start = time.perf_counter()
source, target = map(Path, sys.argv[1:3])
summary = grade_file(source, target, codes=source.stem == "coded", progress=lambda rows, size: None)
assert summary.rows == int(sys.argv[3]), summary
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def main() -> None:
    """Make the files, run both ways in turn, print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for kind in KINDS:
            source = Path(folder, f"{kind}.csv")
            rows = given.rows // 10 if kind == "junk" else given.rows
            write_rows(source, kind, rows)
            report(kind, source, rows, given.rounds)
            source.unlink()


def write_rows(target: Path, kind: str, rows: int) -> None:
    """Write a file of `rows` rows and a header."""
    numbers = random.Random(67)  # noqa: S311 (the same file on every run)
    with target.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream, quoting=csv.QUOTE_ALL if kind == "quoted" else csv.QUOTE_MINIMAL)
        writer.writerow(HEADERS.get(kind, ("id", "site", "ki67", "mitoses", "differentiation", "note")))
        writer.writerows(row(kind, number, numbers) for number in range(rows))


def row(kind: str, number: int, numbers: random.Random) -> list[object]:
    """Return one row."""
    if kind in ("registry", "coded"):
        cells = [
            numbers.choice(cells).format(number) for cells in (PLACES, MESSY, LEVELS, ("8240", "8249", "8246", ""))
        ]
        return [number, *cells, f"{numbers.randrange(2015, 2027)}0314"]
    site, form = numbers.choice(SITES), numbers.choice(FORMS)
    if kind == "fifth" and number % 5 == 0:
        site = "tail of pancreas 3"
    if kind in UNKNOWN:
        site = UNKNOWN[kind].format(number)
    if kind not in ("random", "counts"):
        return [number, site, numbers.randrange(0, 60), numbers.randrange(0, 30), form, "resected"]
    if kind == "random":
        return [number, site, f"{numbers.uniform(0, 99):.6f}", f"{numbers.expovariate(0.1):.6f}", form, "resected"]
    counted = numbers.randrange(400, 3000)
    return [number, site, numbers.randrange(0, counted // 2), counted, f"{numbers.expovariate(0.1):.2f}", form]


def report(kind: str, source: Path, rows: int, rounds: int) -> None:
    """Run the copy and the grading in turn and print how they compare."""
    copies, gradings, memory = [], [], 0
    for _ in range(rounds):
        copies.append(next(run(COPY, source, rows)))
        seconds, peak = run(GRADE, source, rows)
        gradings.append(seconds)
        memory = max(memory, int(peak))
    copy, graded = statistics.median(copies), statistics.median(gradings)
    print(f"{kind:10} {rows:,} rows: copy {copy:.2f} s, grade {graded:.2f} s, ratio {graded / copy:.2f}, "
          f"peak {memory / 1024:.0f} MB")  # fmt: skip


def run(code: str, source: Path, rows: int) -> Iterator[float]:
    """Run code in a process of its own; return the numbers it prints."""
    target = source.with_suffix(".out")
    done = subprocess.run(
        [sys.executable, "-c", code, str(source), str(target), str(rows)], check=True, capture_output=True, text=True
    )
    target.unlink()
    return map(float, done.stdout.split())


if __name__ == "__main__":
    main()
