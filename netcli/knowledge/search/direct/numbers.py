"""How many, how often, how long: the figures of a measure, a place and a site."""

import re
from collections.abc import Iterator

from netcli.knowledge import model
from netcli.knowledge.files.load import COLLECTIONS
from netcli.knowledge.names import key
from netcli.knowledge.search.asking import FIGURES, MEASURES, TRIALS, is_defining
from netcli.knowledge.search.direct.found import Direct
from netcli.knowledge.search.folding import words_of
from netcli.knowledge.search.passages import in_words
from netcli.knowledge.search.ranking import told as share_told
from netcli.knowledge.search.reader import Reader
from netcli.knowledge.sites import concerns
from netcli.knowledge.vocabulary import REGIONS
from netcli.knowledge.wording import citation, figure_value
from netcli.knowledge.wording import counted as counted_in

MEASURED = ("biomarkers", "imaging", "syndromes")  # what has figures of its own
_NEWLY = re.compile(
    r"\bnew\b.* (?:a|per|each|every) year\b|\bdiagnosed (?:a|per|each|every) year\b"
    r"|nouveaux cas|neue fälle|neuerkrankungen|casos nuevos|nuevos casos|nuovi casi",
    re.IGNORECASE,
)
_LIVING = re.compile(
    r"\bhow many (?:people|patients|persons|individuals|americans)\b.*\b(?:live|living) with\b", re.IGNORECASE
)
_MEASURE = re.compile(
    r"\W*what(?:'?s| is| are| was| were) the (?:[\w-]+ ){0,4}?"
    r"(?:incidence|prevalence|survival|prognosis|outlook|share|proportion|percentage|frequency)\b(?! mean)",
    re.IGNORECASE,
)
MOST = 2  # figures that are told


def measured(reader: Reader) -> Iterator[Direct]:
    """Find the figures of a marker, a scan or a syndrome that is named: how often, how sensitive."""
    asked = reader.asked
    if reader.drugs or asked.of("trials") or not (asked.says(FIGURES) or "%" in asked.text):
        return
    for collection in MEASURED:
        for one in asked.of(collection)[:1]:
            figures = map(in_words, getattr(reader.knowledge.of(COLLECTIONS[collection])[one], "figures", []))
            if told := sorted(figures, key=lambda text: -share_told(set(words_of(text)), reader.concepts))[:MOST]:
                yield Direct(collection, one, " ".join(told), f"netcli show {collection}:{one}")


def counted(reader: Reader) -> Iterator[Direct]:
    """Find the figures of a population, where a measure is asked for and no drug or trial is named."""
    asked = reader.asked
    kinds = [kind for kind, words in MEASURES.items() if asked.says(words)]
    kinds += ["incidence"] if _NEWLY.search(asked.text) and "incidence" not in kinds else []
    kinds = ["prevalence", *kinds] if _LIVING.search(asked.text) and not asked.says(TRIALS) else kinds
    defining = is_defining(asked.text) and not _MEASURE.match(asked.text)
    if not kinds or defining or asked.of("therapies") or asked.of("trials") or asked.of("biomarkers"):
        return
    every = reader.knowledge.of(model.Epidemiology).values()
    fits = [one for one in every if _is_there(one, reader) and _is_of_the_sites(one, reader)]
    of_kind = [one for one in fits if one.kind in kinds] or (fits if asked.places else [])
    for one in sorted(of_kind, key=lambda one: _order(one, kinds, reader))[:3]:
        sites = " --site " + asked.of("sites")[0] if asked.of("sites") else ""
        yield Direct("epidemiology", one.id, _said(one, reader), f"netcli epidemiology{sites}")


def _is_there(one: model.Epidemiology, reader: Reader) -> bool:
    names = [name for region in reader.asked.regions for name in (region, *REGIONS.words[region]) if len(name) > 2]  # noqa: PLR2004
    wanted = [key(name) for name in (*reader.asked.places, *names)]
    return not wanted or any(name in key(one.region) for name in wanted)


def _is_of_the_sites(one: model.Epidemiology, reader: Reader) -> bool:
    sites = reader.knowledge.of(model.Site)
    return all(concerns(site, one.sites, sites) for site in reader.asked.of("sites"))


def _order(one: model.Epidemiology, kinds: list[str], reader: Reader) -> tuple[float, int, int]:
    """Put first what speaks of most, of the very site or grade, then of the measure named first, then the newest."""
    asked = reader.asked
    here = not set(asked.of("sites")).isdisjoint(one.sites) or bool(asked.grade and asked.grade in one.name)
    until = int(max(re.findall(r"\d{4}", one.period), default="0"))
    return (
        -round(reader.share("epidemiology", one.id) + here, 2),
        kinds.index(one.kind) if one.kind in kinds else len(kinds),
        -until,
    )


def _said(one: model.Epidemiology, reader: Reader) -> str:
    figures = [figure for figure in one.figures if figure.headline] or one.figures
    sites = set(reader.asked.of("sites"))
    here = [figure for figure in figures if sites & set(figure.sites)] or figures
    last = here[-1] if len({figure.name for figure in here}) == 1 else here[0]
    year = f", {last.year}" if last.year else ""
    return f"{one.name}: {last.name} {figure_value(last)} in {counted_in(last)}{year}{citation(last.sources)}"
