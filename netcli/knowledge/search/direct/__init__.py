"""Structured questions: the field, row, trial or command that answers them, found by what they name and ask.

"dose of cabozantinib" is a field of a therapy, "HR in NETTER-1" a result of a trial, "MEN1 screening" a schedule,
"Ki-67 8 %, which grade" a command.
"""

from netcli.knowledge.search.direct import (
    advice,
    codes,
    comparisons,
    everyday,
    grading,
    history,
    numbers,
    registry,
    results,
    standing,
    tables,
    terms,
    therapies,
    trials,
)
from netcli.knowledge.search.direct.found import Direct
from netcli.knowledge.search.reader import Reader

RULES = (
    everyday.despairing, everyday.feverish, everyday.dangerous, codes.cited, tables.batched, registry.schemas,
    registry.items, registry.reported, codes.behaving, grading.introduced, grading.evolved, grading.in_force,
    grading.graded, codes.coded, codes.code_of, grading.described, terms.apart, terms.abbreviated,
    comparisons.together, comparisons.side_by_side, history.happened, trials.listed, trials.told,
    advice.scheduled, tables.tabled, numbers.measured, numbers.counted, comparisons.between, advice.next_after,
    advice.guided, results.shown, therapies.told, standing.approved, therapies.of_class, advice.situated,
    tables.of_the_tool, codes.named, registry.ruled,
)  # fmt: skip


def directly(reader: Reader) -> list[Direct]:
    """Return what the first rule that fits finds, the best first; none where none does."""
    return next((found for rule in RULES if (found := list(rule(reader)))), [])
