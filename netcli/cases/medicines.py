"""Other medicines beside the options: what the labels on record say of them. No full check of interactions."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from netcli.knowledge.model import Interaction, Therapy
from netcli.knowledge.names import key, names_of
from netcli.knowledge.therapies import Match

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
    typed = _singular(medicine)
    return typed in {_singular(name) for name in (one.agent, *one.examples)}


def same_medicine(medicine: str, therapy: Therapy) -> bool:
    """Tell whether a medicine is a therapy on record, by any of its names."""
    return key(medicine) in {key(name) for name in names_of(therapy)}


def _singular(name: str) -> str:
    return key(name).removesuffix("s")
