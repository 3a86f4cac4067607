"""Other medicines beside the options: what the labels on record say of them. No full check of interactions."""

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

from netcli.knowledge.model import Interaction, Therapy
from netcli.knowledge.names import key
from netcli.knowledge.therapies import Match

PARTED = re.compile(r", | and | or ")
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
        for one in therapy.safety.interactions
        if is_named(medicine, one)
    ]


def is_named(medicine: str, one: Interaction) -> bool:
    """Tell whether a label names a medicine: as a group or as an example of it, in the singular or the plural."""
    groups = [one.agent, *PARTED.split(one.agent)]
    return _singular(medicine) in {_singular(name) for name in (*groups, *one.examples)}


def groups_named(options: Iterable[Match]) -> list[str]:
    """Return the groups of medicines that labels of the options name: a medicine may belong to one of them."""
    return list(dict.fromkeys(one.agent for match in options for one in match.therapy.safety.interactions))


def _singular(name: str) -> str:
    return key(name).removesuffix("s")
