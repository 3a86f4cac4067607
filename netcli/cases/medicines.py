"""Other medicines beside the options: what the labels on record say of them. No full check of interactions."""

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

from netcli.knowledge.citations import CITATION
from netcli.knowledge.model import Interaction, Therapy
from netcli.knowledge.names import key
from netcli.knowledge.therapies import Match

PARTED = re.compile(r", | and | or ")
MEMBERS = re.compile(r" ?Group members \[[^]]*\]\.?")
NOT_A_CHECK = "what labels on record name; not a full interaction check"


class Named(Struct, frozen=True):
    """A medicine that the label of an option names, by itself or in its group."""

    medicine: str
    therapy: Therapy
    interaction: Interaction


def named_medicines(taking: Sequence[str], options: Iterable[Match]) -> list[Named]:
    """Return what labels of the options say of other medicines, by medicine."""
    therapies = [match.therapy for match in options]
    return [
        Named(medicine, therapy, one)
        for medicine in taking
        for therapy in therapies
        for one in (*therapy.safety.interactions, *_forbidden(medicine, therapy))
        if is_named(medicine, one)
    ]


def _forbidden(medicine: str, therapy: Therapy) -> list[Interaction]:
    """Return the contraindications that name a medicine."""
    named = re.compile(rf"\b{re.escape(medicine)}\b", re.IGNORECASE)
    return [Interaction(agent=medicine, text=text) for text in therapy.safety.contraindications if named.search(text)]


def in_short(one: Interaction) -> str:
    """Return what a label says of a medicine in its first clause: "US: avoid"."""
    return re.split(r"; |\. ", CITATION.sub("", one.text))[0].rstrip(".")


def all_of(one: Interaction) -> str:
    """Return all that a label says, without whence a medicine is known to be of the group."""
    return MEMBERS.sub("", one.text)


def is_named(medicine: str, one: Interaction) -> bool:
    """Tell whether a label names a medicine: as a group or as an example of it, in the singular or the plural."""
    groups = [one.agent, *PARTED.split(one.agent)]
    return _singular(medicine) in {_singular(name) for name in (*groups, *one.examples)}


def groups_named(options: Iterable[Match]) -> list[str]:
    """Return the groups of medicines that labels of the options name: a medicine may belong to one of them."""
    return list(dict.fromkeys(one.agent for match in options for one in match.therapy.safety.interactions))


def _singular(name: str) -> str:
    return key(name).removesuffix("s")
