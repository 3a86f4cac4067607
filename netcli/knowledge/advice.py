"""What guidelines advise in a situation."""

from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Recommendation, Site
from netcli.knowledge.sites import Sites, concerns
from netcli.knowledge.situation import Situation, allows, grade_fits

OWN_SUMMARY = "(netcli)"  # stands in the name of a summary that is no guideline's


def fitting_advice(knowledge: Knowledge, asked: Situation) -> list[Recommendation]:
    """Return the statements that concern a situation, by setting and then by date."""
    sites = knowledge.of(Site)
    found = [one for one in knowledge.of(Recommendation).values() if _advises(one, asked, sites)]
    return sorted(found, key=lambda one: (one.line == "later", one.setting, one.date))


def is_in_force(one: Recommendation) -> bool:
    """Tell whether a guideline says it, not a summary of ours, and no newer one replaces it."""
    return OWN_SUMMARY not in one.guideline and not one.replaced_by


def _advises(one: Recommendation, asked: Situation, sites: Sites) -> bool:
    return (
        concerns(asked.site, one.sites, sites)
        and grade_fits(asked.grade, one.differentiation, one.grades)
        and allows(one.sstr, asked.sstr)
        and allows(one.functional, asked.functional)
        and allows(one.line, asked.line)
    )
