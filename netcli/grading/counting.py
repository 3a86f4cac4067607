"""How sure a count is: Wilson's interval for Ki-67, the exact Poisson interval for mitoses.

Both cover counting noise only. Choice of hot spot, clustering, staining and observer come on top, so the true
uncertainty is larger. Published tables (Wilson with z = 1.96; Garwood) are reproduced in the tests.
"""

import math
from functools import lru_cache
from math import sqrt

from netcli.errors import UnknownValue

Z = 1.96  # 95 % of a normal distribution, as in the published tables
HALF_SQUARE = Z * Z / 2
TAIL = 0.025  # the same 95 %, one side
ENOUGH = 1e-15  # where a further term no longer changes a double
MOST = 10_000_000  # more cells or mitoses than anyone has counted: a typing error


def check_counts(positive: int, counted: int) -> None:
    """Refuse counts that cannot be: none counted, negative, more positive than counted. Raise UnknownValue."""
    if counted < 1:
        raise UnknownValue("counted must be at least 1 cell", "give the number of tumour cells that were counted")
    if positive < 0:
        raise UnknownValue("positive cannot be negative", "give the number of Ki-67 positive cells, 0 or more")
    if positive > counted:
        raise UnknownValue(
            f"positive ({positive}) is more than counted ({counted})",
            "counted is all tumour cells, positive ones included",
        )
    if counted > MOST:
        raise UnknownValue(f"counted is larger than {MOST:,}", "give the number of cells that were counted")


def percentage(positive: int, counted: int) -> float:
    """Return positive cells in per cent of those counted, unrounded: 60 of 2000 is exactly 3.0."""
    return 100 * positive / counted


def wilson_interval(positive: int, counted: int) -> tuple[float, float]:
    """Return the Wilson 95 % interval of a proportion in per cent."""
    share = positive / counted
    half = HALF_SQUARE / counted
    spread = sqrt(2 * half * share * (1 - share) + half * half)
    centre, scale = share + half, 100 / (1 + 2 * half)
    return (scale * (centre - spread) if positive else 0.0, scale * (centre + spread) if positive < counted else 100.0)


@lru_cache(maxsize=4096)
def poisson_interval(count: int) -> tuple[float, float]:
    """Return Garwood's exact 95 % interval of a Poisson count, in counts.

    The limits are the values of x with P(count, x) = 0.025 and P(count + 1, x) = 0.975, where P is the
    regularised incomplete gamma function: the usual chi-square form, halved.
    """
    low = 0.0 if count == 0 else _inverse_gamma(float(count), TAIL)
    return low, _inverse_gamma(count + 1.0, 1 - TAIL)


def _inverse_gamma(shape: float, probability: float) -> float:
    """Return x with P(shape, x) = probability by bisection; P rises with x, and x lies within ten deviations."""
    low, high = 0.0, shape + 10 * sqrt(shape) + 10
    for _ in range(200):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if _lower_gamma(shape, middle) < probability:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _lower_gamma(shape: float, x: float) -> float:
    """Return the regularised lower incomplete gamma P(shape, x): series below shape + 1, Lentz's fraction above."""
    if x <= 0:
        return 0.0
    scale = math.exp(shape * math.log(x) - x - math.lgamma(shape))
    return scale * _series(shape, x) if x < shape + 1 else 1 - scale * _fraction(shape, x)


def _series(shape: float, x: float) -> float:
    term = total = 1 / shape
    step = shape
    while term > total * ENOUGH / 10:
        step += 1
        term *= x / step
        total += term
    return total


def _fraction(shape: float, x: float) -> float:
    tiny = 1e-300
    b = x + 1 - shape
    c = 1 / tiny
    d = value = 1 / b
    for i in range(1, 100_000):
        a = -i * (i - shape)
        b += 2
        d = 1 / (a * d + b or tiny)
        c = b + a / c or tiny
        value *= d * c
        if abs(d * c - 1) < ENOUGH:
            break
    return value
