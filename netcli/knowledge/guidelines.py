"""What guidelines advise in a situation: side by side, dated, never blended."""

from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Recommendation, Site
from netcli.knowledge.sites import Sites, concerns
from netcli.knowledge.therapies import Situation, grade_fits


def fitting_advice(knowledge: Knowledge, asked: Situation) -> list[Recommendation]:
    """Return the statements that concern a situation, by setting and then by date."""
    sites = knowledge.of(Site)
    found = [one for one in knowledge.of(Recommendation).values() if _fits(one, asked, sites)]
    return sorted(found, key=lambda one: (one.line == "later", one.setting, one.date))


def _fits(one: Recommendation, asked: Situation, sites: Sites) -> bool:
    return (
        concerns(asked.site, one.sites, sites)
        and grade_fits(asked.grade, one.differentiation, one.grades)
        and (asked.sstr is None or one.sstr in ("any", asked.sstr))
        and (asked.functional is None or one.functional in ("any", asked.functional))
        and (asked.line is None or one.line in ("any", asked.line))
    )
