"""Read a mitotic count and bring it to the area of the scheme: `4`, `18/10mm2`, `12/50hpf`."""

import math
import re
from typing import NamedTuple

from netcli.errors import UnknownValue
from netcli.grading.counting import MOST, poisson_interval
from netcli.grading.quantity import NUMBER, Span, Typed, folded, read_number, refused

_PER = re.compile(rf"(.+?)(?:/|per|in)({NUMBER})?(mm2|mm\^2|hpfs?)")
_EXAMPLES = "accepted: 4 (per 2 mm2), <2, 2-20, 4/2mm2, 18/10mm2, 12/50hpf with the field diameter"


class MitoticRate(NamedTuple):
    """Mitoses per reference area. `seen` (a count) and `area` (mm2) are known when another area was given.

    "4/2mm2" is how a rate is written, so it is no count: an interval from it would claim too little was seen.
    """

    span: Span
    seen: int | None = None
    area: float | None = None
    fields: float | None = None


def read_mitoses(typed: Typed, reference: float, diameter: float | None = None) -> MitoticRate:
    """Read mitoses per `reference` mm2, converting other areas and high-power fields of `diameter` mm.

    Area of n fields = n x pi x (diameter / 2)^2. Fields without a diameter are refused, because their area differs
    between microscopes. Raise UnknownValue.
    """
    try:
        text = folded(typed, "mitoses")
        match = _PER.fullmatch(text)
        return _converted(typed, match, reference, diameter) if match else MitoticRate(read_number(typed, "mitoses"))
    except UnknownValue as error:
        raise UnknownValue(error.message, error.hint if "diameter" in error.hint else _EXAMPLES) from None


def field_area(diameter: float) -> float:
    """Return the area in mm2 of a field of `diameter` mm."""
    return math.pi * (diameter / 2) ** 2


def rate_interval(rate: MitoticRate, reference: float) -> tuple[float, float] | None:
    """Return the exact Poisson 95 % interval per reference area, or None when no count is known."""
    if rate.seen is None or rate.area is None:
        return None
    low, high = poisson_interval(rate.seen)
    return low * reference / rate.area, high * reference / rate.area


def _converted(typed: Typed, match: re.Match[str], reference: float, diameter: float | None) -> MitoticRate:
    counted = read_number(match[1], "mitoses")
    number = read_number(match[2] or "1", "the area").low
    if not number:
        raise refused(typed, "mitoses")
    fields = number if match[3].startswith("hpf") else None
    if fields is None:
        area, rate = number, _scaled(counted, match[1], match[2] or "1", reference)
    else:
        area = fields * field_area(_diameter(diameter))
        factor = reference / area
        rate = Span(counted.low * factor, counted.high * factor, counted.low_open, counted.high_open)
    whole = counted.value is not None and counted.low.is_integer() and area != reference
    if whole and counted.low > MOST:
        raise refused(typed, "mitoses")
    return MitoticRate(rate._replace(text=folded(typed, "mitoses")), int(counted.low) if whole else None, area, fields)


def _scaled(seen: Span, typed: str, area: str, reference: float) -> Span:
    """Scale by whole-number fractions: 3/0.3mm2 must be 20 per 2 mm2, not a hair above."""
    if seen.value is None:
        factor = reference / float(area.replace(",", "."))
        return Span(seen.low * factor, seen.high * factor, seen.low_open, seen.high_open)
    (count, count_unit), (size, size_unit) = _fraction(typed), _fraction(area)
    top, bottom = reference.as_integer_ratio()
    rate = count * size_unit * top / (count_unit * size * bottom)
    return Span(rate, rate)


def _fraction(digits: str) -> tuple[int, int]:
    whole, _, decimals = digits.replace(",", ".").partition(".")
    return int(f"{whole}{decimals}"), 10 ** len(decimals)


def _diameter(diameter: float | None) -> float:
    if diameter is None:
        raise UnknownValue(
            "mitoses per high-power fields need the field diameter, because fields differ between microscopes",
            "give --hpf-diameter in mm, as known for the microscope, or count per area: 18/10mm2",
        )
    return diameter
