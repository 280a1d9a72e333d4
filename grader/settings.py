"""``grader.toml``: what an instructor settles once for a class, beside the folder of submissions or where the command
runs.

units = ["ex1_data", "ex2_numpy"]
seed = 271828182845904523536

[limits]
call_s = 5.0
source_bytes = 1_000_000
"""

from __future__ import annotations

import dataclasses
import difflib
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .errors import UsageError
from .intake import Caps
from .sandbox.place import Limits

NAME = "grader.toml"


@dataclass(frozen=True)
class Settings:
    """The file's content; the defaults where there is none."""

    units: tuple[str, ...] = ()
    seed: int | None = None
    limits: Limits = field(default_factory=Limits)
    caps: Caps = field(default_factory=Caps)
    path: Path | None = None


def find(paths: Iterable[Path], cwd: Path) -> Settings:
    """The settings beside the first folder that has some beside it, or in `cwd`, or the defaults. Raises UsageError.

    A file's folder is a student's own, and nothing that a student hands in settles anything.
    """
    for folder in [*(path.resolve().parent for path in paths if path.is_dir()), cwd]:
        if (folder / NAME).is_file():
            return read(folder / NAME)
    return Settings()


def read(path: Path) -> Settings:
    """The settings in `path`. Raises UsageError with what is wrong, in one line."""
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"{path}: {error}") from None
    _known(path, data, ("units", "seed", "limits"), "")
    units, seed, limits = data.get("units", []), data.get("seed"), data.get("limits", {})
    if not isinstance(units, list) or not all(isinstance(unit, str) for unit in units):
        raise UsageError(f"{path}: units must be a list of names")
    if seed is not None and (type(seed) is not int or seed < 0):
        raise UsageError(f"{path}: seed must be a whole number, 0 or more")
    if not isinstance(limits, dict):
        raise UsageError(f"{path}: limits must be a table, [limits]")
    _known(path, limits, [entry.name for kind in (Limits, Caps) for entry in dataclasses.fields(kind)], "limits.")
    return Settings(tuple(units), seed, _filled(path, Limits, limits), _filled(path, Caps, limits), path)


def _known(path: Path, data: dict[str, Any], names: Iterable[str], prefix: str) -> None:
    names = list(names)
    for key in data:
        if key not in names:
            near = difflib.get_close_matches(key, names, 1)
            hint = (
                f"did you mean {prefix}{near[0]}?"
                if near
                else f"known are {', '.join(prefix + name for name in names)}"
            )
            raise UsageError(f"{path}: {prefix}{key} is no setting; {hint}")


def _filled(path: Path, kind: Any, data: dict[str, Any]) -> Any:
    values = {}
    for entry in dataclasses.fields(kind):
        if entry.name in data:
            value, whole = data[entry.name], isinstance(entry.default, int)
            if isinstance(value, bool) or not isinstance(value, int if whole else int | float) or not 0 < value < 1e15:
                raise UsageError(f"{path}: limits.{entry.name} must be a {'whole ' if whole else ''}number above 0")
            values[entry.name] = value if whole else float(value)
    return kind(**values)
