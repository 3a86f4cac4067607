"""A later edition of the frozen knowledge, made up: one change of each sort that a reader cares about."""

import shutil
from pathlib import Path

from tests.knowledge.overlays import spoil

FROZEN = Path(__file__).parents[1] / "frozen"
NEW_LABEL = """\
      - region: ca
        status: approved
        since: 2012-02
        sites: [pancreas]
        text: Progressive pancreatic NET
        brief: progressive
        sources: [sutent-eu-label]
"""
EU_LABEL = "      - region: eu\n        status: approved\n        since: 2010-11\n"
EDITS = (
    ("edition.yaml", "version: 2026.11", "version: 2026.12"),
    ("therapies.yaml", EU_LABEL, NEW_LABEL + EU_LABEL.replace("approved", "withdrawn")),
    ("therapies.yaml", "since: 2011-05-20\n", "since: 2011-05-20\n        line: later\n"),
    ("therapies.yaml", "severe and in some cases fatal", "severe and in many cases fatal"),
    ("trials.yaml", "status: recruiting\n    status_as_of: 2025-12-01", "status: completed\n    status_as_of: 2026-11"),
    ("trials.yaml", "enrollment: 120\n    result: No result", "enrollment: 118\n    result: No result"),
    ("trials.yaml", "France, Italy, Belgium]", "France, Italy, Portugal]"),
    ("trials.yaml", "hr: 0.35\n", "hr: 0.36\n"),
    (
        "trials.yaml",
        "- p<0.0001 in a congress abstract of 2014; the paper",
        "- p<0.0001 in an abstract of 2014; the paper",
    ),
    ("glossary.yaml", "glossary:\n", "glossary:\n  - id: new-term\n    term: New term\n    definition: Made up.\n"),
)


def later_edition(folder: Path) -> Path:
    """Write the edition into a folder, and return that."""
    shutil.copytree(FROZEN, folder)
    for name, before, after in EDITS:
        spoil(folder / name, before, after)
    return folder
