"""Functions that live already: those of a notebook's kernel, whose cells a person ran in whatever order.

Nothing is loaded and no name is defined by us: what is asked for is looked up in the namespace, as it is at that
moment. The rest is as in local.py.
"""

from __future__ import annotations

import types
from typing import Any, cast

from .local import LocalPlace, LocalWorker
from .place import DEFAULTS, Limits, Source
from .restore import Settings
from .worker import Session
from .world import World


class LivePlace(LocalPlace):
    """Opens workers on a namespace; a fresh one finds what the last one left."""

    def __init__(
        self, namespace: dict[str, Any], allowed: frozenset[str], limits: Limits = DEFAULTS, world: World | None = None
    ) -> None:
        super().__init__(allowed, limits)
        self.namespace = namespace
        self.world = world or World.of_now()

    def open(self, source: Source) -> LocalWorker:
        worker = super().open(source)
        worker.session = LiveSession(self.namespace, worker.session)
        worker.world = self.world
        return worker


class _Namespace:
    """A module whose names are those of a namespace, at every moment: what is put into the one is in the other."""

    def __init__(self, namespace: dict[str, Any]) -> None:
        self.__dict__ = namespace

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"{name} is not defined")


class LiveSession(Session):
    """A unit whose module is a namespace."""

    def __init__(self, namespace: dict[str, Any], like: Session) -> None:
        super().__init__(like.unit, like.name, like.allowed, like.passthrough)
        self.namespace = namespace
        self.module = cast("types.ModuleType", _Namespace(namespace))

    def register(self) -> None:
        """Python knows the kernel's functions already."""

    def load(self, cells: list[bytes], notebook: bool = False) -> dict[str, Any]:  # noqa: ARG002 -- it is loaded
        self.settings = Settings(None)
        return {"problem": None, "notes": []}

    def text_of(self, trace: types.TracebackType) -> str | None:
        """The line of a cell, which IPython keeps where Python keeps the lines of files."""
        import linecache

        if trace.tb_frame.f_globals is not self.namespace:
            return None
        return linecache.getline(trace.tb_frame.f_code.co_filename, trace.tb_lineno).strip()[:200]
