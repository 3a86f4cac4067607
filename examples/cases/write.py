"""Write the pages of the worked cases: `python examples/cases/write.py`, from the project's root."""

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
CASES = {
    "midgut-g1-carcinoid-syndrome": (
        "Midgut G1 with carcinoid syndrome",
        "--site midgut --ki67 1 --mitoses 1 --differentiation well --sstr positive --syndrome carcinoid --line first",
    ),
    "pancreas-g2-after-analogue": (
        "Pancreas G2, progressive on an analogue, United States",
        "--site pancreas --ki67 12 --differentiation well --sstr positive --after lanreotide --region us",
    ),
    "pancreas-net-g3": (
        "NET G3 of the pancreas",
        "--site pancreas --ki67 35 --mitoses 12 --differentiation well --sstr positive --line first",
    ),
    "colon-nec-small-cell": (
        "Small cell NEC of the colon after platinum",
        "--site colon --ki67 85 --differentiation poor --cell-type small --after platinum",
    ),
    "lung-typical-carcinoid": (
        "Typical carcinoid of the lung",
        "--site lung --mitoses 1 --necrosis none --size 22 --sstr positive",
    ),
    "lung-atypical-carcinoid": (
        "Atypical carcinoid of the lung, later line, EU",
        "--site lung --mitoses 5 --necrosis punctate --sstr positive --line later --region eu",
    ),
    "rectum-8-mm": ("Rectum, 8 mm", "--site rectum --ki67 1 --mitoses 0 --differentiation well --size 8"),
    "appendix-15-mm": ("Appendix, 15 mm", "--site appendix --ki67 2 --mitoses 1 --differentiation well --size 15"),
    "stomach-type-1": (
        "Stomach, type 1",
        "--site stomach --ki67 2 --mitoses 0 --differentiation well --size 6 --functional non-functioning",
    ),
    "men1-pancreas": (
        "MEN1 with a tumour of the pancreas, age 16",
        "--site pancreas --ki67 2 --mitoses 1 --differentiation well --syndrome MEN1 --age 16",
    ),
    "unknown-primary": (
        "Unknown primary, G2, weak kidneys",
        "--site unknown-primary --positive 60 --counted 600 --differentiation well --sstr positive --kidney 28",
    ),
}


def page(options: str) -> str:
    """Return the page that the command line prints for these options."""
    line = [sys.executable, "-m", "netcli", "case", *options.split()]
    environment = {**os.environ, "COLUMNS": "100", "NETCLI_REGIONS": "", "NETCLI_DATA": ""}
    return subprocess.run(line, capture_output=True, text=True, check=True, env=environment).stdout


def main() -> None:
    """Write each page, and the list of them."""
    rows = []
    for name, (title, options) in CASES.items():
        (HERE / f"{name}.txt").write_text(f"$ netcli case {options}\n\n{page(options)}", encoding="utf-8")
        rows.append(f"| {title} | [{name}.txt]({name}.txt) |")
    list_of_pages = HERE / "README.md"
    head, _, _ = list_of_pages.read_text(encoding="utf-8").partition("|---|---|\n")
    list_of_pages.write_text(f"{head}|---|---|\n" + "\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
