"""What a policy or a person changed, as facts; outputs make sentences of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from . import points
from .points import Found, Key
from .rules import DIGITS, Override, half_up


@dataclass(frozen=True)
class Change:
    """One change. `kind`: dropped, weight, extra_credit, override, late, bonus, attempt. `automatic` are the points
    before, `score` those after; `hidden` where it is about a hidden check alone.
    """

    kind: str
    unit: str = ""
    exercise: str = ""
    check: str = ""
    automatic: float | None = None
    score: float | None = None
    max_score: float | None = None
    comment: str = ""
    hidden: bool = False


def dropped(targets: Iterable[str], raw: Found) -> Iterator[Change]:
    for target, keys in points.in_order(raw, targets):
        yield _change("dropped", target, keys, raw, _earned(raw, keys), None, None)


def reweighted(weights: Mapping[str, float], before: Found, after: Found) -> Iterator[Change]:
    for target, keys in points.in_order(before, weights):
        yield _change("weight", target, keys, before, _earned(before, keys), _earned(after, keys), _worth(after, keys))


def credited(targets: Iterable[str], found: Found) -> Iterator[Change]:
    for target, keys in points.in_order(found, targets):
        yield _change("extra_credit", target, keys, found, None, _earned(found, keys), None)


def overrode(overrides: Iterable[Override], before: Found, after: Found) -> Iterator[Change]:
    by_target = {override.target: override for override in overrides}
    for target, keys in points.in_order(before, by_target):
        said = by_target[target].comment
        had, has, most = _earned(before, keys), _earned(after, keys), _worth(after, keys)
        yield _change("override", target, keys, before, had, has, most, said)


def _change(
    kind: str,
    target: str,
    keys: list[Key],
    found: Found,
    automatic: float | None,
    score: float | None,
    max_score: float | None,
    comment: str = "",
) -> Change:
    unit, exercise, check = keys[0]
    narrow, middle, _ = points.names_of(keys[0])
    hidden = target == narrow and found[keys[0]].visibility != "visible"
    exercise, check = exercise if target in (narrow, middle) else "", check if target == narrow else ""
    return Change(kind, unit, exercise, check, automatic, score, max_score, comment, hidden)


def _earned(found: Found, keys: Iterable[Key]) -> float:
    return half_up(points.earned(found, keys), DIGITS)


def _worth(found: Found, keys: Iterable[Key]) -> float:
    return half_up(points.worth(found, keys), DIGITS)
