"""What guidelines advise in a situation."""

from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Recommendation, Site
from netcli.knowledge.sites import Area, area
from netcli.knowledge.situation import Situation, allows, grade_fits

OWN_SUMMARY = "(netcli)"  # stands in the name of a summary that is no guideline's


def fitting_advice(knowledge: Knowledge, asked: Situation) -> list[Recommendation]:
    """Return the statements that concern a situation, by setting and then by date."""
    where = area(asked.site, knowledge.of(Site))
    found = [one for one in knowledge.of(Recommendation).values() if _advises(one, asked, where)]
    return sorted(found, key=lambda one: (one.line == "later", one.setting, one.date))


def is_in_force(one: Recommendation) -> bool:
    """Tell whether a guideline says it, not a summary of ours, and no newer one replaces it."""
    return OWN_SUMMARY not in one.guideline and not one.replaced_by


def _advises(one: Recommendation, asked: Situation, where: Area) -> bool:
    return (
        where.concerns(one.sites)
        and grade_fits(asked.grade, one.differentiation, one.grades)
        and allows(one.sstr, asked.sstr)
        and allows(one.functional, asked.functional)
        and allows(one.line, asked.line)
    )
