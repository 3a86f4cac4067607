"""What of one list is what of another: by what names it, never by its place, so that a new row moves no other."""

import difflib
from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any

Item = Any
Pairs = list[tuple[Item | None, Item | None]]
Key = tuple[str, ...]

# The fields that name a row of a list, first all that tell it from its neighbours, then fewer: a label whose sites are
# widened, or that is withdrawn, is still that label. Only what is alone with its name on both sides is a pair.
NAMES: Mapping[str, tuple[Key, ...]] = {
    "indications": (
        ("region", "status", "sites", "purpose", "condition", "guideline", "sstr", "functional", "line", "min_age"),
        ("region", "status", "sites", "purpose", "condition", "guideline"),
        ("region", "status", "sites", "purpose", "since"),
        ("region", "status", "sites", "purpose"),
        ("region", "sites", "purpose", "condition", "guideline"),
        ("region", "status", "purpose", "condition", "guideline"),
    ),
    "approvals": (("region", "status", "text"), ("region", "status"), ("region",)),
    "outcomes": (("id",), ("endpoint", "population")),
    "figures": (("name", "population", "year", "sites"), ("name", "year", "sites"), ("name",)),
    "steps": (("what", "target", "who", "when", "from_age"), ("what", "who", "when"), ("what",)),
    "read_at": (("where", "what"), ("where",)),
    "dose_changes": (("reason", "text"), ("reason",)),
    "pauses": (("before", "text"), ("before",)),
    "checks": (("of", "before"), ("of",)),
    "takes": (("topographies", "morphologies", "since"), ("topographies", "morphologies"), ("topographies",)),
}
USUAL: tuple[Key, ...] = (("id",), ("name",), ("region",), ("agent",), ("code",), ("value",))
SAID = {  # what a row is called by, where that is less than what tells it apart
    "indications": ("region", "status", "guideline", "sites", "purpose", "condition"),
    "outcomes": ("id", "endpoint"),
    "figures": ("name", "year"),
    "steps": ("what", "who"),
    "approvals": ("region", "status"),
    "dose_changes": ("reason",),
    "pauses": ("before",),
    "checks": ("of",),
    "read_at": ("where",),
    "takes": ("topographies", "since"),
}
LEAST_ALIKE = 0.5  # of two texts, the same words; below, one has gone and another come
LEAST_WORDS = 4  # of what is a text, not a name
MOST_WORDS = 2_000  # of a text that is looked for among others
MOST_COMPARED = 2_000  # texts with texts of one list: beyond, all that differ have gone and come


def pairs_of(was: Sequence[Item], now: Sequence[Item], name: str) -> Pairs:
    """Return the rows of two lists of that name side by side, alone where the other list has none, in the new order."""
    passes: list[Callable[[Item], Hashable]] = [_whole]
    passes += [lambda one, key=key: _named(one, key) for key in NAMES.get(name, USUAL)]  # type: ignore[misc]
    left, right = list(range(len(was))), list(range(len(now)))
    found: dict[int, int] = {}
    for key in passes:
        here, there = ([key(side[one]) for one in rest] for side, rest in ((was, left), (now, right)))
        found |= _matched(dict(zip(left, here, strict=True)), dict(zip(right, there, strict=True)), key is _whole)
        taken = set(found.values())
        left, right = [one for one in left if one not in taken], [one for one in right if one not in found]
    found |= _alike(was, now, left, right)
    taken = set(found.values())
    gone = [(was[one], None) for one in range(len(was)) if one not in taken]
    return [*((was[found[one]] if one in found else None, now[one]) for one in range(len(now))), *gone]


def _matched(here: Mapping[int, Hashable], there: Mapping[int, Hashable], same: bool) -> dict[int, int]:  # noqa: FBT001
    """Return which places of the new list hold which of the old: those alone with their key, or the `same`."""
    places: dict[Hashable, list[int]] = {}
    for place, key in here.items():
        places.setdefault(key, []).append(place)
    news = Counter(there.values())
    found = {}
    for place, key in there.items():
        if key is not None and places.get(key) and (same or (len(places[key]) == news[key] == 1)):
            found[place] = places[key].pop(0)
    return found


def _whole(one: Item) -> Hashable:
    return repr(sorted(one.items(), key=str)) if isinstance(one, dict) else one


def _named(one: Item, key: Key) -> Hashable:
    if not isinstance(one, dict):
        return None
    values = [repr(one.get(field)) for field in key]
    return tuple(values) if any(one.get(field) is not None for field in key) else None


def _alike(was: Sequence[Item], now: Sequence[Item], left: Sequence[int], right: Sequence[int]) -> dict[int, int]:
    """Return which texts of the new list are likely which of the old, rewritten: the likest first."""
    if len(left) * len(right) > MOST_COMPARED:
        return {}
    alike = ((_likeness(was[old], now[new]), -new, -old) for old in left for new in right)
    found: dict[int, int] = {}
    for likeness, new, old in sorted(alike, reverse=True):
        if likeness >= LEAST_ALIKE and -new not in found and -old not in found.values():
            found[-new] = -old
    return found


def _likeness(one: Item, other: Item) -> float:
    if not isinstance(one, str) or not isinstance(other, str):
        return 0
    words = one.split(), other.split()
    if min(map(len, words)) < LEAST_WORDS or max(map(len, words)) > MOST_WORDS:
        return 0
    matcher = difflib.SequenceMatcher(None, *words, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= LEAST_ALIKE else 0


def names_of_rows(rows: Sequence[Item], name: str) -> list[str]:
    """Return what each row of a list is called by in a path: "us approved pancreas"; a second one of it "... #2"."""
    names, told = [], Counter[str]()
    for said in (_said(one, name) for one in rows):
        told[said] += 1
        names.append(f"{said} #{told[said]}" if told[said] > 1 else said)
    return names


def _said(one: Item, name: str) -> str:
    if not isinstance(one, dict):
        return str(one)
    fields = SAID.get(name) or next((key for key in USUAL if key[0] in one), ())
    values = (one.get(field) for field in fields)
    return " ".join("+".join(map(str, value)) if isinstance(value, list) else str(value) for value in values if value)
