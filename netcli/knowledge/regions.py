"""How far the record of a region's labels goes: where it is not complete, absence is no statement."""

from collections.abc import Iterable

from netcli.knowledge.model import Edition


def is_complete(region: str, edition: Edition) -> bool:
    """Tell whether every label of a region is on record; of no other can it be said that a drug is not approved."""
    return any(one.region == region and one.complete for one in edition.regions)


def shortfalls(regions: Iterable[str], edition: Edition) -> list[str]:
    """Return what must be said wherever labels of some regions are shown, a sentence for each that is not complete."""
    lacking: dict[str, str] = {one.region: one.lacks for one in edition.regions}
    return [
        f"The record of {region.upper()} is not complete: that no label stands here says nothing."
        + (f" It lacks {lacking[region]}." if lacking.get(region) else "")
        for region in dict.fromkeys(regions)
        if region != "global" and not is_complete(region, edition)
    ]


def without_label(region: str, edition: Edition) -> str:
    """Return what can be said of a drug that has no label on record in a region."""
    return f"{'not approved' if is_complete(region, edition) else 'no label on record'} in {region.upper()}"
