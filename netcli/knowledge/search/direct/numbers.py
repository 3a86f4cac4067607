"""How many, how often, how long: the figures of a measure, a place and a site."""

import re
from collections.abc import Iterator

from netcli.knowledge import model
from netcli.knowledge.files.load import COLLECTIONS
from netcli.knowledge.names import key, names_of
from netcli.knowledge.search.asking import FIGURES, MEASURES, RATES, TRIALS, is_defining
from netcli.knowledge.search.direct.found import Direct
from netcli.knowledge.search.folding import words_of
from netcli.knowledge.search.passages import in_words, passages_of
from netcli.knowledge.search.ranking import told as share_told
from netcli.knowledge.search.reader import Reader
from netcli.knowledge.sites import concerns, covered_by
from netcli.knowledge.vocabulary import REGIONS
from netcli.knowledge.wording import citation, figure_value
from netcli.knowledge.wording import counted as counted_in

MEASURED = ("biomarkers", "imaging", "syndromes")  # what has figures of its own
_NEWLY = (
    r"(?i)\bnew\b.* (?:a|per|each|every) year\b|\bdiagnosed (?:a|per|each|every) year\b"
    r"|\bhow many (?:(?:new|more|other) )?(?:(?:people|persons|men|women|children|patients|americans) )?"
    r"(?:get|have|develop|catch|are (?:told|found))\b.* (?:a|per|each|every) year\b"
    r"|nouveaux cas|neue fälle|neuerkrankungen|casos nuevos|nuevos casos|nuovi casi"
)
_LIVING = r"(?i)\bhow many (?:people|patients|persons|individuals|americans)\b.*\b(?:live|living) with\b"
_HERE = (  # where a country is named
    r"(?i)\b(?:how many|number of) (?:[\w-]+ )?(?:people|patients|persons)\b"
    r"(?!.*\b(?:year|new|get|develop|diagnosed|die|survive))"
)
_MEASURE = (
    r"(?i)\W*what(?:'?s| is| are| was| were) the (?:[\w-]+ ){0,4}?"
    r"(?:incidence|prevalence|survival|prognosis|outlook|share|proportion|percentage|frequency)\b(?! mean)"
)
_LIMITS = "threshold thresholds cut-off cutoff limit level"
_OFTEN = frozenset(words_of("frequency percentage percent share proportion fraction rate often common many"))
_COMMONEST = (
    r"(?i)\b(?:most (?:common|frequent|usual)|commonest|usual) (?:[\w-]+ )?(?:sites?|organs?|places?|locations?)\b"
)
STAGES = ("localised", "regional", "distant")
_STAGED = "|".join(STAGES)
MOST = 2  # figures that are told


def measured(reader: Reader) -> Iterator[Direct]:
    """Find the figures of a marker, a scan or a syndrome that is named: how often, how sensitive."""
    asked = reader.asked
    prevalence = asked.says(MEASURES["prevalence"])
    if reader.drugs or asked.of("trials") or not (asked.says(FIGURES) or "%" in asked.text or prevalence):
        return
    for collection in MEASURED:
        for one in asked.of(collection)[: 2 if collection == "syndromes" else 1]:
            record = reader.knowledge.of(COLLECTIONS[collection])[one]
            # The limits of a hormone stand with the tests of its syndrome.
            tests = list(getattr(record, "tests", [])) if asked.says(_LIMITS) else []
            figures = tests or [in_words(figure) for figure in getattr(record, "figures", [])]
            if collection == "syndromes":  # whose figures are of parts: how common it is itself they need not tell
                figures = [text for text in figures if _is_told(text, record, reader)]
            if told := sorted(figures, key=lambda text: -share_told(set(words_of(text)), reader.concepts))[:MOST]:
                yield Direct(collection, one, " ".join(told), f"netcli show {collection}:{one}")


def _is_told(figure: str, record: model.Record, reader: Reader) -> bool:
    """Tell whether a figure speaks of what is asked beside the record's name; where nothing is, of its prevalence."""
    known = _OFTEN.union(*map(words_of, names_of(record)))
    asked = [one for one in reader.concepts if one.word not in known]
    return share_told({*words_of(figure)}, asked) > 0 if asked else figure.startswith("Prevalence")


def counted(reader: Reader) -> Iterator[Direct]:
    """Find the figures of a population, where a measure is asked for and no drug or trial is named."""
    asked = reader.asked
    kinds = [kind for kind, words in MEASURES.items() if asked.says(words)]
    counted_so = asked.says("incidence inzidenz incidencia incidenza") or not asked.says(RATES)
    kinds = [kind for kind in kinds if kind != "incidence" or counted_so] or kinds
    kinds += ["incidence"] if re.search(_NEWLY, asked.text) and "incidence" not in kinds else []
    living = re.search(_LIVING, asked.text) or _is_counted_there(reader)
    kinds = ["prevalence", *kinds] if living and not asked.says(TRIALS) else kinds
    defining = is_defining(asked.text) and not re.match(_MEASURE, asked.text)
    where = bool(re.search(_COMMONEST, asked.text))  # not how often
    kinds = ["site-share"] if where else kinds
    if where and not (asked.places or asked.regions):
        return
    if not kinds or defining or asked.of("therapies") or asked.of("trials") or asked.of("biomarkers"):
        return
    every = reader.knowledge.of(model.Epidemiology).values()
    fits = [one for one in every if _is_there(one, reader) and _is_of_the_sites(one, reader)]
    if any(one.collection == "syndromes" and one.typed.lower() != "carcinoid" for one in asked.records):
        # How many have the carcinoid heart is not how many have a NET.
        fits = [one for one in fits if not reader.missing("epidemiology", one.id)]
    of_kind = [one for one in fits if one.kind in kinds] or (fits if asked.places else [])
    if asked.of("sites") and not any(_has_of_the_site(one, reader) for one in fits):
        yield from _at_the_site(reader)
    for one in sorted(of_kind, key=lambda one: _order(one, kinds, reader))[:3]:
        sites = " --site " + asked.of("sites")[0] if asked.of("sites") else ""
        yield Direct("epidemiology", one.id, _said(one, kinds, reader), f"netcli epidemiology{sites}")


def _is_counted_there(reader: Reader) -> bool:
    """Tell whether it is asked how many there are in a country where those who live with it are counted."""
    asked = reader.asked
    every = reader.knowledge.of(model.Epidemiology).values()
    return bool((asked.regions or asked.places) and re.search(_HERE, asked.text)) and any(
        one.kind == "prevalence" and _is_there(one, reader) for one in every
    )


def _is_there(one: model.Epidemiology, reader: Reader) -> bool:
    names = [name for region in reader.asked.regions for name in (region, *REGIONS.words[region]) if len(name) > 2]  # noqa: PLR2004
    wanted = [key(name) for name in (*reader.asked.places, *names)]
    return not wanted or any(name in key(one.region) for name in wanted)


def _is_of_the_sites(one: model.Epidemiology, reader: Reader) -> bool:
    sites = reader.knowledge.of(model.Site)
    return all(concerns(site, one.sites, sites) for site in reader.asked.of("sites"))


def _has_of_the_site(one: model.Epidemiology, reader: Reader) -> bool:
    """Tell whether a record has a figure of the organ that is named, or of a part of it."""
    of_it = covered_by(reader.asked.of("sites")[0], reader.knowledge.of(model.Site))
    return any(not of_it.isdisjoint(figure.sites) for figure in one.figures)


def _at_the_site(reader: Reader) -> Iterator[Direct]:
    """Find what is told of a rare organ itself, which no registry on record counts: a sentence with a number."""
    site = reader.asked.of("sites")[0]
    record = reader.knowledge.of(model.Site)[site]
    own = {*words_of(" ".join([*names_of(record), "NET NEN NEC neuroendocrine tumour carcinoid carcinoma"]))}
    concepts = [one for one in reader.concepts if one.word not in own]
    said = [text for text in passages_of(record, reader.knowledge) if any(map(str.isdigit, text))]
    best = max(said, key=lambda text: share_told({*words_of(text)}, concepts), default="")
    if best and share_told({*words_of(best)}, concepts):
        yield Direct("sites", site, best, f"netcli show sites:{site}")


def _order(one: model.Epidemiology, kinds: list[str], reader: Reader) -> tuple[float, int, int]:
    """Put first what speaks of most, of the very site or grade, then of the measure named first, then the newest."""
    asked = reader.asked
    here = not set(asked.of("sites")).isdisjoint(one.sites) or bool(asked.grade and asked.grade in one.name)
    until = int(max(re.findall(r"\d{4}", one.period), default="0"))
    return (
        -round(reader.share("epidemiology", one.id) + here + share_told(set(words_of(one.name)), reader.concepts), 2),
        kinds.index(one.kind) if one.kind in kinds else len(kinds),
        -until,
    )


def _said(one: model.Epidemiology, kinds: list[str], reader: Reader) -> str:
    sites = set(reader.asked.of("sites"))
    here = [figure for figure in one.figures if sites & set(figure.sites)] or one.figures

    def told(figure: model.Figure) -> tuple[bool, float, bool]:
        of_kind = any(kind.rpartition("-")[2] in figure.name.lower() for kind in kinds)
        return of_kind, round(share_told({*words_of(figure.name)}, reader.concepts), 2), figure.headline

    best = max(here, key=told)
    same = [figure for figure in here if figure.name == best.name]
    asked = [figure for figure in same if figure.year and not {*figure.year.split("-")}.isdisjoint(reader.asked.years)]
    staged = [figure for figure in here if re.search(_STAGED, figure.name)] if reader.asked.says("stage stages") else []
    told_all = staged[-len(STAGES) :] or [max(asked or same, key=lambda figure: figure.year[-4:])]
    return f"{one.name}: {'; '.join(map(_figure, told_all))}"


def _figure(figure: model.Figure) -> str:
    year = f", {figure.year}" if figure.year else ""
    return f"{figure.name} {figure_value(figure)} in {counted_in(figure)}{year}{citation(figure.sources)}"
