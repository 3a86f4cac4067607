"""Two drugs: side by side, one kept apart from the other, or both together; and two trials."""

import re
from collections.abc import Iterator
from itertools import chain, pairwise

from netcli.knowledge import model
from netcli.knowledge.names import key, names_of
from netcli.knowledge.search.asking import ASKING, FIELDS, FIRST, LATER, RESULTS
from netcli.knowledge.search.direct.found import Direct
from netcli.knowledge.search.direct.results import LISTED, results_of
from netcli.knowledge.search.direct.trials import COMPARED, class_named
from netcli.knowledge.search.folding import words_of
from netcli.knowledge.search.reader import Reader
from netcli.knowledge.vocabulary import CLASS_SHORT_FORMS
from netcli.knowledge.wording import interaction

VERSUS = (
    r"(?i)\b(?:vs\.?|versus|against|compar\w+|side by side|next to|or|diff(?:er\w*)?|distinguish\w*"
    r"|(?:better|worse|stronger|safer|rather) than)\b"
)
_SIDE_BY_SIDE = r"(?i)\b(?:compare|side by side)\b"
_BETWEEN = frozenset("between what's whats".split())
_KEPT_APART = r"(?i)\b(?:before|after|with|stop|hold|pause|interval|gap|together)\b"
_HOW_LONG = r"(?i)\b(?:how (?:long|many (?:hours|days|weeks|months))|interval|gap)\b"
SHORT_CLASSES = ("prrt", "analogue", "analogues")  # beside the short forms of classes
_WITH = r"(?i)\b(?:with|plus|and|combined|combination|mit|avec|con)\b|\+"
_OF_AGENTS = set(words_of("inhibitor antibody agent drug combination combined patients study net nets nen nec tumour"))
_ONE_OR_OTHER = rf"(?i){COMPARED}|\b(?:or|then|before|after|failed|failure|next)\b"


def side_by_side(reader: Reader) -> Iterator[Direct]:
    """Set two drugs or two trials against each other: the study that did so, and the comparison."""
    drugs, trials = reader.asked.of("therapies"), reader.asked.of("trials")
    if not re.search(VERSUS, reader.asked.text):
        return
    outright = bool(re.search(_SIDE_BY_SIDE, reader.asked.text)) or _of_drugs_alone(reader)
    if len(drugs) == 1 and not trials:
        _, others = class_named(reader)
        for trial in _against([(drugs[0], other) for other in others if drugs[0] not in others], reader):
            says = results_of(trial, reader.asked.text)
            yield Direct("trials", trial.id, says, f"netcli show {trial.id}", outright)
    elif len(drugs) > 1:
        command = f"netcli compare {' '.join(drugs[:3])}"
        for trial in _against(_pairs(reader) or [(drugs[0], drugs[1])], reader):
            yield Direct("trials", trial.id, results_of(trial, reader.asked.text), command, outright)
        yield Direct("therapies", drugs[0], f"Side by side: {command}", command, outright)
    elif len(trials) > 1:
        command = f"netcli compare {' '.join(trials[:3])}"
        yield Direct("trials", trials[0], f"Side by side: {command}", command, outright)


def _pairs(reader: Reader) -> list[tuple[str, str]]:
    """Return the drugs of the first name, each with those of the next: "lutetium" alone names two."""
    named: dict[str, list[str]] = {}
    for one in reader.asked.records:
        if one.collection == "therapies":
            named.setdefault(one.typed.lower(), []).append(one.id)
    return [(one, other) for first, second in pairwise([*named.values()][:2]) for one in first for other in second]


def _against(pairs: list[tuple[str, str]], reader: Reader) -> list[model.Trial]:
    """Return the trials of one drug against the other: with results first, last those of both against each."""
    found = []
    for trial in reader.knowledge.of(model.Trial).values():
        if compared := {*chain(*(pair for pair in pairs if _compares(trial, *pair)))}:
            both = compared <= {*trial.tested} & {*trial.control}
            found.append(((both, not trial.outcomes, len(trial.control)), trial))
    return [trial for _, trial in sorted(found, key=lambda one: one[0])]


def _of_drugs_alone(reader: Reader) -> bool:
    """Tell whether nothing is named but drugs, and nothing asked but what sets them apart."""
    alone = len(reader.drugs) == len({(one.collection, one.id) for one in reader.asked.records})
    return alone and all(re.fullmatch(VERSUS, word) or word.lower() in _BETWEEN for word in reader.asked.rest)


def _compares(trial: model.Trial, one: str, other: str) -> bool:
    """Tell whether a trial sets one drug against the other: two of a control arm are each other's alternative there."""
    pair, control = {one, other}, {*trial.control}
    of_both = pair <= {*trial.tested, *trial.drugs, *control}
    return of_both and not pair.isdisjoint(control) and not pair <= control - {*trial.tested}


def between(reader: Reader) -> Iterator[Direct]:
    """Find how one drug is kept apart from another: "sandostatin how long before lutathera"."""
    if not re.search(_KEPT_APART, reader.asked.text):
        return
    therapies = reader.knowledge.of(model.Therapy)
    drugs = reader.asked.of("therapies")
    if len(drugs) < 2:  # noqa: PLR2004
        drugs += [one for one in _of_classes(reader) if one not in drugs]
    for one, other in ((one, other) for one in drugs for other in drugs if one != other):
        names = {key(name) for name in names_of(therapies[other])}
        known = therapies[one].safety.interactions
        if met := [told for told in known if names & set(map(key, (told.agent, *told.examples)))]:
            apart = reader.asked.says(FIELDS["pauses"]) or bool(re.search(_HOW_LONG, reader.asked.text))
            yield Direct("therapies", one, " ".join(map(interaction, met)), f"netcli show {one} --full", apart)


def _of_classes(reader: Reader) -> Iterator[str]:
    """Give the first therapy of each class that a word names: "SSA before PRRT"."""
    therapies = reader.knowledge.of(model.Therapy).values()
    for word in sorted(reader.asked.words):
        meant = CLASS_SHORT_FORMS.get(key(word), key(word).removesuffix("s"))
        if word in SHORT_CLASSES or key(word) in CLASS_SHORT_FORMS:
            yield from [one.id for one in therapies if meant.casefold() in one.class_.casefold()][:1]


def together(reader: Reader) -> Iterator[Direct]:
    """Find the trials that test a drug with another agent: "everolimus plus bevacizumab"."""
    asked, drugs = reader.asked, reader.drugs
    if not drugs or asked.of("trials"):
        return
    of_both = asked.grade or asked.of("sites") or asked.says(f"{RESULTS} {FIRST} {LATER}")
    if len(drugs) > 1 and of_both and not re.search(_ONE_OR_OTHER, asked.text):  # "folfiri bev 2L NEC"
        both = [one for one in reader.knowledge.of(model.Trial).values() if {*drugs} <= {*one.tested}]
        for one in sorted(both, key=lambda one: (not one.outcomes, -round(reader.share("trials", one.id), 2)))[:LISTED]:
            yield Direct("trials", one.id, results_of(one, asked.text), f"netcli show {one.id}")
        if both:
            return
    if not re.search(_WITH, asked.text):
        return
    named = {word for one in asked.records for word in words_of(one.typed)}
    others = [one for one in reader.concepts if one.word not in named | ASKING | _OF_AGENTS]
    for one in reader.knowledge.of(model.Trial).values():
        agents = {word for agent in one.drug_names for word in words_of(agent)}
        tests = not {*one.tested, *one.drugs}.isdisjoint(drugs)
        if tests and others and all(not agents.isdisjoint({other.word, *other.forms}) for other in others):
            yield Direct("trials", one.id, results_of(one), f"netcli show {one.id}")
