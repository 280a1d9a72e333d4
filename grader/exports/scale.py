"""A score on another scale, rounded once, exactly: from our points to the points of an assignment elsewhere."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

HUNDREDTH = Decimal("0.01")


def scaled(score: float, max_score: float, points: Decimal | None) -> str:
    """`score` of `max_score` as so many of `points`, to two digits, halves up; as it is where `points` are none.

    Reckoned in fractions from the decimal form of the scores, as binary floats would turn 0.285 into 0.28. Only a full
    score is rounded to the full points: 99.996 of 100 is 99.99, so that nobody is told that nothing was missing.
    """
    value = Fraction(str(score))
    most = Fraction(str(max_score))
    if points:
        value, most = value * Fraction(points) / most if most else Fraction(0), Fraction(points)
    with localcontext() as context:
        context.prec = 50
        exact = Decimal(value.numerator) / Decimal(value.denominator)
        rounded = exact.quantize(HUNDREDTH, ROUND_HALF_UP)
        if value < most <= Fraction(rounded):
            rounded -= HUNDREDTH
    text = f"{rounded:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def points_in(text: str) -> Decimal | None:
    """The points that a cell says: ``20``, ``12.50``, ``12,5``. None where it says none, or nothing above 0."""
    text = text.strip().replace(" ", "").replace("\u00a0", "")
    mark = max(text.rfind(","), text.rfind("."))  # the last of the two is the decimal one
    whole, part = (text, "") if mark < 0 else (text[:mark], text[mark + 1 :])
    text = f"{whole.replace(',', '').replace('.', '')}.{part or '0'}"
    try:
        value = Decimal(text)
    except ArithmeticError:
        return None
    return value if value.is_finite() and value > 0 else None
