"""The schemes of the knowledge, each completed from the one it is based on, and which of them a case falls under."""

from typing import NamedTuple

from netcli.errors import InvalidData, UnknownValue
from netcli.grading.quantity import Span
from netcli.knowledge.files.load import Knowledge, bundled
from netcli.knowledge.model import Site
from netcli.knowledge.names import fold_names, label_of, resolve
from netcli.knowledge.scheme import Entity, Scheme, Statement, completed
from netcli.knowledge.sites import covered_by


class Ruling(NamedTuple):
    """The scheme for a case; `assumed` when the site is not known well enough to be sure of it."""

    scheme: Scheme
    assumed: bool


class Rulebook:
    """All grading schemes, ready to be used. Raise InvalidData when one lacks what its rules need."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.sites = knowledge.of(Site)
        written = knowledge.of(Scheme)
        self.schemes: dict[str, Scheme] = {name: completed(scheme, written) for name, scheme in written.items()}
        self._names = fold_names(self.schemes.values())
        self._covered = {
            name: frozenset(one for site in scheme.sites for one in covered_by(site, self.sites))
            for name, scheme in self.schemes.items()
        }

    def editions(self) -> list[Scheme]:
        """Return the editions that can be computed, the current ones first."""
        usable = [scheme for scheme in self.schemes.values() if scheme.refusal is None]
        return sorted(usable, key=lambda scheme: not scheme.current)

    def resolve_edition(self, typed: str) -> str:
        """Return the id of the edition that was typed. Raise UnknownValue."""
        return resolve("edition", typed, self.schemes, self._names).id

    def ruling(self, site: str | None, edition: str | None) -> Ruling:
        """Return the scheme for a site and an edition, both as ids. Raise UnknownValue when they do not fit."""
        if site is not None and site not in self.sites:
            raise UnknownValue(f"unknown site '{site}'", "give the id of a site")
        if edition is None:
            return self._current(site)
        scheme = self._known(edition)
        if scheme.refusal is not None:
            raise UnknownValue(scheme.refusal.text, f"editions: {', '.join(one.id for one in self.editions())}")
        if site is None:
            return Ruling(scheme, assumed=True)
        return self._asked(site, scheme)

    def _current(self, site: str | None) -> Ruling:
        current = [scheme for scheme in self.editions() if scheme.current]
        for scheme in current:
            if site in self._covered[scheme.id]:
                return Ruling(scheme, assumed=False)
        return Ruling(next(scheme for scheme in current if scheme.family == "digestive"), assumed=True)

    def _asked(self, site: str, scheme: Scheme) -> Ruling:
        for one in (scheme, *(other for other in self.schemes.values() if scheme.id in other.stands_for)):
            if site in self._covered[one.id]:
                return Ruling(one, assumed=False)
        usual = self._current(site)
        if usual.assumed and scheme.sites == usual.scheme.sites:
            return Ruling(scheme, assumed=True)
        covering = [one for one in self.editions() if site in self._covered[one.id]] or [usual.scheme]
        fitting = dict.fromkeys(name for one in covering for name in (one.id, *one.stands_for))
        raise UnknownValue(
            f"{scheme.name} does not cover {label_of(self.sites[site]).lower()}: {scheme.scope}",
            f"editions for this site: {', '.join(fitting)}",
        )

    def _known(self, edition: str) -> Scheme:
        if edition not in self.schemes:
            raise UnknownValue(f"unknown edition '{edition}'", f"editions: {', '.join(self.schemes)}")
        return self.schemes[edition]


def bundled_rulebook() -> Rulebook:
    """Return the rulebook of the bundled knowledge, loaded once."""
    return bundled().once(Rulebook)


def sides(span: Span, scheme: Scheme, name: str) -> tuple[bool, ...]:
    """Return on which sides of a limit the values of a span lie: False for below, True for above. Raise InvalidData."""
    border, above = limit(scheme, name), scheme.limits[name].belongs == "above"
    low = span.low < border or (span.low == border and not above and not span.low_open)
    high = span.high > border or (span.high == border and above and not span.high_open)
    return (False,) * low + (True,) * high


def exceeds(span: Span, scheme: Scheme, name: str) -> bool:
    """Tell whether everything that a span may mean lies beyond a limit. Raise InvalidData."""
    return False not in sides(span, scheme, name)


def limit(scheme: Scheme, name: str) -> float:
    """Return a number that a rule needs. Raise InvalidData."""
    if name not in scheme.limits:
        raise InvalidData(f"grading/{scheme.id}: limit '{name}' is missing")
    return scheme.limits[name].value


def entity(scheme: Scheme, name: str) -> Entity:
    """Return a class of the scheme. Raise InvalidData."""
    if name not in scheme.entities:
        raise InvalidData(f"grading/{scheme.id}: entity '{name}' is missing")
    return scheme.entities[name]


def statement(scheme: Scheme, name: str) -> Statement:
    """Return a sentence of the scheme. Raise InvalidData."""
    if name not in scheme.statements:
        raise InvalidData(f"grading/{scheme.id}: statement '{name}' is missing")
    return scheme.statements[name]
