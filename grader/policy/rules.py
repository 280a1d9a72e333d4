"""The words of a policy, as they stand in ``grader.toml``. docs/policy.md has an example of each.

Every field's description says what it must be: that sentence is the error of one that is something else.
"""

from __future__ import annotations

import datetime as dt
import math
import zoneinfo
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator, model_validator
from pydantic_core import PydanticCustomError

DIGITS = 6  # of a report's own scores
_DATE = "must be a date and time without quotes, such as 2026-03-08 23:59:00 or 2026-03-08T23:59:00+01:00"
_TARGET = "must be UNIT, UNIT.EXERCISE or UNIT.EXERCISE.CHECK, in quotes"


class Table(BaseModel):
    """A table of the file: every key is known, nothing is taken for something else."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


def _moment(value: Any) -> dt.datetime:
    """A date alone means the end of that day."""
    if isinstance(value, dt.datetime):
        return value
    if isinstance(value, dt.date):
        return dt.datetime.combine(value, dt.time(23, 59, 59))
    raise PydanticCustomError("moment", _DATE)


def _points(value: Any) -> float:
    if type(value) in (int, float) and 0 <= value < 1e9:
        return float(value)
    raise PydanticCustomError("points", "must be a number of points, 0 or more")


def _flat(value: Any) -> Any:
    """Unquoted dots in a key make tables of TOML; here they are part of a name."""
    if not isinstance(value, dict):
        return value
    flat: dict[str, Any] = {}
    for key, inner in value.items():
        inside = _flat(inner)
        flat |= {f"{key}.{rest}": deep for rest, deep in inside.items()} if isinstance(inside, dict) else {key: inner}
    return flat


def _zone(value: Any) -> str:
    try:
        if isinstance(value, str) and value:
            zoneinfo.ZoneInfo(value)
            return value
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        pass
    raise PydanticCustomError("zone", "must be the name of a time zone, such as 'Europe/Vienna' or 'UTC'")


Moment = Annotated[dt.datetime, PlainValidator(_moment)]
Zone = Annotated[str, PlainValidator(_zone)]
Points = Annotated[float, PlainValidator(_points)]
Name = Annotated[str, Field(min_length=1, description="must be a student's id, in quotes")]
Target = Annotated[str, Field(min_length=1, description=_TARGET)]
Targets = Annotated[tuple[Target, ...], BeforeValidator(lambda value: tuple(value) if type(value) is list else value)]


class Late(Table):
    """What a unit loses that came in after it was due."""

    percent: float = Field(gt=0, le=100, description="must be a number above 0, up to 100")
    per: Literal["day", "hour"] = Field(default="day", description="must be 'day' or 'hour'")
    cap: float = Field(
        default=100.0, gt=0, le=100, description="must be a number above 0, up to 100: the most that is lost"
    )
    grace_minutes: float = Field(
        default=0.0, ge=0, lt=1e6, allow_inf_nan=False, description="must be a number of minutes, 0 or more"
    )
    of: Literal["earned", "possible"] = Field(default="earned", description="must be 'earned' or 'possible'")
    marked: int = Field(
        default=0,
        ge=0,
        lt=1000,
        description="must be a whole number: of days (or hours) for what is marked late with no time",
    )


class Extension(Table):
    """More time for one student, for one unit or all."""

    student: Name
    unit: str | None = Field(default=None, min_length=1, description="must be the name of a unit, in quotes")
    days: float = Field(default=0.0, ge=0, lt=1e5, allow_inf_nan=False, description="must be a number, 0 or more")
    hours: float = Field(default=0.0, ge=0, lt=1e6, allow_inf_nan=False, description="must be a number, 0 or more")
    until: Moment | None = None
    comment: str = Field(default="", description="must be text, in quotes")

    @model_validator(mode="after")
    def _some(self) -> Self:
        if not (self.days or self.hours or self.until):
            raise PydanticCustomError("empty", "gives no time: add days = 2, hours = 12 or until = 2026-03-10 12:00:00")
        return self


class Override(Table):
    """Points that a person set in place of the automatic ones.

    `of` is what `target` was worth when they were set: where it is worth something else now, the points go with it.
    Without it they are points of what it is worth now.
    """

    student: Name
    target: Target
    points: Points
    comment: str = Field(min_length=1, description="must be text, in quotes: why, for the student to read")
    of: Points | None = None


class Bonus(Table):
    """Extra points for one student, for something that no check looks at."""

    student: Name
    points: float = Field(allow_inf_nan=False, gt=-1e9, lt=1e9, description="must be a number of points")
    comment: str = Field(min_length=1, description="must be text, in quotes: why, for the student to read")


class Rules(Table):
    """A whole policy. The defaults change nothing."""

    timezone: Zone | None = None
    due: dict[str, Moment] = Field(default={}, description="must be a table, [due], with default = or UNIT = lines")
    late: Late | None = Field(default=None, description="must be a table, [late]")
    attempts: Literal["last", "best"] = Field(default="last", description="must be 'last' or 'best'")
    digits: int = Field(default=DIGITS, ge=0, le=DIGITS, description=f"must be a whole number from 0 to {DIGITS}")
    drop: Targets = Field(default=(), description="must be a list of names such as ['UNIT.EXERCISE.CHECK']")
    points: Annotated[dict[str, Points], BeforeValidator(_flat)] = Field(
        default={}, description="must be a table, [points], with lines such as 'UNIT.EXERCISE.CHECK' = 2"
    )
    extra_credit: Targets = Field(default=(), description="must be a list of names such as ['UNIT.EXERCISE']")
    extension: tuple[Extension, ...] = Field(default=(), description="must be tables, each under [[extension]]")
    override: tuple[Override, ...] = Field(default=(), description="must be tables, each under [[override]]")
    bonus: tuple[Bonus, ...] = Field(default=(), description="must be tables, each under [[bonus]]")

    @model_validator(mode="before")
    @classmethod
    def _lists(cls, data: Any) -> Any:
        """TOML has lists, these fields have tuples, and strictness is to hold for what is in them."""
        tables = ("extension", "override", "bonus")
        if isinstance(data, dict):
            data = {
                key: tuple(value) if key in tables and isinstance(value, list) else value for key, value in data.items()
            }
        return data

    @property
    def zone(self) -> dt.tzinfo | None:
        return None if self.timezone is None else zoneinfo.ZoneInfo(self.timezone)

    def without_zone(self) -> list[tuple[str | int, ...]]:
        """Where a time stands of which nobody can say when it is."""
        if self.timezone is not None:
            return []
        found: list[tuple[str | int, ...]] = [("due", unit) for unit, when in self.due.items() if when.tzinfo is None]
        for number, extension in enumerate(self.extension):
            if extension.until is not None and extension.until.tzinfo is None:
                found.append(("extension", number, "until"))
        return found

    def clashes(self) -> list[tuple[tuple[str | int, ...], str]]:
        """What cannot both be meant, with the place of the second."""
        found: list[tuple[tuple[str | int, ...], str]] = []
        seen: set[tuple[str, str]] = set()
        for number, override in enumerate(self.override):
            if (override.student, override.target) in seen:
                found.append((("override", number), f"sets {override.target} of {override.student} a second time"))
            seen.add((override.student, override.target))
        for number, extension in enumerate(self.extension):
            if not (self.due or (self.late and self.late.marked)):
                found.append((("extension", number), "extends nothing: there is no [due] table with a date"))
            elif extension.unit and extension.unit not in self.due and "default" not in self.due and self.due:
                found.append((("extension", number, "unit"), f"names {extension.unit}, which has no due date"))
        return found

    def targets(self) -> list[tuple[tuple[str | int, ...], str]]:
        """Every name of a unit, exercise or check that is spoken of, with its place in the file."""
        found: list[tuple[tuple[str | int, ...], str]] = [
            (("due", unit), unit) for unit in self.due if unit != "default"
        ]
        found += [(("drop", number), target) for number, target in enumerate(self.drop)]
        found += [(("points", target), target) for target in self.points]
        found += [(("extra_credit", number), target) for number, target in enumerate(self.extra_credit)]
        found += [(("override", number, "target"), one.target) for number, one in enumerate(self.override)]
        found += [(("extension", number, "unit"), one.unit) for number, one in enumerate(self.extension) if one.unit]
        return found

    def students(self) -> list[tuple[tuple[str | int, ...], str]]:
        """Every student that is named, with the place in the file."""
        named: dict[str, tuple[Extension | Override | Bonus, ...]]
        named = {"extension": self.extension, "override": self.override, "bonus": self.bonus}
        return [
            ((key, number, "student"), one.student) for key, many in named.items() for number, one in enumerate(many)
        ]


def half_up(value: float, digits: int) -> float:
    """`value` to so many digits, halves away from zero, after binary noise is taken off: 0.125 becomes 0.13."""
    if not math.isfinite(value):
        return value
    scale = 10**digits
    size = math.floor(round(abs(value), 9) * scale + 0.5 + 1e-9 * scale)
    return math.copysign(size / scale, value) if size else 0.0
