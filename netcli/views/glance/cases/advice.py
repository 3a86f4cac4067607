"""What guidelines advise in a case, side by side: what is for just this case first."""

import re

from netcli.cases.page import CasePage
from netcli.knowledge.authority import by_report
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Recommendation, Site, Source, Syndrome, Therapy
from netcli.knowledge.names import key, names_of
from netcli.knowledge.sites import covered_by
from netcli.views.glance.cases.room import Section
from netcli.views.short import cited, uncapitalised

BREADTHS = (3, 10)  # sites of a statement: one organ, a system, more
ANOTHER = 3  # places behind, for a statement on a syndrome that was not asked for, or one that says little
YEAR = re.compile(r" [\d.]*\d{4}.*")
ONE_TYPE = re.compile(r"\btype \d")
LITTLE = re.compile(r"not on record here|not on record: |little on record|^only .* on record", re.IGNORECASE)


def ranked_advice(page: CasePage, knowledge: Knowledge) -> list[tuple[Recommendation, str]]:
    """Return what guidelines advise, each in short; what is for just this case first, then the newest."""
    newest = sorted(page.advice, key=lambda one: one.date, reverse=True)
    ranked = sorted(newest, key=lambda one: _remoteness(one, page, knowledge))
    return [(one, _told(one, page, knowledge)) for one in ranked]


def _told(one: Recommendation, page: CasePage, knowledge: Knowledge) -> str:
    """Return the short text; the long one where an overlay may have changed it, or it alone names the syndrome."""
    syndrome = knowledge.of(Syndrome)[page.question.syndrome] if page.question.syndrome else None
    lost = syndrome and _names(one.text, syndrome) and not _names(one.brief, syndrome)
    return one.text if one.origin or lost else one.brief or one.text


def advice(page: CasePage, knowledge: Knowledge) -> Section:
    """Return the statements as lines, and by name whose the others are."""
    ranked = ranked_advice(page, knowledge)
    lines = [
        f"{_guideline(one)}, {_setting(one, page, knowledge)}: {told}{cited([one.sources], knowledge)}"
        for one, told in ranked
    ]
    names = [_house(one) for one, _ in ranked]
    none = ["none on record for just this"]
    return Section(
        "Guidelines", lines or none, names or none, least=2, weight=2, behind="; --full has them", most_names=8
    )


def _house(one: Recommendation) -> str:
    """Return whose advice it is without the year."""
    return YEAR.sub("", one.guideline.partition(" (")[0])


def _guideline(one: Recommendation) -> str:
    """Return whose advice it is, with its year."""
    name = one.guideline.partition(" (")[0]
    return name if one.date[:4] in name or name[-1:].isdigit() else f"{name} {one.date[:4]}"


def _setting(one: Recommendation, page: CasePage, knowledge: Knowledge) -> str:
    """Return the setting; without the tumour where the whole site that was asked about is meant: "later line"."""
    site = page.question.tumour.site
    _, comma, rest = one.setting.partition(", ")
    whole = site and any(site in covered_by(stated, knowledge.of(Site)) for stated in one.sites)
    return rest if comma and whole else uncapitalised(one.setting)


def _remoteness(one: Recommendation, page: CasePage, knowledge: Knowledge) -> tuple[int, int]:
    """Return a number that sorts what is for just this case before what is for a wider or another one.

    A size without a line is a question of resection, a line one of drugs.
    """
    asked = page.question
    stated = ((one.line, asked.line), (one.sstr, asked.sstr), (one.functional, asked.functional))
    silent = sum(value == "any" and sought is not None for value, sought in stated)
    unasked = sum(value != "any" and sought is None for value, sought in stated)
    named = [name for name, record in knowledge.of(Syndrome).items() if _names(one.setting, record)]
    own = asked.syndrome in named
    kinds = {knowledge.of(Therapy)[name].kind == "procedure" for name in one.therapies}
    local, size_alone = kinds == {True}, asked.tumour.size_mm is not None and asked.line is None
    elsewhere = not kinds or local != size_alone
    sites = {organ for site in one.sites for organ in covered_by(site, knowledge.of(Site))}
    reported = all(by_report(knowledge.of(Source)[name]) for name in one.sources)
    wide = sum(len(sites) > most for most in BREADTHS)
    of_a_type = bool(ONE_TYPE.search(one.setting))  # of which nothing is asked
    away = ANOTHER * ((bool(named) and not own) + bool(LITTLE.search(one.text)) + of_a_type - own)
    of_just_this_grade = tuple(one.grades) == page.classes
    told = silent + (1 if size_alone else 2) * unasked + 2 * elsewhere
    return told + away + reported + wide - 3 * of_just_this_grade, len(sites)


def _names(text: str, syndrome: Syndrome) -> bool:
    """Tell whether a text names a syndrome."""
    return any(key(name) in key(text) for name in names_of(syndrome) if len(name) >= len("MEN1"))
