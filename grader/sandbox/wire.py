"""What crosses the trust boundary: values as bytes, and never more than values.

A frame is ``<header length, body length>`` (two little-endian uint32), a msgpack header, and the raw bytes of all
arrays. No pickle, no eval. Frames are bounded before anything is allocated; dtypes come from a whitelist; shape x
itemsize must equal the bytes there. What is not plain data is sent as `Opaque`, its type's name and nothing else: an
object is never believed because of what it says. Subclasses of str, float, int are opaque too; a subclass of tuple,
list, dict, ndarray or Tensor arrives as the base class. Decoded arrays are fresh, writable copies.

This file stands alone (standard library, msgpack, NumPy; torch and pandas only where already imported), because
workers load it without the rest of the package.
"""

from __future__ import annotations

import math
import struct
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import msgpack
import numpy as np

MAX_HEADER = 1 << 20
MAX_BODY = 64 << 20
MAX_DEPTH = 16
MAX_NODES = 200_000
MAX_TEXT = 10_000
MAX_COLUMNS = 1000
PREFIX = struct.Struct("<II")

_NAMES = (
    "bool int8 int16 int32 int64 uint8 uint16 uint32 uint64 float16 float32 float64 complex64 complex128"  # no objects
)
_DTYPES = {name: np.dtype(name) for name in _NAMES.split()}
_ARRAY, _TUPLE, _SCALAR, _TENSOR, _FRAME, _OPAQUE, _RNG, _HANDLE, _BIGINT, _COMPLEX = range(1, 11)


class WireError(Exception):
    """A value cannot be sent, or a frame cannot be taken."""


@dataclass(frozen=True)
class Opaque:
    """Something that is not data. `type_name` is all that is known of it."""

    type_name: str

    def __repr__(self) -> str:
        return f"<{self.type_name} object>"


@dataclass(frozen=True)
class Rng:
    """A random generator to be made where the student's code runs: ``Generator``, ``RandomState`` or ``torch`` of
    `seed`.

    `state` puts it into a state that another one was in (see `state_of`).
    """

    kind: str
    seed: int
    state: Any = None

    def make(self) -> Any:
        """A fresh generator, in its first state or in `state`."""
        made: Any
        if self.kind == "Generator":
            made = np.random.Generator(np.random.PCG64(self.seed))
        elif self.kind == "RandomState":
            made = np.random.RandomState(self.seed)
        elif self.kind == "torch":
            made = sys.modules["torch"].Generator().manual_seed(self.seed)
        else:
            raise WireError(f"no random generator is called {self.kind!r}")
        if self.state is not None:
            restore(made, self.state)
        return made

    def __repr__(self) -> str:
        made = {"Generator": "np.random.default_rng", "RandomState": "np.random.RandomState"}
        return f"{made.get(self.kind, 'torch.Generator().manual_seed')}({self.seed})"


def state_of(value: Any) -> Rng | None:
    """A random generator of the kinds that `Rng` makes, as an Rng in its present state; None for anything else."""
    if type(value) is np.random.Generator and type(value.bit_generator) is np.random.PCG64:
        return Rng("Generator", 0, value.bit_generator.state)
    if type(value) is np.random.RandomState:
        return Rng("RandomState", 0, value.get_state(legacy=False))
    torch = sys.modules.get("torch")
    if torch is not None and type(value) is torch.Generator:
        return Rng("torch", 0, value.get_state())
    return None


def restore(generator: Any, state: Any) -> None:
    """Put a random generator into the state that `state_of` read."""
    if type(generator) is np.random.Generator:
        generator.bit_generator.state = state
    else:
        generator.set_state(state)


@dataclass(frozen=True)
class Handle:
    """An object that stays in the worker; `number` names it there."""

    number: int
    type_name: str = field(compare=False)


def encode(value: Any, opaque: Callable[[Any], Any] | None = None) -> bytes:
    """One frame of `value`. `opaque` may turn an object that is no data into an `Opaque` or a `Handle` of its choice.

    Raises WireError where the value is too large, too deep or refers to itself.
    """
    coder = _Encoder(opaque)
    header = coder.pack(value, 0)
    if len(header) > MAX_HEADER or coder.size > MAX_BODY:
        raise WireError("the answer is too large to be sent")
    return b"".join([PREFIX.pack(len(header), coder.size), header, *coder.buffers])


def decode(frame: bytes, handle: Callable[[Handle], Any] | None = None, rng: bool = False) -> Any:
    """The value in one whole frame. `handle` resolves handles; `rng` allows random generators (in the worker only).

    Raises WireError for a frame that is not exactly as `encode` makes it.
    """
    if len(frame) < PREFIX.size:
        raise WireError("short frame")
    header, body = PREFIX.unpack_from(frame)
    if header > MAX_HEADER or body > MAX_BODY or len(frame) != PREFIX.size + header + body:
        raise WireError("frame of a wrong size")
    view = memoryview(frame)
    coder = _Decoder(view[PREFIX.size + header :], handle, rng)
    return coder.unpack(view[PREFIX.size : PREFIX.size + header])


def frame_size(prefix: bytes) -> int:
    """The size of the whole frame that starts with `prefix` (8 bytes). Raises WireError past the bounds."""
    header, body = PREFIX.unpack(prefix)
    if header > MAX_HEADER or body > MAX_BODY:
        raise WireError("frame over the size limit")
    return int(PREFIX.size + header + body)


class _Encoder:
    def __init__(self, opaque: Callable[[Any], Any] | None) -> None:
        self.opaque = opaque
        self.buffers: list[bytes] = []
        self.size = 0
        self.nodes = 0

    def pack(self, value: Any, depth: int) -> bytes:
        return msgpack.packb(self.plain(value, depth), use_bin_type=True, unicode_errors="replace")  # type: ignore[no-any-return]

    def ext(self, code: int, value: Any) -> msgpack.ExtType:
        return msgpack.ExtType(code, msgpack.packb(value, use_bin_type=True, unicode_errors="replace"))

    def plain(self, value: Any, depth: int) -> Any:  # noqa: C901  one line per sort of value
        """`value` in msgpack's own types. Exact types alone: a subclass could say anything of itself."""
        kind = type(value)
        self.nodes += 1
        if depth > MAX_DEPTH or self.nodes > MAX_NODES:
            raise WireError("the answer is nested too deep or has too many parts")
        if value is None or kind is bool or kind is float:
            return value
        if kind is int:
            if -(1 << 63) <= value < 1 << 63:
                return value
            return self.ext(_BIGINT, f"{value:x}") if value.bit_length() <= 1016 else self.other(value)
        if kind is str:
            return value[:MAX_TEXT]
        if kind is bytes:
            return value[:MAX_TEXT]
        if kind is complex:
            return self.ext(_COMPLEX, [value.real, value.imag])
        if kind is list:
            return [self.plain(item, depth + 1) for item in value]
        if kind is tuple:
            return self.ext(_TUPLE, [self.plain(item, depth + 1) for item in value])
        if issubclass(kind, dict):
            items = list(dict.items(value))
            if not all(type(key) in (str, int) for key, _ in items):
                return self.other(value)
            return {self.plain(key, depth): self.plain(item, depth + 1) for key, item in items}
        if issubclass(kind, tuple | list):  # a named tuple is a tuple: its items, as the base class gives them
            base: Any = tuple if issubclass(kind, tuple) else list
            return self.plain(base(base.__iter__(value)), depth)
        if issubclass(kind, np.ndarray):
            return self.array(value)
        if issubclass(kind, np.generic):
            return self.scalar(value)
        if kind is Rng:
            return self.ext(_RNG, [value.kind, value.seed, self.plain(value.state, depth + 1)])
        if kind is Handle:
            return self.ext(_HANDLE, [value.number, value.type_name])
        if kind is Opaque:
            return self.ext(_OPAQUE, value.type_name[:200])
        return self.library(value, depth)

    def library(self, value: Any, depth: int) -> Any:
        """Tensors and data frames, known by their real type; torch and pandas are not imported for it."""
        torch, pandas = sys.modules.get("torch"), sys.modules.get("pandas")
        if torch is not None and issubclass(type(value), torch.Tensor):
            return self.tensor(torch, value)
        if pandas is not None and type(value) is pandas.DataFrame:
            columns = [self.array(np.asarray(value.iloc[:, i])) for i in range(value.shape[1])]
            names = [
                self.plain(name, depth + 1) if type(name) in (str, int) else repr(type(name)) for name in value.columns
            ]
            unsent = sum(column.code == _OPAQUE for column in columns)
            if len(names) > MAX_COLUMNS or unsent * value.shape[0] > MAX_NODES:
                raise WireError("the data frame has too many parts")
            return self.ext(_FRAME, [names, int(value.shape[0]), columns])
        return self.other(value)

    def other(self, value: Any) -> Any:
        made = self.opaque(value) if self.opaque else Opaque(type(value).__name__)
        return self.plain(made, 0) if type(made) in (Opaque, Handle) else self.ext(_OPAQUE, "object")

    def array(self, value: Any) -> msgpack.ExtType:
        array = np.ndarray.view(value, np.ndarray)
        if array.dtype == np.longdouble:
            array = array.astype(np.float64)
        name = array.dtype.name
        if name not in _DTYPES:
            return self.ext(_OPAQUE, f"array of dtype {name[:40]}")
        return self.ext(_ARRAY, [name, list(array.shape), self.raw(array, name)])

    def scalar(self, value: Any) -> msgpack.ExtType:
        array = np.asarray(value)
        if array.dtype == np.longdouble:
            array = array.astype(np.float64)
        if array.dtype.name not in _DTYPES or array.shape:
            return self.ext(_OPAQUE, type(value).__name__)
        return self.ext(_SCALAR, [array.dtype.name, self.raw(array, array.dtype.name)])

    def tensor(self, torch: Any, value: Any) -> msgpack.ExtType:
        plain = torch.Tensor.detach(value)
        if type(plain) is not torch.Tensor:
            plain = plain.as_subclass(torch.Tensor)
        name = str(plain.dtype).removeprefix("torch.")
        if plain.layout is not torch.strided or plain.device.type != "cpu" or name not in (*_DTYPES, "bfloat16"):
            return self.ext(_OPAQUE, f"tensor of dtype {name}")
        array = (plain.float() if name == "bfloat16" else plain).resolve_conj().resolve_neg().numpy()
        return self.ext(_TENSOR, [name, list(array.shape), self.raw(array, array.dtype.name), _grad_word(torch, value)])

    def raw(self, array: Any, name: str) -> int:
        """Keep the array's bytes; give the offset of the first."""
        offset = self.size
        self.size += array.size * _DTYPES[name].itemsize
        if self.size > MAX_BODY:
            raise WireError("the answer is too large to be sent")
        self.buffers.append(array.astype(_DTYPES[name], copy=False).tobytes())
        return offset


class _Decoder:
    def __init__(self, body: memoryview, handle: Callable[[Handle], Any] | None, rng: bool) -> None:
        self.body = body
        self.handle = handle
        self.rng = rng
        self.depth = 0
        self.taken = 0  # bytes of the body that arrays were made of

    def unpack(self, data: Any) -> Any:
        self.depth += 1
        if self.depth > 4 * MAX_DEPTH:
            raise WireError("nested too deep")
        try:
            return msgpack.unpackb(
                data,
                ext_hook=self.ext,
                object_pairs_hook=_dict,
                strict_map_key=False,
                unicode_errors="replace",
                timestamp=1,
            )
        except WireError:
            raise
        except Exception as error:  # noqa: BLE001  msgpack, struct, NumPy and torch each have their own words for bad bytes
            raise WireError(f"malformed frame: {type(error).__name__}") from None
        finally:
            self.depth -= 1

    def ext(self, code: int, payload: bytes) -> Any:  # noqa: C901  one line per extension
        value = self.unpack(payload)
        if code == _TUPLE and type(value) is list:
            return tuple(value)
        if code == _ARRAY:
            name, shape, offset = value
            return self.raw(name, shape, offset)
        if code == _SCALAR:
            name, offset = value
            return self.raw(name, [], offset)[()]
        if code == _TENSOR:
            return self.tensor(*value)
        if code == _FRAME:
            return _data_frame(*value)
        if code == _OPAQUE and type(value) is str:
            return Opaque(value[:200])
        if code == _BIGINT and type(value) is str and len(value) <= 255:  # so that any int can be made a float
            return int(value, 16)
        if code == _COMPLEX:
            real, imaginary = value
            return complex(real, imaginary)
        if code == _RNG and self.rng:
            return Rng(*value).make()
        if code == _HANDLE:
            number, type_name = value
            if type(number) is int and type(type_name) is str:
                made = Handle(number, type_name[:200])
                return self.handle(made) if self.handle else made
        raise WireError("unknown extension")

    def raw(self, name: Any, shape: Any, offset: Any) -> Any:
        """A fresh array out of the body; every number is checked before it is used."""
        dtype = _DTYPES.get(name) if type(name) is str else None
        numbers_ok = (
            type(shape) is list and len(shape) <= 32 and all(type(n) is int and 0 <= n <= MAX_BODY for n in shape)
        )
        if dtype is None or not numbers_ok or type(offset) is not int or offset < 0:
            raise WireError("bad array header")
        count = math.prod(shape)
        self.taken += count * dtype.itemsize
        if offset + count * dtype.itemsize > len(self.body) or self.taken > len(
            self.body
        ):  # many arrays of the same bytes
            raise WireError("array outside of its frame")
        if name == "bool":  # a byte of 2 to 255 would be a bool that is neither True nor False
            return (np.frombuffer(self.body, np.uint8, count, offset) != 0).reshape(shape)
        return np.frombuffer(self.body, dtype, count, offset).reshape(shape).copy()

    def tensor(self, name: Any, shape: Any, offset: Any, requires_grad: Any) -> Any:
        torch: Any = sys.modules.get("torch")
        if torch is None:
            import torch
        if name != "bfloat16" and name not in _DTYPES:
            raise WireError("bad tensor header")
        made = torch.from_numpy(self.raw("float32" if name == "bfloat16" else name, shape, offset))
        made = made.to(torch.bfloat16) if name == "bfloat16" else made
        if requires_grad not in ("leaf", "graph") or not made.is_floating_point():
            return made
        made.requires_grad_()
        return made if requires_grad == "leaf" else made.clone()  # a clone has a graph, as the original had


def _grad_word(torch: Any, value: Any) -> str:
    """Does a tensor ask for gradients, as a leaf or as the result of a graph?"""
    if not torch.Tensor.requires_grad.__get__(value):
        return "none"
    return "leaf" if torch.Tensor.is_leaf.__get__(value) else "graph"


def _dict(pairs: list[tuple[Any, Any]]) -> dict[Any, Any]:
    made = dict(pairs)
    if len(made) != len(pairs) or not all(type(key) in (str, int) for key in made):
        raise WireError("bad keys")
    return made


def _data_frame(names: Any, rows: Any, columns: Any) -> Any:
    import pandas as pd

    if type(rows) is not int or not 0 <= rows <= MAX_BODY:
        raise WireError("bad data frame")
    if type(names) is not list or type(columns) is not list or len(names) != len(columns) or len(names) > MAX_COLUMNS:
        raise WireError("bad data frame")
    if not all(type(name) in (str, int) for name in names):
        raise WireError("bad data frame")
    if any(type(column) not in (np.ndarray, Opaque) for column in columns):
        raise WireError("bad data frame")
    if rows * sum(type(column) is Opaque for column in columns) > MAX_NODES:
        raise WireError("too many values that cannot be sent")
    if any(type(column) is np.ndarray and column.shape != (rows,) for column in columns):
        raise WireError("bad data frame")
    plain = [[column] * rows if type(column) is Opaque else column for column in columns]
    made = pd.DataFrame(dict(enumerate(plain)), index=range(rows))
    made.columns = pd.Index(names)
    return made
