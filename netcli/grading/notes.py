"""The sentences of an answer, taken from the scheme and filled in as the rules go along."""

from typing import NamedTuple

from netcli.errors import InvalidData
from netcli.grading.case import Caution, Certainty, Reason
from netcli.grading.rulebook import entity, statement
from netcli.knowledge.scheme import Scheme, Statement


class Verdict(NamedTuple):
    """What the rules conclude: the class by its name in the scheme, how sure, what else remains possible.

    `wording` names the sentence that words the label when the plain label would say too much.
    """

    entity: str
    certainty: Certainty = "definite"
    candidates: tuple[str, ...] = ()
    wording: str = ""


class Notes:
    """Collects reasons, warnings and working for one case under one scheme."""

    def __init__(self, scheme: Scheme) -> None:
        self.scheme = scheme
        self.reasons: list[Reason] = []
        self.warnings: list[Caution] = []
        self.working: list[Reason] = []

    def reason(self, name: str, **values: str) -> None:
        """Say why."""
        self.reasons.append(self._said(name, values))

    def work(self, name: str, **values: str) -> None:
        """Show a step of the arithmetic."""
        self.working.append(self._said(name, values))

    def warn(self, name: str, **values: str) -> None:
        """Say what must not be missed."""
        said = statement(self.scheme, name)
        self.warnings.append(
            Caution(code=said.code or name, text=fill(said, values), sources=said.sources, confirmed=said.confirmed)
        )

    def labels(self, candidates: tuple[str, ...]) -> str:
        """Return classes in words: "NET G1, NET G2 or NEC"; with semicolons where a label has a comma of its own."""
        labels = dict.fromkeys(entity(self.scheme, name).label for name in candidates or ("not-classifiable",))
        *first, last = labels
        between = "; " if any("," in label for label in labels) else ", "
        return f"{between.join(first)} or {last}" if first else last

    def _said(self, name: str, values: dict[str, str]) -> Reason:
        said = statement(self.scheme, name)
        return Reason(text=fill(said, values), sources=said.sources, confirmed=said.confirmed)


def fill(said: Statement, values: dict[str, str]) -> str:
    """Return a sentence with the values of the case in place. Raise InvalidData when it names another value."""
    try:
        return said.text.format_map(values)
    except (KeyError, ValueError, IndexError, AttributeError) as error:
        raise InvalidData(f"grading: the sentence {said.text!r} cannot be filled in: {error}") from None


def unique(names: list[str]) -> tuple[str, ...]:
    """Return names in order, each once."""
    return tuple(dict.fromkeys(names))
