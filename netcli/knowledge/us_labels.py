"""The US labels that the therapies on record rest on: by what each is found at the FDA, and when it was last read."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated

from msgspec import Meta, Struct

from netcli.knowledge.model import Indication, Source, Therapy

NUMBER = re.compile(r"\b(NDA|BLA) ?(\d{6})\b", re.ASCII)
LabelKey = Annotated[str, Meta(max_length=80)]


class UsLabel(Struct, frozen=True):
    """A label by its application numbers, NDA208700; without any by the brands of its drug. `read` is a day."""

    numbers: tuple[str, ...]
    brands: tuple[str, ...]
    read: str
    therapy: str
    name: str

    @property
    def key(self) -> str:
        """What stands for it among all labels: its first number, else its first brand."""
        return (self.numbers or self.brands)[0]

    def is_older_than(self, effective: str) -> bool:
        """Tell whether it was last read before the day since which a newer one holds."""
        return effective[: len(self.read)] > self.read


def labels_of(
    therapy: Therapy, sources: Mapping[str, Source], indications: Sequence[Indication] | None = None
) -> list[UsLabel]:
    """Return the labels behind what the US has approved of a therapy, or behind some of its indications.

    Several readings of one label, or of several years of it, are one: the last counts.
    """
    found: dict[str, UsLabel] = {}
    for source in _cited(therapy.indications if indications is None else indications, sources):
        numbers = tuple("".join(number) for number in NUMBER.findall(source.number))
        if numbers or therapy.brands:
            brands = () if numbers else tuple(therapy.brands)
            name = re.split(r" \(|: ", source.title)[0]
            label = UsLabel(numbers, brands, source.read_on, therapy.id, name)
            former = found.get(label.key)
            if former is None or former.read < label.read:
                found[label.key] = label
    return list(found.values())


def us_labels(therapies: Iterable[Therapy], sources: Mapping[str, Source]) -> list[UsLabel]:
    """Return every US label on record, each once."""
    found: dict[str, UsLabel] = {}
    for therapy in therapies:
        for label in labels_of(therapy, sources):
            found.setdefault(label.key, label)
    return list(found.values())


def _cited(indications: Iterable[Indication], sources: Mapping[str, Source]) -> list[Source]:
    """Return the labels that US approvals cite, without what only tells of them."""
    names = (name for one in indications if one.region == "us" and one.status == "approved" for name in one.sources)
    known = [sources[name] for name in dict.fromkeys(names) if name in sources]
    return [source for source in known if source.kind == "label" and not source.secondary]
