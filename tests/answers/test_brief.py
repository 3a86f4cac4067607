"""`--brief` is for readers who pay by the word."""

import pytest

from tests.answers.test_schemas import MORE
from tests.cli.test_contract import LINES, NAMES

MOST = 8_000 * 4  # bytes: about 8,000 tokens
WIDEST = [
    ["codes"],
    ["changes"],
    ["biomarkers"],
    ["schedule", "--site", "net"],
    ["therapies", "--site", "net", "--guidelines", "--explain"],
    ["therapies", "--grade", "G2", "--guidelines"],
    ["search", "neuroendocrine tumour", "-n", "50"],
    ["compare", "everolimus", "sunitinib", "cabozantinib", "lutathera"],
    ["case", "--grade", "G2"],
    ["cite", "everolimus", "lutathera"],
]


@pytest.mark.parametrize("line", [*LINES, *MORE, *WIDEST], ids=[*NAMES, *map(" ".join, [*MORE, *WIDEST])])
def test_no_answer_in_brief_is_longer_than_eight_thousand_tokens(answered, line) -> None:
    """Every command, asked as widely as it can be."""
    run = answered(*line, "--brief", "--json")
    assert run.code == 0
    assert len(run.out.encode()) <= MOST
