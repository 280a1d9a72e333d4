"""Draw every check's examples once, the same for every submission, place, user and machine of the same versions.

Hypothesis changes its examples with what is imported (it harvests constants from local modules), with CI=1 and with
its profile. So they are drawn in a fresh process that loads the course and nothing of a learner's, with fixed
settings, each exercise's seed an HMAC of the secret seed and the exercise's id; then sorted by size, so that the first
failure is already small. They are kept on disk for the next run with the same course, seed and versions.

Checks of one exercise draw from the same seed and equally often, and each takes as many as it wants: those that ask
for the same strategies share their examples, and what one of them had answered the next need not ask (exam.py).

    collect(course, unit, seed)  ->  {check name: [arguments of one example, ...]}
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import hmac
import importlib.metadata
import json
import os
import pickle
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from .catalog import Course
from .errors import CourseError

if TYPE_CHECKING:
    from .checks import Check

Example = dict[str, Any]
_VERSIONED = ("hypothesis", "numpy", "torch", "scipy", "scikit-learn", "pandas", "matplotlib", "msgpack")


def versions() -> dict[str, str]:
    """The versions that examples and answers may depend on: Python's and the libraries'."""
    found = {"python": ".".join(map(str, sys.version_info[:3]))}
    for name in _VERSIONED:
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):
            found[name] = importlib.metadata.version(name).partition("+")[0]
    return found


def collect(course: Course, unit: str, seed: int) -> dict[str, list[Example]]:
    """The examples of every check of `unit`, drawn in a process of their own or read from the cache.

    Raises CourseError where they cannot be drawn.
    """
    loaded = course.load(unit)  # unpickling needs the course's classes
    order = {
        "root": str(course.root),
        "base": str(course.base),
        "package": course.package,
        "unit": unit,
        "seed": str(seed),
    }
    key = hashlib.sha256(json.dumps([order, course.digest, versions()], sort_keys=True).encode()).hexdigest()
    kept = _cache() / f"{key}.pickle"
    data = _read(kept)
    if data is None:
        environment = {
            name: os.environ[name] for name in ("PATH", "HOME", "SYSTEMROOT", "LANG", "TMPDIR") if name in os.environ
        }
        threads = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "PYTHONHASHSEED": "0"}
        done = subprocess.run(
            [sys.executable, "-P", "-m", "grader.examples"],  # -P: nothing is imported from `cwd`
            input=json.dumps(order).encode(),
            capture_output=True,
            env={**environment, **threads, "PYTHONPATH": str(Path(__file__).resolve().parents[1])},
            cwd=tempfile.gettempdir(),
            check=False,
        )
        if done.returncode != 0:
            lines = done.stderr.decode(errors="replace").splitlines()
            errors = (
                [line for line in lines if re.match(r"[\w.]+(Error|Exception)\b", line)] or lines[-1:] or ["no message"]
            )
            raise CourseError(f"the examples of unit {unit} cannot be drawn: {errors[-1]}")
        data = done.stdout
        _write(kept, data)
    drawn: dict[str, list[Example]] = pickle.loads(data)  # noqa: S301  our own process wrote it, of the course's own values
    if set(drawn) != {check.name for check in loaded.checks}:
        raise CourseError(f"the examples of unit {unit} do not belong to its checks")
    return drawn


def draw(checks: Sequence[Check], unit: str, seed: int) -> dict[str, list[Example]]:
    """The examples of one exercise's checks, smallest first; equal ones are the same object.

    Raises CourseError for what makes examples depend on answers.
    """
    secret = int.from_bytes(keyed(seed, f"{unit}/{checks[0].exercise}"), "big")
    most = max(check.examples for check in checks)
    interned: dict[str, Example] = {}
    drawn: dict[str, list[Example]] = {}
    for check in checks:
        explicit, generated = _drawn(check, secret, most)
        chosen = {digest(example): example for example in generated}
        chosen = {digest(example): example for example in explicit} | dict(list(chosen.items())[: check.examples])
        drawn[check.name] = sorted((interned.setdefault(*item) for item in chosen.items()), key=size)
    return drawn


def _drawn(check: Check, secret: int, most: int) -> tuple[list[Example], list[Example]]:
    """The explicit examples, and `most` generated ones, some of which may be equal; in the order of drawing."""
    from hypothesis import HealthCheck, Phase, settings
    from hypothesis import seed as seeded

    if not hasattr(check.test, "hypothesis"):
        return [{}], []
    drawn: list[Example] = []

    def keep(student: None, **arguments: Any) -> None:  # noqa: ARG001  Hypothesis passes it by name
        drawn.append(arguments)

    fixed = settings(
        settings.get_profile("default"),
        database=None,
        deadline=None,
        derandomize=False,
        max_examples=most,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    test = seeded(secret)(fixed(check.test))
    test.hypothesis.inner_test = keep
    try:
        test(None)
    finally:
        test.hypothesis.inner_test = check.body
    if any(type(value).__name__ == "DataObject" for example in drawn for value in example.values()):
        raise CourseError(f"check {check.name} draws with data(); its examples must be known before any answer")
    explicit = len(getattr(check.test, "hypothesis_explicit_examples", ()))  # they come first
    return drawn[:explicit], drawn[explicit:]


def keyed(seed: int, message: str) -> bytes:
    """What follows from the secret seed for one purpose, and tells nothing of the seed."""
    return hmac.new(str(seed).encode(), message.encode(), hashlib.sha256).digest()


def size(value: Any) -> int:
    """How much there is to read in an example: numbers count one each, small whole ones least."""
    if isinstance(value, np.ndarray):
        return 4 * value.size + int(np.count_nonzero(value)) + int(np.count_nonzero(value != np.round(value)))
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return sum(size(getattr(value, field.name)) for field in dataclasses.fields(value))
    if isinstance(value, dict):
        return sum(size(part) for part in value.values())
    if isinstance(value, list | tuple):
        return len(value) + sum(size(part) for part in value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return int(min(abs(value), 50)) if np.isfinite(value) else 50
    return 1


def digest(value: Any) -> str:
    """A digest of an example by its values: arrays by dtype, shape and bytes, dataclasses by their fields."""
    found = hashlib.sha256()

    def feed(part: Any) -> None:
        if isinstance(part, np.ndarray):
            found.update(f"a{part.dtype.str}{part.shape}".encode() + part.tobytes())
        elif dataclasses.is_dataclass(part) and not isinstance(part, type):
            found.update(b"d" + type(part).__name__.encode())
            feed([getattr(part, field.name) for field in dataclasses.fields(part)])
        elif isinstance(part, dict):
            feed(list(part.items()))
        elif isinstance(part, list | tuple):
            found.update(b"[%d" % len(part))
            for item in part:
                feed(item)
        elif type(part).__module__ == "torch":
            feed(part.detach().numpy())
        else:
            found.update(f"v{type(part).__name__}{part!r}\0".encode())

    feed(value)
    return found.hexdigest()


def _cache() -> Path:
    import platformdirs

    return Path(platformdirs.user_cache_dir("grader", appauthor=False)) / "examples"


def _read(path: Path) -> bytes | None:
    """A cached file, if it is this user's own: a pickle is code to whoever loads it."""
    try:
        if hasattr(os, "getuid") and path.stat().st_uid != os.getuid():
            return None
        return path.read_bytes()
    except OSError:
        return None


def _write(path: Path, data: bytes) -> None:
    with contextlib.suppress(OSError):  # a cache that cannot be written is no error
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(path)
        newest = sorted(path.parent.glob("*.pickle"), key=lambda entry: entry.stat().st_mtime, reverse=True)
        for old in newest[200:]:
            old.unlink(missing_ok=True)


def _without_local_constants() -> None:
    """Hypothesis's pool of constants from local modules is emptied: an editable and a plain install must draw alike."""
    from hypothesis.internal.conjecture import providers

    if hasattr(providers, "_get_local_constants"):
        empty = vars(providers)["Constants"]()
        setattr(providers, "_get_local_constants", lambda: empty)  # noqa: B010  a private name


def main() -> None:
    """Read an order on standard input, write the pickled examples to standard output."""
    out = os.dup(1)
    os.dup2(2, 1)  # whatever prints while a course is imported must not stand between the bytes
    order = json.load(sys.stdin)
    _without_local_constants()
    course = Course(Path(order["root"]), Path(order["base"]), order["package"])
    loaded = course.load(order["unit"])
    drawn: dict[str, list[Example]] = {}
    for exercise in loaded.unit.exercises:
        if checks := loaded.checks_of(exercise.name):
            drawn |= draw(checks, order["unit"], int(order["seed"]))
    with os.fdopen(out, "wb") as file:
        pickle.dump(drawn, file)


if __name__ == "__main__":
    main()
