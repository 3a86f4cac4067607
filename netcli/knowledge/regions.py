"""How far the record of a region's labels goes: where it is not complete, absence is no statement."""

from collections.abc import Iterable

from netcli.knowledge.model import Edition, RegionOnRecord, Therapy
from netcli.knowledge.vocabulary import REGIONS


def shortfalls(regions: Iterable[str], edition: Edition) -> list[str]:
    """Return what must be said wherever labels of some regions are shown, a sentence for each that lacks some."""
    return list(filter(None, (_shortfall(_on_record(region, edition)) for region in dict.fromkeys(regions))))


def silent_regions(edition: Edition) -> str:
    """Return in a sentence the regions in which the absence of a label says nothing; "" where there is none."""
    thin = [region.upper() for region in REGIONS.words if not _on_record(region, edition).complete]
    return f"The records of {', '.join(thin)} are not complete: that no label stands here says nothing." if thin else ""


def _shortfall(one: RegionOnRecord) -> str:
    where = f"The record of {one.region.upper()}"
    if one.complete:
        return f"{where} has every label for NET. It lacks {one.lacks}." if one.lacks else ""
    lacks = f" It lacks {one.lacks}." if one.lacks else ""
    return f"{where} is not complete: that no label stands here says nothing.{lacks}"


def without_label(therapy: Therapy, region: str, edition: Edition) -> str:
    """Return what can be said of a drug that has no label on record in a region."""
    one = _on_record(region, edition)
    for_biomarker = any(indication.tumour_agnostic for indication in therapy.indications)
    known = one.complete and not (one.lacks and for_biomarker)
    return f"{'not approved' if known else 'no label on record'} in {region.upper()}"


def _on_record(region: str, edition: Edition) -> RegionOnRecord:
    """Return what is said of a region; one that is not named is not complete, and nowhere is no region."""
    unnamed = RegionOnRecord(region=region, complete=region == "global")  # type: ignore[arg-type]
    return next((one for one in edition.regions if one.region == region), unnamed)
