"""Runs a learner's code and answers with values: all of ours that a worker holds beside objects, wire and limits.

A `Session` is one submission's unit, loaded once and called often. The same class serves both places: in a worker
process behind a socket (zygote.py) and inside `pytest` and `grader check` (local.py), so that both see the same
values, the same tracebacks and the same rule for imports.

Requests and replies are plain dicts (see `Session.answer`). What a reply says beside the value (arguments changed,
global random state touched) is the worker's own word: evidence, not proof.

Stands alone: standard library, NumPy, and torch where it is imported already.
"""

from __future__ import annotations

import builtins
import functools
import linecache
import re
import sys
import types
import warnings
from collections import Counter
from collections.abc import Callable
from typing import Any

import numpy as np

from . import figures, inert, objects, scratch, tracing
from .dice import global_state, reseed
from .restore import Settings, modes
from .wire import Handle, Opaque, WireError, decode, encode, state_of

MAX_ERROR_TEXT = 500
MAX_FRAMES = 8
MOST_FILLS = 2  # each takes up to a second, and there are hundreds of calls
_LEFT_OUT: dict[str, Any] = {
    "target": None,
    "name": "",
    "args": [],
    "kwargs": {},
    "keep": False,
    "watch": False,
    "number": 0,
    "states": False,
}
_OF_SITE = {"exit": sys.exit, "quit": sys.exit, "help": inert.Nothing()}  # where Python was started without site.py
_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,}\b")


class Gone:
    """Stands for a kept object that is not here: the call that should have made it failed."""


class Session:
    """One unit of one submission, living in this process.

    `name` is the file's name as tracebacks show it (a real path in-process, so that a debugger finds the lines).
    `passthrough` are exceptions that must not be taken for the learner's own, such as an interrupt.
    """

    def __init__(
        self, unit: str, name: str, allowed: frozenset[str], passthrough: tuple[type[BaseException], ...] = ()
    ) -> None:
        self.unit = unit
        self.name = name
        self.allowed = allowed
        self.passthrough = passthrough
        self.module = types.ModuleType(unit)
        self.lines: list[str] = []
        self.objects: dict[int, Any] = {}
        self.filled: Counter[str] = Counter()  # how often each function ran out of memory
        self.trace: tracing.Log = []
        self.untrace: Callable[[], None] = self.trace.clear
        self.at_first: Settings | None = None  # of the process, before the file was loaded, and after
        self.settings: Settings | None = None
        self.has_modes = True
        self.error: BaseException | None = None  # the last exception of the learner's, for a debugger

    # ---- loading

    def begin(self, request: dict[str, Any]) -> dict[str, Any]:
        """Load what a request brings: all the cells' bytes in one uint8 array, and their sizes."""
        source, cells, at = request["source"].tobytes(), [], 0
        for size in request["cells"].tolist():
            cells.append(source[at : at + size])
            at += size
        return self.load(cells, request["notebook"])

    def load(self, cells: list[bytes], notebook: bool = False) -> dict[str, Any]:
        """Run the source: one cell for a file, several for a notebook, where a failing cell is only a note.

        The reply has ``problem`` (None, or an error as `failure` gives it) and ``notes``.
        A second time, it begins anew.
        """
        self.module, self.lines = types.ModuleType(self.unit), []
        self.filled.clear()
        scratch.forget()
        namespace = self.module.__dict__
        namespace["__builtins__"] = {**_OF_SITE, **vars(builtins), "__import__": self.guarded_import}
        namespace["__builtins__"]["get_ipython"] = inert.get_ipython  # in a notebook that was saved as a script
        if notebook:
            namespace["__builtins__"]["display"] = inert.Nothing()
        namespace["__file__"] = self.name
        self.register()
        self.start_afresh(self.at_first)
        source = b"\n".join(cells)
        self.at_first = Settings(source)
        self.has_modes = b"torch" in source
        notes: list[str] = []
        for number, cell in enumerate(cells, 1):
            failed = self._run(cell, namespace, pad=len(self.lines) if notebook else 0)
            if failed and notebook:
                notes.append(f"cell {number}: {failed['type']}: {failed['text']}".rstrip(": "))
            elif failed:
                return {"problem": failed, "notes": notes}
        self.settings = Settings(source)
        return {"problem": None, "notes": notes}

    def register(self) -> None:
        """Be the module of this name, and its source what Python shows of it: for pickle, inspect and TorchScript."""
        sys.modules[self.unit] = self.module
        linecache.cache[self.name] = (0, None, self.lines, self.name)  # None: nothing on a disk to compare it with

    def _run(self, cell: bytes, namespace: dict[str, Any], pad: int) -> dict[str, Any] | None:
        self.lines += _lines(cell)
        try:
            code = _compiled(b"\n" * pad + cell if pad else cell, self.name)
        except self.passthrough:
            raise
        except BaseException as error:
            failed = self.failure(error)
            if isinstance(error, SyntaxError) and error.lineno:
                failed["text"] = str(error.msg)
                failed["frames"] = [[int(error.lineno), "<module>", self.line(int(error.lineno))]]
            return failed
        try:
            exec(code, namespace)
        except self.passthrough:
            raise
        except BaseException as error:
            return self.failure(error)
        return None

    def guarded_import(
        self, name: str, scope: Any = None, local: Any = None, fromlist: Any = (), level: int = 0
    ) -> Any:
        """``import`` as learners' files see it: the course's libraries and the standard library, and nothing else.

        A rule for people, not a wall: it makes a file mean the same everywhere. Walls are in limits.py.
        """
        top = name.partition(".")[0]
        if level == 0 and name == self.unit:
            return self.module
        if level == 0 and top in inert.NAMES:
            return inert.module(name, fromlist)
        if level == 0 and top not in self.allowed and top not in sys.stdlib_module_names:
            known = ", ".join(sorted(self.allowed))
            raise ModuleNotFoundError(f"{top!r} cannot be imported here; use {known} or the standard library", name=top)
        return builtins.__import__(name, scope, local, fromlist, level)

    def start_afresh(self, settings: Settings | None) -> None:
        """Forget all kept objects, and put the process into a known state."""
        self.objects.clear()
        if settings is not None:
            settings.restore()
        reseed()

    # ---- calls

    def serve(self, frame: bytes) -> bytes:
        """The frame of the reply to one request's frame."""
        try:
            request = decode(frame, self.resolve, rng=True)
            reply = self.begin(request) if request["op"] == "begin" else self.answer(request)
        except self.passthrough:
            raise
        except WireError as error:  # an object that lived in an earlier worker
            reply = {"error": "unsendable", "type": "", "text": str(error), "frames": []}
        except BaseException as error:  # even looking at the learner's exception raised one
            reply = {"error": "raised", "type": _plain_name(error), "text": "", "frames": []}
        return self.encode(reply)

    def answer(self, request: dict[str, Any]) -> dict[str, Any]:
        """The reply to one request.

        ``{"op": "call", "target": None | object, "name": str, "args": [...], "keep": bool, "watch": bool}`` calls a
        function of the module, or a method of a kept object. The reply is ``{"ok": value, "changed": {position: new
        value}, "global_rng": bool, "modes": bool}`` or an error: ``{"error": "missing" | "raised" | "unsendable",
        "type": ..., "text": ..., "frames": [[line, function, text]]}``. What is None, empty or False is left out, on
        both ways.
        ``{"op": "fresh"}`` puts the global random generators into a known state, the settings of the process into that
        which loading left, and forgets all kept objects; any other request with ``"fresh": True`` does so first. Other
        operations are those of objects.py.
        """
        operation = request["op"]
        if "fresh" in request or operation == "fresh":
            self.start_afresh(self.settings)
            if operation == "fresh":
                return {"ok": None}
        request = {**_LEFT_OUT, **request}
        if type(request["target"]) is Gone or any(type(value) is Gone for value in request["args"]):
            return {"error": "raised", "type": "LookupError", "text": "the object was never made", "frames": []}
        if operation == "call":
            return self.call(request)
        if operation in ("trace", "put_in", "traced"):
            return {"ok": self.watch_calls(request)}
        try:
            if operation in objects.OF_FUNCTIONS:
                function = getattr(self.module if request["target"] is None else request["target"], request["name"])
                value: Any = objects.OF_FUNCTIONS[operation](request, request["target"], function)
            else:
                value = objects.OPERATIONS[operation](request, request["target"])
            keeps = operation in objects.KEPT or request["keep"]
            return {"ok": self.keep(value, request["number"]) if keeps else value}
        except self.passthrough:
            raise
        except BaseException as error:
            return self.failure(error)

    def watch_calls(self, request: dict[str, Any]) -> tracing.Log | None:
        """Begin to write down what reaches some functions, or to answer for them; or end it, and give what there is."""
        if request["op"] == "traced":
            self.untrace()
            return list(self.trace)
        self.trace.clear()
        names = request["names"]
        if request["op"] == "trace":
            self.untrace = tracing.install(self.module, names, self.trace, "answers" in request)
        else:
            self.untrace = tracing.put_in(self.module, names, request["script"], self.trace, self.handle_of)
        return None

    def call(self, request: dict[str, Any]) -> dict[str, Any]:
        """Call one function or method, watching what it does to its arguments."""
        owner = self.module if request["target"] is None else request["target"]
        name, args = request["name"], request["args"]
        self.error = None
        if self.filled[name] >= MOST_FILLS:
            text = "not called again, as it filled the memory before"
            return {"error": "raised", "type": "MemoryError", "text": text, "frames": []}
        try:
            function = getattr(owner, name, self)
            if function is self or not callable(function):
                what = "is not defined" if function is self else f"is not a function but {type(function).__name__}"
                return {"error": "missing", "type": "", "text": f"{name} {what}", "frames": []}
            before = [fingerprint(arg) for arg in args]
            state = global_state() if request["watch"] else None
            mode = modes() if self.has_modes else None
            value = function(*args, **request["kwargs"])
            reply: dict[str, Any] = {"ok": self.keep(value, request["number"]) if request["keep"] else value}
            changed = {i: arg for i, arg in enumerate(args) if before[i] is not None and fingerprint(arg) != before[i]}
            if request["states"]:
                changed |= {i: made.state for i, arg in enumerate(args) if (made := state_of(arg)) is not None}
            if changed:
                reply["changed"] = changed
            if state is not None and global_state() != state:
                reply["global_rng"] = True
            if mode is not None and modes() != mode:
                reply["modes"] = True
            return reply
        except self.passthrough:
            raise
        except BaseException as error:
            self.filled[name] += isinstance(error, MemoryError)
            return self.failure(error)

    def keep(self, value: Any, number: int) -> Any:
        """`value` with every part that is no plain data replaced by a handle to it; the object stays here.

        The host chooses the first `number`, so that a call that names an object can be sent before the object is made.
        """
        if isinstance(value, tuple | list):
            parts = list.__iter__(value) if isinstance(value, list) else tuple.__iter__(value)
            return [self.keep(part, number + i) for i, part in enumerate(parts)]
        if value is None or type(value) in (bool, int, float, str, dict) or isinstance(value, np.ndarray | np.generic):
            return value
        figures.settle(value)
        self.objects[number] = value
        return Handle(number, _plain_name(value))

    def resolve(self, handle: Handle) -> Any:
        """The kept object behind a handle, or `Gone`."""
        return self.objects.get(handle.number, Gone())

    def handle_of(self, value: Any) -> Handle | None:
        """The handle of a kept object; None for any other."""
        numbers = (number for number, kept in self.objects.items() if kept is value)
        return next((Handle(number, _plain_name(value)) for number in numbers), None)

    def encode(self, reply: dict[str, Any]) -> bytes:
        """`reply` as a frame; an answer that cannot be sent becomes an error that says so."""
        try:
            return encode(reply, lambda value: Opaque(_plain_name(value)))
        except self.passthrough:
            raise
        except BaseException as error:
            text = (
                str(error) if isinstance(error, WireError) else f"the answer could not be read ({type(error).__name__})"
            )
            return encode({"error": "unsendable", "type": "", "text": text, "frames": []})

    # ---- errors

    def failure(self, error: BaseException) -> dict[str, Any]:
        """What a reply says of an exception: its type, its text, and the learner's own lines of the traceback."""
        self.error = error
        frames: list[list[Any]] = []
        trace = error.__traceback__
        while trace is not None:
            text = self.text_of(trace)
            if text is not None:
                frames.append([trace.tb_lineno, trace.tb_frame.f_code.co_qualname[:200], text])
                if len(frames) > 2 * MAX_FRAMES:  # a deep recursion: keep both ends
                    del frames[MAX_FRAMES]
            trace = trace.tb_next
        return {"error": "raised", "type": _plain_name(error), "text": _text_of(error), "frames": frames}

    def text_of(self, trace: types.TracebackType) -> str | None:
        """The line of code behind an entry of a traceback, None where it is not the learner's."""
        return self.line(trace.tb_lineno) if trace.tb_frame.f_code.co_filename == self.name else None

    def line(self, number: int) -> str:
        return self.lines[number - 1].strip()[:200] if 0 < number <= len(self.lines) else ""


@functools.lru_cache(maxsize=64)  # the reference is run again and again, with other functions put into it
def _compiled(cell: bytes, name: str) -> types.CodeType:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return compile(cell, name, "exec", dont_inherit=True)


def _lines(cell: bytes) -> list[str]:
    """The lines as Python counts them, each with its end, as `linecache` has them."""
    text = cell.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    return [line + "\n" for line in text.removesuffix("\n").split("\n")]


def _plain_name(value: Any) -> str:
    """The name of a value's class, whatever the class says of itself."""
    return str(type.__dict__["__name__"].__get__(type(value)))[:100]


def _text_of(error: BaseException) -> str:
    """An exception's own text, cut, on one line or few, with memory addresses taken out (they differ at every run)."""
    try:
        text = str(error)
    except BaseException:
        return "(an error whose text cannot be read)"
    return (
        _ADDRESS.sub("0x...", str.__str__(text)[: 2 * MAX_ERROR_TEXT])[:MAX_ERROR_TEXT]
        .encode("utf-8", "replace")
        .decode()
    )


def fingerprint(value: Any) -> Any:
    """What tells whether an argument was changed: type, shape and bytes; None for what cannot be changed in place."""
    kind = type(value)
    if isinstance(value, np.ndarray):
        return value.dtype.str, value.shape, value.tobytes()
    if kind is int or kind is float:
        return None
    torch = sys.modules.get("torch")
    if torch is not None and isinstance(value, torch.Tensor):
        return str(value.dtype), tuple(value.shape), value.detach().cpu().numpy().tobytes()
    return None
