"""The page of a case without the limits of a sheet: every statement, trial, check and schedule in words."""

from collections.abc import Sequence

from netcli.cases.page import CasePage
from netcli.grading.rulebook import Rulebook
from netcli.knowledge.files.load import Knowledge
from netcli.output.blocks import Block
from netcli.views.glance.case import case_glance


def case_blocks(page: CasePage, regions: Sequence[str], rulebook: Rulebook, knowledge: Knowledge) -> list[Block]:
    """Return the page with nothing named that has words of its own."""
    return case_glance(page, regions, rulebook, knowledge, whole=True)
