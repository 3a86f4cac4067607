"""What the rules of grading look up in a scheme by name: its limits, classes and sentences.

The rules stand in `netcli.grading`; a test compares these tables with their code. A name that is renamed or lost in
`data/grading.yaml` is found here, by file and line, before it can stop an answer.
"""

from collections.abc import Iterator
from typing import Any

from netcli.errors import InvalidData
from netcli.knowledge.files.faults import Fault
from netcli.knowledge.scheme import Entity, Family, Scheme, Statement, completed
from netcli.knowledge.setting import Setting

# Every limit that a rule reads, with its unit: batches sort numbers by it.
LIMITS: dict[Family, dict[str, str]] = {
    "digestive": {
        "reference-area": "mm2", "counting-area": "mm2", "counting-area-tolerated": "mm2", "cells": "cells",
        "component": "per cent", "high-ki67": "per cent", "decimals": "decimals", "field-diameter": "mm",
    },
    "thoracic": {
        "reference-area": "mm2", "counting-area": "mm2", "counting-area-tolerated": "mm2", "cells": "cells",
        "high-ki67": "per cent", "decimals": "decimals", "field-diameter": "mm", "tumourlet-size": "mm",
        "typical-carcinoid-ki67": "per cent", "high-proliferation-ki67": "per cent",
    },
}  # fmt: skip
ENTITIES: dict[Family, tuple[str, ...]] = {
    "digestive": (
        "net-g1", "net-g2", "net-g3", "net-open", "nec", "nec-small-cell", "nec-large-cell", "unresolved-high-grade",
        "minen", "carcinoma-with-ne-component", "not-classifiable",
    ),
    "thoracic": (
        "typical-carcinoid", "atypical-carcinoid", "carcinoid-high-proliferation", "lcnec", "sclc", "nec", "tumourlet",
        "unresolved-high-grade", "not-classifiable",
    ),
}  # fmt: skip
# Every sentence with the values that its text may name.
_OF_NUMBERS = {
    "site-assumed": "scheme", "local-site": "site mark", "provisional": "label",
    "ki67-counted": "positive counted percent low high", "few-cells": "counted least", "near-55": "low high limit",
    "near-cutoff-ki67": "low high cutoff", "near-cutoff-mitoses": "low high cutoff",
    "rounding-ki67": "value cutoff", "rounding-mitoses": "value cutoff", "small-area": "area least",
    "fields-area": "fields area", "mitoses-counted": "count area value reference low high",
    "mitoses-converted": "typed value reference", "poor-with-low-values": "", "cell-type-with-well": "",
    "cell-type-without-differentiation": "", "range-spans-grades": "", "morphology-assumed": "",
    "high-grade-unresolved": "",
}  # fmt: skip
STATEMENTS: dict[Family, dict[str, str]] = {
    "digestive": {
        "discordant": "ki67 mitoses",
        **_OF_NUMBERS, "at-least": "label", "ki67-band": "value band area", "mitoses-band": "value band area",
        "higher-wins": "", "poor-is-nec": "", "morphology-open": "", "mitoses-missing": "", "ki67-missing": "",
        "not-criteria": "", "no-net-g3": "", "net-g3-by-morphology": "", "mixed-share-unknown": "",
        "mixed-share-range": "", "component-minen": "least labels", "component-below": "least labels",
        "component-above": "least labels", "above-55": "limit",
    },
    "thoracic": {
        **_OF_NUMBERS, "by-size": "label", "mitoses-given": "value area",
        "carcinoid-criteria": "", "necrosis-unknown": "", "mitoses-needed": "", "ki67-not-used": "",
        "cytology-decides": "", "cell-type-missing": "", "beyond-carcinoid": "", "tumourlet-size": "limit",
        "tumourlet-incomplete": "", "size-assumed": "limit", "expert-review": "", "extensive-necrosis": "",
        "tumourlet-conflict": "", "combined-not-covered": "", "ki67-not-a-criterion": "",
        "ki67-high-for-class": "limit label",
    },
}  # fmt: skip
GAP = {"gap-2-3": "low high"}  # only where an edition leaves a gap between two grades
MEANING = "labels"  # the value that the meaning of a class may name
CUTOFFS: dict[Family, tuple[str, ...]] = {"digestive": ("ki67", "mitoses"), "thoracic": ("mitoses",)}
BANDS = 2  # cut-offs on an axis: three grades, or the two carcinoids and what lies beyond


def schemes_hold_what_grading_needs(collection: str, raw: dict[str, Any], setting: Setting) -> Iterator[Fault]:
    """Every scheme that can be computed has, itself or from what it is based on, all that the rules look up."""
    if collection != "grading":
        return
    written = setting.merged.of(Scheme)
    yield from _strange_names(raw)
    yield from _unfillable(written[raw["id"]])
    try:
        scheme = completed(written[raw["id"]], written)
        base = written.get(scheme.based_on or "")
        lacking = _lacking(scheme) - (_lacking(completed(base, written)) if base else set())
    except InvalidData as error:
        yield Fault(("based_on",), error.message)
        return
    if scheme.refusal is None:
        yield from (
            Fault((part,), f"'{name}' is missing: a rule of grading needs it") for part, name in sorted(lacking)
        )
        yield from _odd_numbers(scheme)
    current = [one.id for one in written.values() if one.current and one.family == scheme.family]
    if len(current) != 1:
        yield Fault(("current",), f"one {scheme.family} scheme must be current, not {len(current)}")


def _strange_names(raw: dict[str, Any]) -> Iterator[Fault]:
    known: dict[str, set[str]] = {
        "limits": {name for names in LIMITS.values() for name in names},
        "entities": {name for names in ENTITIES.values() for name in names},
        "statements": {name for names in STATEMENTS.values() for name in names} | GAP.keys(),
    }
    for part, names in known.items():
        for name in raw.get(part) or {}:
            if name not in names:
                yield Fault((part, name), "no rule of grading reads this name")


def _lacking(scheme: Scheme) -> set[tuple[str, str]]:
    """Return what a completed scheme lacks, as (part, name)."""
    family = scheme.family
    sentences = STATEMENTS[family] | (GAP if scheme.ki67_gap else {})
    needed = {"limits": LIMITS[family], "entities": ENTITIES[family], "statements": sentences}
    return {(part, name) for part, names in needed.items() for name in names if name not in getattr(scheme, part)}


def _unfillable(scheme: Scheme) -> Iterator[Fault]:
    """Yield the sentences that name a value which no rule gives."""
    values = {**STATEMENTS["thoracic"], **STATEMENTS["digestive"], **GAP}
    for name, said in scheme.statements.items():
        if name in values and (why := _refused(said, values[name])):
            yield Fault(("statements", name, "text"), why)
    entities: dict[str, Entity] = scheme.entities
    for name, one in entities.items():
        if why := _refused(one.meaning, MEANING):
            yield Fault(("entities", name, "meaning", "text"), why)


def _refused(said: Statement, values: str) -> str:
    try:
        said.text.format_map(dict.fromkeys(values.split(), ""))
    except (KeyError, ValueError, IndexError, AttributeError) as error:
        accepted = ", ".join(f"{{{name}}}" for name in values.split()) or "none"
        return f"cannot be filled in ({error}); values that it may name: {accepted}"
    return ""


def _odd_numbers(scheme: Scheme) -> Iterator[Fault]:
    """Yield limits of another unit or out of their meaning, and axes without their cut-offs in order."""
    for name, unit in LIMITS[scheme.family].items():
        limit = scheme.limits.get(name)
        if limit is None:
            continue
        if limit.unit != unit:
            yield Fault(("limits", name, "unit"), f"'{limit.unit}' must be '{unit}'")
        if limit.value < 0 or (limit.value == 0 and unit != "decimals"):
            yield Fault(("limits", name, "value"), "must be above 0")
        if unit == "decimals" and limit.value not in range(7):
            yield Fault(("limits", name, "value"), "must be a whole number from 0 to 6")
    for axis in CUTOFFS[scheme.family]:
        values = [cut.value for cut in getattr(scheme, axis)]
        if len(values) != BANDS or values != sorted(set(values)) or values[0] <= 0:
            yield Fault((axis,), f"must hold {BANDS} cut-offs above 0, in order")
    if not scheme.sites:
        yield Fault(("sites",), "must name the sites that it applies to")
