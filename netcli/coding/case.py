"""The coding of one case: place, morphology, schema, grade and Ki-67, each with what it rests on or why it is open."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from netcli.coding.classes import Classed, agrees, classed, differentiated, stated
from netcli.coding.items import CodedField, CodedItem, grade_item, ki67_item
from netcli.coding.lookup import in_year, morphologies, topographies
from netcli.coding.question import Coding
from netcli.coding.schemas import Taken, taking
from netcli.errors import UnknownValue
from netcli.grading.assess import assess
from netcli.grading.case import Assessment
from netcli.grading.rulebook import Rulebook
from netcli.knowledge.codes import Code, Reporting, holds
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Site
from netcli.knowledge.sites import area
from netcli.knowledge.vocabulary import Grade


class CodedCase(Struct, frozen=True, kw_only=True):
    """What a registry writes of a case: the items in the order of a record, and the rules on what is reportable.

    `assessment` is the grade that they follow from, where they do.
    """

    items: list[CodedItem]
    reportable: list[Reporting]
    assessment: Assessment | None


def code_case(asked: Coding, rulebook: Rulebook, knowledge: Knowledge) -> CodedCase:
    """Return the coding of a case. Raise UnknownValue where nothing is given that leads to a code."""
    graded = assess(asked.tumour, rulebook) if asked.is_graded else None
    by_values = classed(graded, rulebook.schemes[graded.scheme]) if graded else None
    found = _told(asked, rulebook) or by_values  # what is stated comes before values: SEER EOD 3.3, Grade
    place = _place(asked, knowledge)
    morphology = _morphology(asked, found, knowledge)
    taken = taking(knowledge, _open(place), _open(morphology), asked.year)
    return CodedCase(
        items=[
            place,
            morphology,
            _schema(place, morphology, taken),
            grade_item(asked, found, by_values, taken, knowledge),
            ki67_item(asked, taken, rulebook, knowledge),
        ],
        reportable=_reportable(asked, morphology.code, knowledge),
        assessment=graded,
    )


def _open(item: CodedItem) -> list[str]:
    """Return the codes that an item leaves possible: its own, or its candidates."""
    return [item.code] if item.code else item.candidates


def _told(asked: Coding, rulebook: Rulebook) -> Classed | None:
    """Return what a stated grade comes to, or without values the differentiation. Raise UnknownValue."""
    scheme = rulebook.ruling(asked.tumour.site, asked.tumour.edition).scheme
    if asked.grade is None:
        if asked.tumour.differentiation == "poor" and not asked.is_graded:
            return stated(scheme, "NEC", asked.tumour.cell_type)
        return None if asked.is_graded else differentiated(scheme, asked.tumour.differentiation)
    found = stated(scheme, asked.grade, asked.tumour.cell_type)
    if not found.morphologies and not asked.morphology:
        named = ", ".join(one.label for one in scheme.entities.values() if one.icd_o)
        raise UnknownValue(f"{scheme.name} has no {asked.grade}", f"name the class instead: {named}")
    return found


def _place(asked: Coding, knowledge: Knowledge) -> CodedItem:
    """Return the place; where only an organ is known, its "not otherwise specified", with the codes of its parts."""
    found = topographies(asked.tumour.site, knowledge)
    chosen = [one for one in found if one.code == asked.topography] or _unspecified(asked.tumour.site, found)
    parts = [one.code for one in found]
    if not chosen:
        reason = "several codes: name the part" if parts else "the place is not given"
        return CodedItem(item="Topography", candidates=parts, reasons=[reason])
    one = chosen[0]
    others = [] if asked.topography else [code for code in parts if code != one.code]
    reasons = [f"where the part is not known; else one of {', '.join(others)}"] if others else []
    value = one.code.replace(".", "")
    field = CodedField(name="Primary Site", number=400, xml_id="primarySite", value=value)
    return _coded("Topography", one, [field], reasons)


def _coded(item: str, code: Code, fields: Sequence[CodedField], reasons: Sequence[str] = ()) -> CodedItem:
    return CodedItem(
        item=item,
        code=code.code,
        means=code.means,
        fields=list(fields),
        reasons=list(reasons),
        notes=code.notes,
        sources=list(code.sources),
    )


def _unspecified(site: str | None, found: Sequence[Code]) -> list[Code]:
    """Return the code of a site as a whole: its only one, or the one that ends in 9."""
    own = [one for one in found if one.sites == [site]] or list(found)
    return own if len(own) == 1 else [one for one in own if one.code.endswith("9")][:1]


def _morphology(asked: Coding, found: Classed | None, knowledge: Knowledge) -> CodedItem:
    if asked.morphology:
        return _written(asked.morphology, _disagreement(asked.morphology, found, asked.year))
    every = found.morphologies if found else ()
    possible = list(dict.fromkeys(in_year(code, asked.year, asked.tumour.site, knowledge) for code in every))
    for rule in knowledge.of(Reporting).values():
        if rule.open and _speaks(rule, asked, possible[:1], knowledge):
            return CodedItem(item="Morphology", candidates=rule.codes, reasons=[rule.text], sources=list(rule.sources))
    records = [one for one in morphologies(knowledge) if one.code in possible and holds(one, asked.year)]
    if found and not found.by_values:  # words alone: the term that names no grade
        records = [one for one in records if one.means.endswith("NOS")] or records
    if len(records) != 1:
        reason = "the class is not settled" if possible else "neither a grade nor a diagnosis is given"
        return CodedItem(item="Morphology", candidates=possible, reasons=[reason])
    return _written(records[0], (), found.grade if found else None)


def _written(one: Code, reasons: Sequence[str], grade: Grade | None = None) -> CodedItem:
    """Return a morphology with the term of its grade, histology and behaviour each in its field."""
    number = f"grade {grade[1]}" if grade else ""
    term = next((name for name in (one.means, *one.terms) if number and name.endswith(number)), one.means)
    histology, _, behaviour = one.code.partition("/")
    fields = [
        CodedField(name="Histologic Type ICD-O-3", number=522, xml_id="histologicTypeIcdO3", value=histology),
        CodedField(name="Behavior Code ICD-O-3", number=523, xml_id="behaviorCodeIcdO3", value=behaviour),
    ]
    return replace(_coded("Morphology", one, fields, reasons), means=term)


def _disagreement(morphology: Code, found: Classed | None, year: int | None) -> list[str]:
    if not holds(morphology, year):
        return [f"not written for this year; now {' or '.join(morphology.instead) or 'another'}"]
    if found is None or agrees(morphology, found):
        return []
    return [f"does not go with the grade, which is coded {' or '.join(found.morphologies)}: have the report clarified"]


def _schema(place: CodedItem, morphology: CodedItem, taken: Sequence[Taken]) -> CodedItem:
    if len(taken) != 1:
        conditions = [
            f"{one.schema.seer_id} where {one.selection.condition}" for one in taken if one.selection.condition
        ]
        lacking = [one.item.lower() for one in (place, morphology) if not one.code]
        reason = f"needs the {' and the '.join(lacking)}" if lacking else "none on record takes this, in this year"
        return CodedItem(
            item="SEER schema",
            candidates=[one.schema.seer_id for one in taken],
            reasons=conditions or ([] if taken else [reason]),
            sources=sources_of(taken),
        )
    schema, selection = taken[0].schema, taken[0].selection
    years = f"for diagnoses of {selection.since}-{selection.until}" if selection.until else f"from {selection.since}"
    return CodedItem(
        item="SEER schema",
        code=schema.seer_id,
        means=f"{schema.whole_title} ({years})",
        reasons=[f"where {selection.condition}"] if selection.condition else [],
        sources=sources_of(taken),
    )


def sources_of(taken: Sequence[Taken]) -> list[str]:
    """Return what the schemas rest on."""
    return list(dict.fromkeys(name for one in taken for name in one.schema.sources))


def _reportable(asked: Coding, morphology: str, knowledge: Knowledge) -> list[Reporting]:
    """Return the rules on what must be reported that speak of this place, code and year."""
    return [one for one in knowledge.of(Reporting).values() if _speaks(one, asked, [morphology], knowledge)]


def _speaks(rule: Reporting, asked: Coding, codes: Sequence[str], knowledge: Knowledge) -> bool:
    """Tell whether a rule is about a place, one of some codes, and a year."""
    at = area(asked.tumour.site, knowledge.of(Site)).concerns(rule.sites)
    return at and holds(rule, asked.year) and (not rule.codes or not set(codes).isdisjoint(rule.codes))
