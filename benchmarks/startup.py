"""Time the start-up of an installed netcli as ratios, interleaved in one run; nothing is asserted.

    python benchmarks/startup.py VENV/bin/python [--rounds 25]

VENV holds the wheel (an editable install reads YAML, which is another tool), put there by uv or a pip of today: the
launcher that pip 23 writes imports `re` before netcli, half as long again as `--version` takes. Floors are what no
Typer and Rich program can undercut; a machine that drifts moves them too, so only the ratios mean anything. `tldr` is
timed beside netcli where VENV has it; let it fetch its pages before (`tldr --update`).
"""

import argparse
import os
import statistics
import subprocess
import time
from pathlib import Path

FLOORS = {
    "bare": ("-I", "-c", "pass"),
    "imports": ("-c", "import typer, rich.console, rich.table"),
}
# what is run: (floor, at most that many times as long; None where it is only shown)
LINES: dict[tuple[str, ...], tuple[str, float | None]] = {
    ("--version",): ("bare", 1.3),
    ("grade", "--ki67", "12", "--json"): ("imports", 0.9),
    ("therapies", "--site", "pancreas", "--json"): ("imports", 0.9),
    ("grade", "--ki67", "12", "--format", "table"): ("imports", 1.3),
    ("therapies", "--site", "pancreas", "--format", "table"): ("imports", 1.3),
    ("search", "carcinoid", "syndrome", "--format", "table"): ("imports", 1.5),
    ("therapies", "--site", "pancreas", "--full", "--format", "table"): ("imports", 2.0),
    ("--help",): ("imports", None),
}


def main() -> None:
    """Run every line in turn, round by round, and print the medians as ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("python", type=Path, help="the interpreter of the environment that holds the wheel")
    parser.add_argument("--rounds", type=int, default=25)
    given = parser.parse_args()
    commands = commands_of(given.python)
    with_bytecode(given.python)
    times = time_all(commands, given.rounds)
    medians = {name: statistics.median(seconds) for name, seconds in times.items()}
    print(f"{'floor':<58} {medians['bare'] * 1000:6.1f} ms  python -I -c pass")
    print(f"{'floor':<58} {medians['imports'] * 1000:6.1f} ms  import typer, rich.console, rich.table")
    for line, (floor, most) in LINES.items():
        name = "netcli " + " ".join(line)
        report(name, medians[name], floor, medians[floor], most)
    report("python -m netcli --version", medians["module"], "bare", medians["bare"], None)
    if "tldr tar" in medians:
        report("tldr tar", medians["tldr tar"], "imports", medians["imports"], None)


def commands_of(python: Path) -> dict[str, list[str]]:
    """Return what to run under which name; the scripts of the environment are used, as a person would."""
    scripts = python.parent
    commands = {name: [str(python), *arguments] for name, arguments in FLOORS.items()}
    commands["module"] = [str(python), "-m", "netcli", "--version"]
    for line in LINES:
        commands["netcli " + " ".join(line)] = [str(scripts / "netcli"), *line]
    if (scripts / "tldr").exists():
        commands["tldr tar"] = [str(scripts / "tldr"), "tar"]
    return commands


def environment() -> dict[str, str]:
    """Return the environment, with bytecode kept and a terminal of 100 columns."""
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONDONTWRITEBYTECODE", "NETCLI_DATA")}
    return {**kept, "COLUMNS": "100"}


def with_bytecode(python: Path) -> None:
    """Compile what is installed, as pip does unless told not to."""
    subprocess.run([str(python), "-m", "compileall", "-q", str(python.parent.parent)], env=environment(), check=False)


def time_all(commands: dict[str, list[str]], rounds: int) -> dict[str, list[float]]:
    """Return the seconds of every run; the first round warms the disk and does not count."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, command in commands.items():
            start = time.perf_counter()
            subprocess.run(command, capture_output=True, env=environment(), check=False)
            if number:
                times[name].append(time.perf_counter() - start)
    return times


def report(name: str, seconds: float, floor: str, least: float, most: float | None) -> None:
    """Print one line."""
    limit = f"  at most {most}" if most else ""
    print(f"{name:<58} {seconds * 1000:6.1f} ms  {seconds / least:5.2f} x {floor}{limit}")


if __name__ == "__main__":
    main()
