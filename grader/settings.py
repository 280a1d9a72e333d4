"""``grader.toml``: what an instructor settles once for a class, beside the submissions or where the command runs. The
policy's words are in policy/rules.py; docs/policy.md has all of them.

units = ["ex1_data", "ex2_numpy"]
seed = 271828182845904523536

[limits]
call_s = 5.0
source_bytes = 1_000_000

[due]
default = 2026-03-08T23:59:00+01:00
"""

from __future__ import annotations

import dataclasses
import difflib
import tomllib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, Field, ValidationError, create_model
from pydantic_core import ErrorDetails

from .arrivals import is_download
from .errors import UsageError
from .intake import Caps
from .policy import reach
from .policy.rules import Rules, Table
from .sandbox.place import Limits
from .toml_lines import line_of

NAME = "grader.toml"
_MOST_SHOWN = 5
_LIMITS = [entry for kind in (Limits, Caps) for entry in dataclasses.fields(kind)]
_Place = tuple[str | int, ...]


def _limit(entry: Any) -> Any:
    whole = isinstance(entry.default, int)
    says = f"must be a {'whole ' if whole else ''}number above 0"
    return (int if whole else float, Field(entry.default, gt=0, lt=1e15, description=says))


_LimitsTable: Any = create_model("_LimitsTable", __base__=Table, **{entry.name: _limit(entry) for entry in _LIMITS})


class _File(Rules):
    """The whole file."""

    units: list[str] = Field([], description="must be a list of names")
    seed: int | None = Field(None, ge=0, description="must be a whole number, 0 or more")
    limits: _LimitsTable = Field(_LimitsTable(), description="must be a table, [limits]")


@dataclass(frozen=True)
class Settings:
    """The file's content; the defaults where there is none."""

    units: tuple[str, ...] = ()
    seed: int | None = None
    limits: Limits = field(default_factory=Limits)
    caps: Caps = field(default_factory=Caps)
    path: Path | None = None
    rules: Rules = field(default_factory=Rules)
    text: str = ""

    def where(self, place: Sequence[str | int]) -> str:
        """The file and the line on which the value at `place` stands."""
        return _where(str(self.path or NAME), self.text, _as_written(tomllib.loads(self.text), place))

    def strange(self, known: Collection[str]) -> dict[str, str]:
        """A line for each name of a unit, exercise or check that is not among `known`."""
        found = reach.unknown(self.rules, known)
        return {
            name: f"{self.where(place)}: {name} is no unit, exercise or check here; {hint}"
            for place, name, hint in found
        }

    def strangers(self, students: Collection[str]) -> list[str]:
        """A line for each student that is named and is not among `students`."""
        named = [(place, name) for place, name in self.rules.students() if name not in students]
        return [f"{self.where(place)}: no student is called {name!r} in the gradebook" for place, name in named]


def find(paths: Iterable[Path], cwd: Path) -> Settings:
    """The settings beside the first folder or download that has some beside it, or in `cwd`, or the defaults. Raises
    UsageError.

    The folder of a file, or of an archive that is not a whole class's, is a student's own, and nothing that a student
    hands in settles anything.
    """
    for folder in [*(path.resolve().parent for path in paths if path.is_dir() or is_download(path)), cwd]:
        if (folder / NAME).is_file():
            return read(folder / NAME)
    return Settings()


def read(path: Path) -> Settings:
    """The settings in `path`. Raises UsageError with what is wrong, a line for each."""
    try:
        text = path.read_text("utf-8")
    except (OSError, ValueError) as error:
        raise UsageError(f"{path}: {error}") from None
    return parse(text, path)


def parse(text: str, path: Path | None = None) -> Settings:
    """The settings in `text`, which stands in `path`."""
    name, text = str(path or NAME), text.removeprefix("\ufeff")
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{name}: {error}") from None
    try:
        file = _File.model_validate(data)
    except ValidationError as error:
        raise UsageError(_lines(name, text, [_said(data, one) for one in error.errors(include_url=False)])) from None
    odd = [(place, "has no time zone: add timezone = 'Europe/Vienna' at the top") for place in file.without_zone()[:1]]
    if odd := [*odd, *file.clashes()]:
        raise UsageError(_lines(name, text, [(place, _dotted(place), says) for place, says in odd]))
    limits, caps = (_filled(kind, file.limits) for kind in (Limits, Caps))
    rules = Rules.model_construct(**{key: getattr(file, key) for key in Rules.model_fields})
    return Settings(tuple(file.units), file.seed, limits, caps, path, rules, text)


def _filled(kind: Any, limits: Any) -> Any:
    return kind(**{entry.name: getattr(limits, entry.name) for entry in dataclasses.fields(kind)})


# ---- what is wrong, and where


def _lines(name: str, text: str, said: Sequence[tuple[_Place, str, str]]) -> str:
    shown = [f"{_where(name, text, place)}: {key} {says}" for place, key, says in said[:_MOST_SHOWN]]
    more = [f"{name}: and {len(said) - _MOST_SHOWN} more"] if len(said) > _MOST_SHOWN else []
    return "\n".join([*shown, *more])


def _where(name: str, text: str, place: Sequence[str | int]) -> str:
    line = line_of(text, place)
    return name if line is None else f"{name}, line {line}"


def _said(data: Any, error: ErrorDetails) -> tuple[_Place, str, str]:
    """The place of an error, its name for a person, and what is wrong with it."""
    place = _as_written(data, error["loc"])
    key, kind = _dotted(place), error["type"]
    if kind == "extra_forbidden":
        prefix = key.removesuffix(str(place[-1]))
        names = _known(error["loc"][:-1])
        near = difflib.get_close_matches(str(place[-1]), names, 1)
        hint = f"did you mean {prefix}{near[0]}?" if near else f"known are {', '.join(prefix + one for one in names)}"
        return place, key, f"is no setting; {hint}"
    if kind == "missing":
        return place, _dotted(place[:-1]), f"needs a line {place[-1]} = ..."
    if kind in ("moment", "zone", "points", "empty"):
        return place, key, error["msg"]
    return place, key, _description(error["loc"]) or error["msg"]


def _as_written(data: Any, loc: Sequence[str | int]) -> _Place:
    """The place as the file has it: a name with dots in it may stand there as tables in tables."""
    place: list[str | int] = []
    for key in loc:
        parts = [key] if isinstance(key, int) or not isinstance(data, dict) or key in data else str(key).split(".")
        for part in parts:
            place.append(part)
            try:
                data = data[part]
            except (KeyError, IndexError, TypeError):
                data = None
    return tuple(place)


def _dotted(place: Sequence[str | int]) -> str:
    text = ""
    for key in place:
        text += f" {key + 1}" if isinstance(key, int) else f".{key}" if text else key
    return text


def _model(loc: Sequence[str | int]) -> tuple[type[BaseModel] | None, Any]:
    """The model that the last key of `loc` is a field of, and that field; None where it is in no model."""
    model: type[BaseModel] | None = _File
    entry: Any = None
    for key in loc:
        if isinstance(key, int):
            continue
        if model is None or key not in model.model_fields:
            return None, entry
        entry = model.model_fields[key]
        model = next((kind for kind in _kinds(entry.annotation) if issubclass(kind, BaseModel)), None)
    return model, entry


def _kinds(annotation: Any) -> list[type]:
    if isinstance(annotation, type):
        return [annotation]
    return [kind for inner in get_args(annotation) for kind in _kinds(inner)]


def _known(loc: Sequence[str | int]) -> list[str]:
    model, _ = _model(loc)
    return [] if model is None else list(model.model_fields)


def _description(loc: Sequence[str | int]) -> str:
    _, entry = _model(loc)
    return "" if entry is None else entry.description or ""
