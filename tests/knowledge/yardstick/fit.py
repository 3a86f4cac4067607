"""Fit the weights by which search orders what it found: `python -m tests.knowledge.yardstick.fit`.

A record's weight is e to a sum, so the share of a record in all the weights of a question is its chance to be the one
that is meant. The weights printed make the right records of all questions together as likely as they can be, held
back a little from far values, as few questions are no proof. Questions are those of the yardstick that may be looked
at, a few of each class that is made of the records, and everyday wordings that are taken away from their question.
"""

import math
import random
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping

from netcli.knowledge import model
from netcli.knowledge.files.load import Knowledge, bundled
from netcli.knowledge.search.find import TELLS, Weighed, reader_of, weigh
from netcli.knowledge.search.index import Index, build_index, open_index
from tests.knowledge.yardstick.generated import held_back, made
from tests.knowledge.yardstick.measure import NOTHING, is_right, questions

FILES = {"open": 1.0, "practice": 1.0, "second": 1.0, "third": 1.0, "fourth": 1.0, "fifth": 1.0, "seventh": 0.25}
"""With what a question counts: less where wordings were written for those that search missed."""
BY_HAND = ("verbatim", "outright", "is the title")
OF_A_CLASS, WORTH = 12, 0.3  # questions of a class that is made, and what one counts beside one that somebody asked
FIRST_OF_PATIENTS = "diarrhoea-causes"  # from here on the questions on record are of everyday
STEPS, STEP, BACK = 400, 0.03, 0.0025

Row = tuple[float, list[tuple[Mapping[str, float], bool]]]  # what a question counts, its records and the right ones


def rows() -> Iterator[Row]:
    """Give every question with the records found for it."""
    knowledge = bundled()
    index = open_index(knowledge)
    for name, worth in FILES.items():
        for asked in questions(name):
            if asked.kind != NOTHING:
                found = weigh(reader_of(asked.question, index, knowledge))
                yield worth, [(one.tells, any(_is_right(answer, one) for answer in asked.answers)) for one in found]
    chosen = random.Random(1)  # noqa: S311 (no secret: the same questions in every run)
    classes = defaultdict(list)
    for one in made(knowledge):
        classes[one.kind].append(one)
    for every in classes.values():
        for one in chosen.sample(every, min(OF_A_CLASS, len(every))):
            yield WORTH, _found(one.text, one.right, index, knowledge)
    shorter, wordings = held_back(knowledge)
    ids = [*knowledge.of(model.Question)]
    everyday = {("faq", one) for one in ids[ids.index(FIRST_OF_PATIENTS) :]}
    index = build_index(shorter)
    for one in wordings:
        if one.right <= everyday:
            yield WORTH, _found(one.text, one.right, index, shorter)


def _found(
    text: str, right: frozenset[tuple[str, str]], index: Index, knowledge: Knowledge
) -> list[tuple[Mapping[str, float], bool]]:
    found = weigh(reader_of(text, index, knowledge))
    return [(one.tells, (one.hit.kind, one.hit.id) in right) for one in found]


def _is_right(answer: str, one: Weighed) -> bool:
    hit = one.hit
    shown = {"kind": hit.kind, "id": hit.id, "snippet": hit.snippet, "command": hit.command}
    return is_right(answer, shown, [], searched=True)


def fitted(learnt: list[Row]) -> dict[str, float]:
    """Return the weights that make the right records likeliest, found step by step (Adam)."""
    weights = dict.fromkeys(sorted({name for _, records in learnt for tells, _ in records for name in tells}), 0.0)
    weights.update({name: TELLS[name] for name in BY_HAND})
    mean, spread = dict.fromkeys(weights, 0.0), dict.fromkeys(weights, 0.0)
    total = sum(worth for worth, _ in learnt)
    for step in range(1, STEPS + 1):
        slope = {name: -BACK * value for name, value in weights.items()}
        for worth, records in learnt:
            sums = [sum(weights[name] * value for name, value in tells.items()) for tells, _ in records]
            parts = [math.exp(one - max(sums)) for one in sums]
            all_, right = sum(parts), sum(part for part, (_, is_so) in zip(parts, records, strict=True) if is_so)
            for part, (tells, is_so) in zip(parts, records, strict=True):
                pull = worth / total * ((part / max(right, 1e-12) if is_so else 0.0) - part / all_)
                for name, value in tells.items():
                    slope[name] += pull * value
        for name, value in slope.items():
            if name in BY_HAND:
                continue
            mean[name] = 0.9 * mean[name] + 0.1 * value
            spread[name] = 0.99 * spread[name] + 0.01 * value * value
            faster = mean[name] / (1 - 0.9**step) / (math.sqrt(spread[name] / (1 - 0.99**step)) + 1e-8)
            weights[name] += STEP * faster
    return weights


def main() -> None:
    """Print the weights, the strongest first, with those in use beside them."""
    weights = fitted([row for row in rows() if any(is_so for _, is_so in row[1])])
    for name, value in sorted(weights.items(), key=lambda item: -abs(item[1])):
        sys.stdout.write(f'"{name}": {value:.2f},  # {TELLS.get(name, 0.0):.2f}\n')


if __name__ == "__main__":
    main()
