"""The therapies of many sites on one screen: a row a drug, a mark a site and region, the rest by name."""

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Indication, Site
from netcli.knowledge.sites import Area, area
from netcli.knowledge.situation import Situation
from netcli.knowledge.therapies import Match
from netcli.knowledge.vocabulary import USUAL_REGIONS
from netcli.knowledge.wording import label_changed
from netcli.output.blocks import MARK_OF_STANDING, MARKS, Block, Column, Facts, Line, Paragraph, Row, Table, Ways
from netcli.views.full.therapies import therapy_in_full
from netcli.views.glance.therapy_parts import (
    Part,
    foot,
    named,
    refusals,
    split,
    standings_of,
    title_of,
    told_for,
)
from netcli.views.lines import thin_records
from netcli.views.short import class_in_short, legend, name_in_short
from netcli.views.standing import MARK_ORDER, STANDING_IN_WORDS, has_label

SITES = {  # of the columns, in short: an organ or tract with labels of its own, from the gut to what has no organ
    "pancreas": "panc",
    "midgut": "midg",
    "stomach": "stom",
    "rectum": "rect",
    "lung": "lung",
    "thymus": "thym",
    "unknown-primary": "unkn",
}
FEWEST = 3  # sites: fewer have room for a label's own words and for results
NONE = "·"


class MatrixTherapy(Struct, frozen=True, omit_defaults=True):
    """A therapy with its standing by site and region, or one that is only named."""

    id: str
    name: str
    class_: str = field(name="class")
    use: str
    standing: str
    needs: str = ""
    sites: dict[str, dict[str, str]] = {}


def matrix_sites(asked: Situation, knowledge: Knowledge) -> list[str]:
    """Return the sites of the matrix that answers a question; none where the question is for rows.

    It is for rows when it asks about one site, or about more than sites and a region.
    """
    if asked != Situation(site=asked.site, region=asked.region):
        return []
    where = area(asked.site, knowledge.of(Site))
    found = [site for site in SITES if where.concerns([site])]
    return found if len(found) >= FEWEST else []


class Matrix:
    """What stands in the matrix for some sites and regions, and what is only named under it."""

    def __init__(
        self,
        matches: Sequence[Match],
        asked: Situation,
        regions: Sequence[str],
        knowledge: Knowledge,
        *,
        labels_only: bool = False,
    ) -> None:
        self._asked = asked
        self._regions = list(regions[:2])
        self._knowledge = knowledge
        sites = knowledge.of(Site)
        self._areas: Mapping[str, Area] = {site: area(site, sites) for site in matrix_sites(asked, knowledge)}
        rows, names = split(matches, asked, self._regions, most_as_rows=0)
        shown = [part for part in rows if self._limits(part)]
        self._names = [*(part for part in rows if part not in shown), *names]
        here = [part for part in shown if has_label(part.indications, self._regions)]
        self._groups = [here] if labels_only else [here, [part for part in shown if part not in here]]
        self._all = len(matches)

    def rows(self) -> list[MatrixTherapy]:
        """Return the therapies of the screen, those with a row first."""
        shown = [
            MatrixTherapy(*_about(part), "; ".join(line.text for line in self._limits(part)), self._standings(part))
            for group in self._groups
            for part in group
        ]
        return [*shown, *(MatrixTherapy(*_about(part)) for part in self._names)]

    def table(self, title: str = "") -> Table:
        """Return the drugs with a label in the regions, then the others."""
        sites = self._knowledge.of(Site)
        regions = [region.upper() for region in self._regions]
        columns = [
            Column(f"{title or title_of(self._asked, self._knowledge)}: {' '.join(regions)}", most=20),
            *(Column(sites[one].name.lower().replace(" primary", ""), short=SITES[one]) for one in self._areas),
            Column("for whom, in short", 1, least=38),
        ]
        rows = [[self._row(part) for part in group] for group in self._groups]
        usual = set(self._regions) <= set(USUAL_REGIONS)
        without = f"no {' or '.join(regions)} label" if usual else "no label known here"
        others = Row([Line(without, tone="quiet"), *("" for _ in columns[1:])])
        return Table(columns, [*rows[0], *([others, *rows[1]] if len(rows) > 1 and rows[1] else [])], close=True)

    def legend(self, blocks: Sequence[Block]) -> Paragraph:
        """Return what the marks in some blocks mean."""
        shown = [part for group in self._groups for part in group]
        marks = {mark: word for mark, (_, word, _) in MARKS.items()}
        return legend(blocks, {**marks, NONE: "none on record"}, foot(shown))

    def blocks(self) -> list[Block]:
        """Return the whole screen."""
        shown = [part for group in self._groups for part in group]
        blocks: list[Block] = [self.table(), Facts(list(named(self._names, shown, self._regions)))]
        site = next(iter(self._areas))
        ways = [
            (f"netcli therapies {site}", "limits, results, sources of a site"),
            ("--full", f"all {self._all} with limits"),
        ]
        return [*blocks, *thin_records(self._regions, self._knowledge), self.legend(blocks), Ways(ways)]

    def _limits(self, part: Part) -> list[Line]:
        """Return for whom the therapy is. `needs` speaks of the usual regions; other labels say it themselves."""
        therapy = part.match.therapy
        if set(self._regions) == set(USUAL_REGIONS) and not therapy.origin and self._standings(part):
            changed = dict.fromkeys(filter(None, map(label_changed, part.indications)))
            return [Line("; ".join((therapy.needs, *changed)))] if therapy.needs else []
        stated = standings_of(part, self._regions)
        texts = (self._region_of(one) + told_for(one, since, self._asked, self._knowledge) for one, since in stated)
        return [Line(text) for text in dict.fromkeys(texts)]

    def _region_of(self, one: Indication) -> str:
        goes_without_saying = one.region == "global" or [one.region] == self._regions
        return "" if goes_without_saying else f"{one.region.upper()}: "

    def _standings(self, part: Part) -> dict[str, dict[str, str]]:
        """Return the strongest standing by site and region, where there is one."""
        found = {site: self._by_region(part, where) for site, where in self._areas.items()}
        return {site: standings for site, standings in found.items() if standings}

    def _by_region(self, part: Part, where: Area) -> dict[str, str]:
        here = [one for one in part.indications if where.concerns(one.sites)]
        found: dict[str, str] = {}
        for region in self._regions:
            standings = [one.status for one in here if one.region in (region, "global")]
            if standings:
                found[region] = min(standings, key=MARK_ORDER.index)
        return found

    def _row(self, part: Part) -> Row:
        standings = self._standings(part)
        marks = [self._marks(standings.get(site, {})) for site in self._areas]
        limits = [*self._limits(part), *(replace(one, lead="") for one in refusals(part, self._regions))]
        name = Line(name_in_short(part.match.therapy), tone="strong")
        said = [Line(self._in_words(standings))] if standings else []
        return Row([[name], *marks, limits], self._record(part), [*said, *limits])

    def _marks(self, standings: Mapping[str, str]) -> Line:
        marks = " ".join(MARK_OF_STANDING.get(standings.get(region, ""), NONE) for region in self._regions)
        return Line(marks, tone="" if standings else "quiet")

    def _record(self, part: Part) -> Callable[[], list[Block]]:
        return lambda: therapy_in_full(part.match, self._knowledge)

    def _in_words(self, standings: Mapping[str, Mapping[str, str]]) -> str:
        """Return the marks of a row as words: "pancreas, midgut: US label, EU label; lung: EU guideline"."""
        sites = self._knowledge.of(Site)
        told: dict[str, list[str]] = {}
        for site, found in standings.items():
            words = ", ".join(f"{one.upper()} {STANDING_IN_WORDS.get(found[one], found[one])}" for one in found)
            told.setdefault(words, []).append(sites[site].name.lower())
        return "; ".join(f"{', '.join(names)}: {words}" for words, names in told.items())


def _about(part: Part) -> tuple[str, str, str, str, str]:
    therapy = part.match.therapy
    return therapy.id, name_in_short(therapy), class_in_short(therapy), part.use, part.standing
