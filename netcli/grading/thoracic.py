"""Lung and thymus: mitoses and necrosis decide between the carcinoids, cytology between the carcinomas.

Ki-67 never sets a grade here. Carcinoid morphology above the highest mitotic cut-off, or with a high Ki-67, is a
provisional group of WHO 2021 of its own, between the carcinoids and large cell carcinoma: expert review decides.
"""

from netcli.grading.bands import bands, every_band
from netcli.grading.case import Case
from netcli.grading.notes import Notes, Verdict, unique
from netcli.grading.quantity import show, worded
from netcli.grading.rulebook import entity, exceeds, limit, sides

TYPICAL, BEYOND = 1, 3  # the mitotic bands of the carcinoids
PROLIFERATING = "carcinoid-high-proliferation"
ORDER = ("typical-carcinoid", "atypical-carcinoid", PROLIFERATING, "lcnec")
WHOLE = 100.0


def thoracic(case: Case, notes: Notes) -> Verdict:
    """Return the class of a lung or thymic neoplasm, its reasons and warnings added to `notes`."""
    _remark(case, notes)
    combined = case.differentiation == "mixed" or bool(case.ne_component and case.ne_component.low < WHOLE)
    if combined:
        notes.warn("combined-not-covered")
    if case.differentiation == "mixed":
        return Verdict("not-classifiable", "undetermined", unique(["sclc", "lcnec", *_carcinoids(case, notes)]))
    verdict = _carcinoma(case, notes) if case.differentiation == "poor" else _well(case, notes)
    if case.differentiation != "poor":
        _watch_ki67(case, verdict, notes)
    if combined and verdict.certainty == "definite":
        return Verdict(verdict.entity, "provisional", (verdict.entity,), "provisional")
    return verdict


def _carcinoma(case: Case, notes: Notes) -> Verdict:
    """Return the verdict on a poorly differentiated tumour: cytology decides."""
    notes.reason("cytology-decides")
    if case.mitoses and bands(case.mitoses.span, notes.scheme.mitoses).highest < BEYOND:
        notes.warn("poor-with-low-values")
    if case.cell_type is None:
        notes.reason("cell-type-missing")
        return Verdict("nec", "provisional", ("lcnec", "sclc"), "provisional")
    return Verdict("sclc" if case.cell_type == "small" else "lcnec")


def _well(case: Case, notes: Notes) -> Verdict:
    """Return the verdict on carcinoid morphology, stated or assumed."""
    if case.cell_type:
        notes.warn("cell-type-with-well" if case.differentiation == "well" else "cell-type-without-differentiation")
    sizes = _sizes(case, notes)
    if sizes == ("small",):
        return _tumourlet(case, notes)
    candidates = _carcinoids(case, notes)
    if "small" in sizes:
        notes.reason("range-spans-grades")
        return Verdict("not-classifiable", "undetermined", ("tumourlet", *candidates))
    if case.mitoses is None:
        notes.reason("mitoses-needed")
        return Verdict("not-classifiable", "undetermined", candidates)
    if _high_ki67(case, notes) == (True,):
        return _beyond(case, notes)
    return _by_mitoses(case, candidates, notes)


def _by_mitoses(case: Case, candidates: tuple[str, ...], notes: Notes) -> Verdict:
    place = bands(case.mitoses.span, notes.scheme.mitoses) if case.mitoses else every_band(notes.scheme.mitoses)
    if place.lowest == BEYOND:
        return _beyond(case, notes)
    notes.reason("carcinoid-criteria")
    if case.differentiation == "unknown":
        notes.reason("morphology-assumed")
    if case.necrosis == "extensive":
        notes.warn("extensive-necrosis")
    if case.necrosis == "unknown":
        notes.reason("necrosis-unknown")
    if len(candidates) == 1:
        return Verdict(candidates[0])
    if place.lowest == place.highest:
        return Verdict(candidates[0], "provisional", candidates, "provisional")
    notes.reason("range-spans-grades")
    return Verdict("not-classifiable", "undetermined", candidates)


def _beyond(case: Case, notes: Notes) -> Verdict:
    """Return the verdict above the highest mitotic cut-off, or on a Ki-67 that is too high for a carcinoid."""
    if case.differentiation == "well":
        notes.reason("beyond-carcinoid")
        notes.warn("expert-review")
        return Verdict(PROLIFERATING, "provisional", (PROLIFERATING, "lcnec"), "provisional")
    if case.cell_type:
        notes.reason("cytology-decides")
        name = "sclc" if case.cell_type == "small" else "lcnec"
        return Verdict(name, "provisional", (name, PROLIFERATING), "provisional")
    notes.reason("high-grade-unresolved")
    notes.warn("expert-review")
    return Verdict("unresolved-high-grade", "undetermined", ("lcnec", "sclc", PROLIFERATING))


def _high_ki67(case: Case, notes: Notes) -> tuple[bool, ...]:
    """Return on which sides of the limit of a carcinoid Ki-67 may lie; where it is not known, on the lower one."""
    if case.ki67 is None:
        return (False,)
    return sides(case.ki67.span, notes.scheme, "high-proliferation-ki67")


def _tumourlet(case: Case, notes: Notes) -> Verdict:
    """Return the verdict on a small nodule: a tumourlet has few mitoses and no necrosis."""
    notes.reason("tumourlet-size", limit=show(limit(notes.scheme, "tumourlet-size")))
    place = bands(case.mitoses.span, notes.scheme.mitoses) if case.mitoses else every_band(notes.scheme.mitoses)
    if (case.mitoses and place.lowest > TYPICAL) or case.necrosis in ("punctate", "extensive"):
        notes.warn("tumourlet-conflict")
        return Verdict("tumourlet", "undetermined", ("tumourlet", *_carcinoids(case, notes)), "by-size")
    if place.highest > TYPICAL or case.necrosis == "unknown":
        notes.reason("tumourlet-incomplete")
        return Verdict("tumourlet", "provisional", ("tumourlet", *_carcinoids(case, notes)), "provisional")
    return Verdict("tumourlet")


def _carcinoids(case: Case, notes: Notes) -> tuple[str, ...]:
    """Return the classes that mitoses and necrosis leave possible for carcinoid morphology."""
    place = bands(case.mitoses.span, notes.scheme.mitoses) if case.mitoses else every_band(notes.scheme.mitoses)
    seen = ["none", "punctate", "extensive"] if case.necrosis == "unknown" else [case.necrosis]
    found = [name for band in range(place.lowest, place.highest + 1) for one in seen for name in _classes(band, one)]
    carcinoma = ["lcnec" if case.cell_type == "large" else "sclc"] if case.cell_type else []
    high = _high_ki67(case, notes)
    if True in high:
        found = [*(found if False in high else []), PROLIFERATING, "lcnec"]
        carcinoma += ["sclc"] * (case.differentiation != "well")
    return unique([*sorted(set(found), key=ORDER.index), *carcinoma])


def _classes(band: int, necrosis: str) -> list[str]:
    if band >= BEYOND:
        return [PROLIFERATING, "lcnec"]
    if necrosis == "extensive":
        return ["atypical-carcinoid", "lcnec"]
    return ["typical-carcinoid" if band == TYPICAL and necrosis == "none" else "atypical-carcinoid"]


def _sizes(case: Case, notes: Notes) -> tuple[str, ...]:
    """Return on which side of the tumourlet size the nodule lies; without a size it is taken as a tumour."""
    if case.size_mm is None:
        notes.reason("size-assumed", limit=show(limit(notes.scheme, "tumourlet-size")))
        return ("large",)
    return tuple(("small", "large")[side] for side in sides(case.size_mm, notes.scheme, "tumourlet-size"))


def _remark(case: Case, notes: Notes) -> None:
    if case.mitoses:
        notes.reason("mitoses-given", value=worded(case.mitoses.span), area=show(limit(notes.scheme, "reference-area")))
    if case.ki67 and case.mitoses is None and case.differentiation != "poor":
        notes.warn("ki67-not-a-criterion")
    elif case.ki67:
        notes.reason("ki67-not-used")


def _watch_ki67(case: Case, verdict: Verdict, notes: Notes) -> None:
    """Warn of a Ki-67 that is unusual for a typical carcinoid."""
    name = "typical-carcinoid"
    if case.ki67 and verdict.entity == name and exceeds(case.ki67.span, notes.scheme, f"{name}-ki67"):
        usual = show(limit(notes.scheme, f"{name}-ki67"))
        notes.warn("ki67-high-for-class", limit=usual, label=entity(notes.scheme, name).label)
