"""What a grade comes to for a coding, and whether codes that are written already agree with it."""

from typing import NamedTuple

from netcli.grading.case import Assessment
from netcli.knowledge.codes import Code, ItemCode
from netcli.knowledge.scheme import Category, Family, Scheme
from netcli.knowledge.vocabulary import CellType, Grade, GradeOrNec

# The classes that a stated grade means in each family of schemes.
STATED: dict[Family, dict[str, tuple[Category, ...]]] = {
    "digestive": {"NET": ("net",), "NEC": ("nec",)},
    "thoracic": {"NET": ("typical-carcinoid", "atypical-carcinoid"), "NEC": ("lcnec", "sclc")},
}
OF_CELL_TYPE: dict[Family, dict[CellType, Category]] = {
    "digestive": {"small": "nec-small-cell", "large": "nec-large-cell"},
    "thoracic": {"small": "sclc", "large": "lcnec"},
}
SUBTYPES: dict[str, tuple[Category, ...]] = {"nec": ("nec-small-cell", "nec-large-cell")}
WELL = ("net", "typical-carcinoid", "atypical-carcinoid", "carcinoid-high-proliferation")


class Classed(NamedTuple):
    """The classes that a grading leaves open, as category and grade, and the morphologies that they are coded by.

    `grade` is that of a tumour whose class is settled enough to be coded. `needs_ki67`: it rests on mitoses that alone
    settle no lowest grade. `by_values`: it rests on more than the differentiation.
    """

    classes: tuple[tuple[str, str], ...]
    morphologies: tuple[str, ...]
    grade: Grade | None = None
    needs_ki67: bool = False
    by_values: bool = True

    def only(self, one: tuple[str, str]) -> "Classed":
        """Return one of the classes alone."""
        return self._replace(classes=(one,))


def classed(assessment: Assessment, scheme: Scheme) -> Classed:
    """Return what an assessment leaves open; a minimum that lacks a value is coded as what it is.

    What a minimum may rise to agrees with it as long as it stays a tumour, or a carcinoma.
    """
    own = (assessment.category, assessment.grade or "")
    others = [(name, grade) for name, _, grade in (text.partition(" ") for text in assessment.candidates)]
    if assessment.icd_o:
        others = [own, *(one for one in others if (one[0] in WELL) == (own[0] in WELL))]
    codes = (assessment.icd_o.code,) if assessment.icd_o else morphologies(scheme, *others)
    return Classed(
        classes=tuple(dict.fromkeys(others)) or (own,),
        morphologies=codes,
        grade=assessment.grade if assessment.category == "net" else None,
        needs_ki67=assessment.grade == "G1" and not assessment.ki67.text,
    )


def stated(scheme: Scheme, grade: GradeOrNec, cell_type: CellType | None = None) -> Classed:
    """Return what a grade comes to that is stated and does not follow from values; of a carcinoma by its cell type."""
    named = STATED[scheme.family]["NEC" if grade == "NEC" else "NET"]
    if grade == "NEC" and cell_type:
        named = (OF_CELL_TYPE[scheme.family][cell_type],)
    found = [one for one in scheme.entities.values() if one.category in named and grade in ("NEC", one.grade)]
    classes = tuple(dict.fromkeys((one.category, one.grade or "") for one in found))
    return Classed(classes, morphologies(scheme, *classes), None if grade == "NEC" else grade)


def differentiated(scheme: Scheme, differentiation: str) -> Classed | None:
    """Return what is open where only the differentiation is known; None where that says nothing either."""
    classes = {"well": [("net", "G1"), ("net", "G2"), ("net", "G3")], "poor": [("nec", "")]}.get(differentiation)
    return Classed(tuple(classes), morphologies(scheme, *classes), by_values=False) if classes else None


def morphologies(scheme: Scheme, *classes: tuple[str, str]) -> tuple[str, ...]:
    """Return the codes of some classes of a scheme, each once."""
    every = scheme.entities.values()
    coded = (one.icd_o.code for one in every if one.icd_o and (one.category, one.grade or "") in classes)
    return tuple(dict.fromkeys(coded))


def agrees(morphology: Code, found: Classed) -> bool:
    """Tell whether a morphology may stand for one of the classes; one that stands for no class of grading may.

    A carcinoma whose cell type is not known agrees with either type.
    """
    if not morphology.categories:
        return True
    return any(
        not {category, *SUBTYPES.get(category, ())}.isdisjoint(morphology.categories)
        and (not morphology.grades or not grade or grade in morphology.grades)
        for category, grade in found.classes
    )


def grade_agrees(code: ItemCode, found: Classed) -> bool:
    """Tell whether the code of a grade item may stand beside the classes: carcinomas have tables of their own."""
    grades = {grade for category, grade in found.classes if category == "net"}
    return code.grade is None or len(grades) < len(found.classes) or code.grade in grades
