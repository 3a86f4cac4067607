"""Digestive and pancreatic neuroendocrine neoplasms: differentiation first, then the higher of Ki-67 and mitoses.

Differentiation is morphology. No value of Ki-67 makes a well-differentiated tumour a carcinoma in editions that
know NET G3, and none makes a poorly differentiated one a NET. Without it, NEC is excluded only while both values
lie below its definition. Sources of every rule stand beside the sentences in data/grading.yaml.
"""

from netcli.grading.bands import Bands, band_text, bands
from netcli.grading.case import Case
from netcli.grading.notes import Notes, Verdict, unique
from netcli.grading.quantity import Span, show, worded
from netcli.grading.rulebook import entity, exceeds, limit

WHOLE = 100.0


def digestive(case: Case, notes: Notes) -> Verdict:
    """Return the class of a digestive neoplasm, its reasons and warnings added to `notes`."""
    neoplasm = _neoplasm(case, notes)
    shares = _shares(case, notes)
    if shares == ("pure",):
        return neoplasm
    if len(shares) > 1:
        notes.reason("mixed-share-unknown" if case.ne_component is None else "mixed-share-range")
        return _open(("carcinoma-with-ne-component", "minen", *(neoplasm.candidates or (neoplasm.entity,))), notes)
    return _mixed(shares[0], neoplasm, notes)


def _neoplasm(case: Case, notes: Notes) -> Verdict:
    """Return the class of the neuroendocrine part."""
    known, possible = _grades(case, notes)
    grades = range(possible.lowest, possible.highest + 1)
    named = [name for grade in grades for name in _classes(grade, case, notes)]
    candidates = unique(sorted(named, key=lambda name: not name.startswith("net")))
    _explain(case, known, possible, notes)
    _object(case, known, notes)
    if len(candidates) == 1:
        return Verdict(candidates[0])
    if known.lowest == _top(notes):
        return Verdict("unresolved-high-grade", "undetermined", candidates)
    if known.lowest == known.highest:
        missing = possible.highest > known.highest
        return Verdict(candidates[0], "provisional", candidates, "at-least" if missing else "provisional")
    return _open(candidates, notes)


def _grades(case: Case, notes: Notes) -> tuple[Bands, Bands]:
    """Return the grades by what is known, and all that remain possible when a value is missing."""
    scheme = notes.scheme
    given = []
    if case.ki67:
        given.append(bands(case.ki67.span, scheme.ki67))
        _place(notes, "ki67-band", case.ki67.span, given[-1])
    if case.mitoses:
        given.append(bands(case.mitoses.span, scheme.mitoses))
        _place(notes, "mitoses-band", case.mitoses.span, given[-1])
    known = Bands(max(one.lowest for one in given), max(one.highest for one in given))
    complete = case.ki67 is not None and case.mitoses is not None
    return known, known if complete else Bands(known.lowest, _top(notes))


def _classes(grade: int, case: Case, notes: Notes) -> list[str]:
    """Return the classes that a grade leaves possible, given the differentiation."""
    carcinoma = f"nec-{case.cell_type}-cell" if case.cell_type else "nec"
    high = grade == _top(notes)
    if case.differentiation == "poor" or (high and not notes.scheme.splits_high_grade):
        return [carcinoma]
    net = f"net-g{grade}"
    if case.differentiation == "well":
        return [net]
    return [net, carcinoma] if high or case.cell_type else [net]


def _explain(case: Case, known: Bands, possible: Bands, notes: Notes) -> None:
    scheme = notes.scheme
    if case.ki67 and case.mitoses:
        notes.reason("higher-wins")
    if case.differentiation == "poor":
        notes.reason("poor-is-nec")
    elif known.lowest == _top(notes):
        _explain_high_grade(case, notes)
    elif case.differentiation == "unknown" and not case.cell_type:
        notes.reason("morphology-assumed" if possible.highest < _top(notes) else "morphology-open")
    decided = case.differentiation == "poor" or known.lowest == _top(notes)
    if not decided and case.mitoses is None:
        notes.reason("mitoses-missing")
    if not decided and case.ki67 is None:
        notes.reason("ki67-missing")
    if known.lowest != known.highest and case.differentiation != "poor":
        notes.reason("range-spans-grades")
    if case.necrosis in ("punctate", "extensive") or case.size_mm:
        notes.reason("not-criteria")
    if not scheme.splits_high_grade and known.highest == _top(notes):
        notes.reason("no-net-g3")


def _explain_high_grade(case: Case, notes: Notes) -> None:
    if notes.scheme.splits_high_grade:
        notes.reason("net-g3-by-morphology" if case.differentiation == "well" else "high-grade-unresolved")


def _object(case: Case, known: Bands, notes: Notes) -> None:
    """Warn of input that does not fit together."""
    if case.differentiation == "poor" and known.highest < _top(notes):
        notes.warn("poor-with-low-values")
    if case.cell_type and case.differentiation == "well":
        notes.warn("cell-type-with-well")
    if case.cell_type and case.differentiation in ("unknown", "mixed"):
        notes.warn("cell-type-without-differentiation")
    _far_apart(case, notes)
    doubtful = notes.scheme.splits_high_grade and case.differentiation != "poor"
    if doubtful and case.ki67 and exceeds(case.ki67.span, notes.scheme, "high-ki67"):
        notes.warn("above-55", limit=show(limit(notes.scheme, "high-ki67")))


def _far_apart(case: Case, notes: Notes) -> None:
    """Warn where one of Ki-67 and mitoses lies above the highest cut-off and the other below it."""
    if case.ki67 is None or case.mitoses is None:
        return
    top = _top(notes)
    ki67 = bands(case.ki67.span, notes.scheme.ki67)
    mitoses = bands(case.mitoses.span, notes.scheme.mitoses)
    if (ki67.lowest == top and mitoses.highest < top) or (mitoses.lowest == top and ki67.highest < top):
        notes.warn("discordant", ki67=f"G{ki67.lowest}", mitoses=f"G{mitoses.lowest}")


def _shares(case: Case, notes: Notes) -> tuple[str, ...]:
    """Return what the share of the neuroendocrine component makes the tumour: below, minen, above or pure."""
    if case.ne_component is None:
        return ("below", "minen", "above") if case.differentiation == "mixed" else ("pure",)
    least = limit(notes.scheme, "component")
    span = case.ne_component
    shares = []
    if span.low < least:
        shares.append("below")
    if _touches(span, least, WHOLE - least):
        shares.append("minen")
    if span.high > WHOLE - least:
        shares.append("above")
    pure = span.low == WHOLE and case.differentiation != "mixed"
    return ("pure",) if pure else tuple(shares)


def _touches(span: Span, low: float, high: float) -> bool:
    """Tell whether a span holds any value from `low` to `high`, both included."""
    reaches = span.high > low or (span.high == low and not span.high_open)
    starts = span.low < high or (span.low == high and not span.low_open)
    return reaches and starts


def _mixed(share: str, neoplasm: Verdict, notes: Notes) -> Verdict:
    """Return the verdict on a tumour with a non-neuroendocrine component of known share."""
    least = show(limit(notes.scheme, "component"))
    labels = notes.labels(neoplasm.candidates or (neoplasm.entity,))
    notes.reason(f"component-{share}", least=least, labels=labels)
    if share == "above":
        return neoplasm
    return Verdict("minen" if share == "minen" else "carcinoma-with-ne-component")


def _open(candidates: tuple[str, ...], notes: Notes) -> Verdict:
    """Return a verdict that leaves the class open: a NET without a grade where every candidate is a NET."""
    nets = all(entity(notes.scheme, name).category == "net" for name in candidates)
    return Verdict("net-open" if nets else "not-classifiable", "undetermined", unique(list(candidates)))


def _place(notes: Notes, name: str, span: Span, place: Bands) -> None:
    """Show in which band or bands a value lies."""
    scheme, is_ki67 = notes.scheme, name == "ki67-band"
    cutoffs, gap = (scheme.ki67, scheme.ki67_gap) if is_ki67 else (scheme.mitoses, None)
    texts = [f"G{number} ({band_text(number, cutoffs, gap)})" for number in range(place.lowest, place.highest + 1)]
    value = span.text if is_ki67 and span.value is None else worded(span)
    notes.reason(name, value=value, band=" or ".join(texts), area=show(limit(scheme, "reference-area")))


def _top(notes: Notes) -> int:
    return max(len(notes.scheme.ki67), len(notes.scheme.mitoses)) + 1
