"""What a learner's file may use to show something, and nobody looks at here: stand-ins that do nothing.

A file says `from tqdm import tqdm` for a bar that creeps forward, `from IPython.display import HTML` for the animation
at its end; a notebook that was saved as a script calls `get_ipython()`. None of it has a part in any answer, so a right
answer must not fall with it. A bar passes on what it is given; all else takes anything and gives itself.

    grader.notebook            check() and the rest: grades are reached elsewhere
    tqdm, tqdm.auto, ...       tqdm(rows), trange(n), with update(), set_postfix(), write(), close()
    IPython, IPython.display   display(), HTML(), clear_output(), get_ipython()
    google.colab               drive.mount()
    matplotlib_inline          how sharp plots are in a notebook
    pytest                     marks and fixtures of tests that stand beside the answers

Stands alone.
"""

from __future__ import annotations

import types
from collections.abc import Iterable, Iterator
from typing import Any

NAMES = frozenset({"grader", "tqdm", "IPython", "google", "matplotlib_inline", "pytest"})


def anything(name: str) -> Nothing:
    """What stands for an attribute, unless Python itself is looking for it."""
    if name.startswith("__"):
        raise AttributeError(name)
    return Nothing()


class Nothing:
    """Takes whatever is done with it."""

    def __call__(self, *_args: Any, **_kwargs: Any) -> Nothing:
        return self

    def __getattr__(self, name: str) -> Nothing:
        return anything(name)

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __enter__(self) -> Nothing:
        return self

    def __exit__(self, *_error: object) -> None:
        pass


class _Kind(type):
    """``tqdm.write(...)`` is called of the class."""

    def __getattr__(cls, name: str) -> Nothing:
        return anything(name)


class Bar(Nothing, metaclass=_Kind):
    """What ``tqdm(rows)`` gives: the rows."""

    def __init__(self, iterable: Iterable[Any] | None = None, *_args: Any, **settings: Any) -> None:
        self.iterable = iterable
        length = getattr(iterable, "__len__", None)
        self.total = settings.get("total", length() if length else None)
        self.n = 0

    def __iter__(self) -> Iterator[Any]:
        return iter(self.iterable or ())

    def __len__(self) -> int:
        return int(self.total or 0)

    def __bool__(self) -> bool:
        return True


def bar_of_range(*args: int, **settings: Any) -> Bar:
    """``trange(n)``"""
    return Bar(range(*args), **settings)


def enumerated(iterable: Iterable[Any], start: int = 0, *_args: Any, **_settings: Any) -> Iterator[tuple[int, Any]]:
    """``tenumerate(rows)``"""
    return enumerate(iterable, start)


class _Equal(Nothing):
    def __eq__(self, _other: object) -> bool:
        return True

    __hash__ = Nothing.__hash__


def approx(*_args: Any, **_settings: Any) -> _Equal:
    """``value == pytest.approx(...)``: whether it is, the checks say."""
    return _Equal()


def get_ipython() -> Nothing:
    """What a notebook that was saved as a script calls for its magics."""
    return Nothing()


class _Module(types.ModuleType):
    """A module in which every name is found, and every module below it."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.__path__: list[str] = []

    def __getattr__(self, name: str) -> Nothing:
        return anything(name)


_KNOWN: dict[str, dict[str, Any]] = {
    "tqdm": {
        "tqdm": Bar,
        "trange": bar_of_range,
        "tqdm_notebook": Bar,
        "tnrange": bar_of_range,
        "tenumerate": enumerated,
        "tzip": zip,
        "tmap": map,
    },
    "pytest": {"approx": approx},
    "IPython": {"get_ipython": get_ipython},
}
_BELOW = {
    "grader": ("notebook",),
    "tqdm": ("auto", "notebook", "autonotebook", "std", "contrib"),
    "IPython": ("display",),
}


def module(name: str, fromlist: Any = ()) -> types.ModuleType:
    """What ``import name`` gives, as ``__import__`` does: the package, or the module itself where names are taken from
    it. Raises ModuleNotFoundError where it is no stand-in.
    """
    top, *below = name.split(".")
    if top == "google" and below[:1] != ["colab"] and tuple(fromlist or ()) != ("colab",):
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)
    made = package = _made(top, top)
    for part in _BELOW.get(top, ()):
        setattr(package, part, _made(f"{top}.{part}", top))
    for depth, part in enumerate(below, 1):
        found = vars(made).get(part) or _made(".".join((top, *below[:depth])), top)
        setattr(made, part, found)
        made = found
    return made if fromlist else package


def _made(name: str, top: str) -> types.ModuleType:
    made = _Module(name)
    vars(made).update(_KNOWN.get(top, {}))
    return made
