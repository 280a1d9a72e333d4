"""Which files a worker may read: the interpreter, the libraries, and nothing of ours.

`allow_tree` lists a tree by as few paths as it can: the root where nothing in it is forbidden, else entry by entry,
descending only where something forbidden is further down. Landlock allows these paths and bubblewrap binds them: one
list for both. A library directory that lies inside a forbidden tree (a virtual environment in the repository) is
allowed all the same: it was asked for by name.
"""

from __future__ import annotations

import importlib.util
import os
import sys
import sysconfig
from collections.abc import Iterable, Sequence
from pathlib import Path

# Libraries that those of the course need, where they may be installed apart from them.
_NEEDED = (
    "msgpack",
    "dateutil",
    "six",
    "joblib",
    "threadpoolctl",
    "PIL",
    "contourpy",
    "kiwisolver",
    "pyparsing",
    "sympy",
    "jinja2",
)
_SYSTEM = (
    "/usr/lib",
    "/usr/lib64",
    "/lib",
    "/lib64",
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/usr/share/zoneinfo",
    "/usr/share/fonts",
)
_DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom", "/dev/random")
# What an installer leaves of this package, or of any editable one; beside the libraries also what could lead to it.
_OURS = ("grader", "grader-*", "grader.*", "__editable__*", "*.egg-link")
_LEADS = ("*.pth", "__pycache__")


def interpreter() -> str:
    """The base interpreter: a virtual environment's own is a link to it with a path of its own."""
    return os.path.realpath(getattr(sys, "_base_executable", "") or sys.executable)


def library_dirs(libraries: Iterable[str]) -> list[str]:
    """The directories that hold `libraries` and what they need, in the order of this interpreter's path."""
    stdlib = {os.path.realpath(path) for path in (sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib"))}
    found = set()
    for name in (*libraries, *_NEEDED):
        spec = importlib.util.find_spec(name)
        for place in (spec.submodule_search_locations or [spec.origin or ""]) if spec else []:
            found.add(os.path.dirname(os.path.realpath(place)))
    on_path = [os.path.realpath(path) for path in sys.path if path]
    order = {path: position for position, path in reversed(list(enumerate(on_path)))}
    return sorted(found - stdlib, key=lambda path: (order.get(path, len(order)), path))


def readable(libraries: Sequence[str], forbidden: Sequence[Path]) -> list[str]:
    """Every path that a worker may read, with what is below it."""
    prefix = os.path.realpath(sys.base_prefix)
    stdlib = [os.path.realpath(sysconfig.get_path(name)) for name in ("stdlib", "platstdlib")]
    if not any(path.startswith(prefix + os.sep) for path in stdlib):
        prefix = ""
    shared = [os.path.join(prefix, "lib")] if prefix not in ("", "/", "/usr") else []
    roots = [*_SYSTEM, interpreter(), *shared, *stdlib, *libraries]
    closed = {os.path.realpath(path) for path in forbidden}
    closed.add(os.path.realpath(Path(__file__).parents[1]))
    sites = {os.path.join(place, name) for place in stdlib for name in ("site-packages", "dist-packages")} - set(
        libraries
    )
    for place, patterns in [*((site, _OURS) for site in sites), *((library, _OURS + _LEADS) for library in libraries)]:
        found = [path for pattern in patterns for path in Path(place).glob(pattern)]
        closed.update(os.path.realpath(path) for path in found)
        closed.update(map(str, found))
    closed = {path for path in closed if os.path.lexists(path)}
    paths = [path for root in roots for path in allow_tree(root, closed)]
    return [*_outermost(paths), *(path for path in _DEVICES if os.path.exists(path))]


def allow_tree(root: str, forbidden: Iterable[str]) -> list[str]:
    """Paths that together hold all of `root` but what is in `forbidden` (real paths). None for a root that is missing.

    Only what is forbidden strictly below `root` counts.
    """
    real = os.path.realpath(root)
    inside = [path for path in forbidden if path.startswith(real.rstrip(os.sep) + os.sep)]
    if not os.path.exists(real):
        return []
    if not inside:
        return [root]
    paths = []
    with os.scandir(real) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            target = os.path.realpath(entry.path)
            if entry.path in inside or _covered(target, forbidden, real):
                continue
            if entry.is_symlink() and not target.startswith(real + os.sep):
                continue  # it leads out of the tree: what is there is allowed by its own name or not at all
            paths += allow_tree(os.path.join(root, entry.name), inside)
    return paths


def _outermost(paths: Iterable[str]) -> list[str]:
    """`paths` without those that lie below another one."""
    kept: list[str] = []
    for path in sorted(set(paths), key=lambda path: path.split(os.sep)):
        if not kept or not path.startswith(kept[-1] + os.sep):
            kept.append(path)
    return kept


def parents(paths: Iterable[str]) -> list[str]:
    """Every directory above any of `paths`, outermost first."""
    return sorted({str(parent) for path in paths for parent in Path(path).parents} - {os.sep})


def _covered(path: str, forbidden: Iterable[str], root: str) -> bool:
    """Whether `path` is forbidden, or below something forbidden that is itself below `root`."""
    return any(path == one or (path.startswith(one + os.sep) and one.startswith(root + os.sep)) for one in forbidden)
