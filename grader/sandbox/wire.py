"""What crosses the trust boundary: values as bytes, and never more than values.

A frame is ``<header length, body length>`` (two little-endian uint32), a msgpack header, and the raw bytes of all
arrays. No pickle, no eval. Frames are bounded before anything is allocated; dtypes come from a whitelist; shape x
itemsize must equal the bytes there. What is not plain data is sent as `Opaque`, its type's name and nothing else: an
object is never believed because of what it says. Subclasses of str, float, int are opaque too; a subclass of tuple,
list, dict, ndarray, Tensor or DataFrame arrives as the base class. Decoded arrays are fresh, writable copies.

A call costs as much here as in the learner's function, so the common values take short ways: exact types first, one
packer for all, fixed layouts for arrays.

This file stands alone (standard library, msgpack, NumPy; torch and pandas only where already imported), because
workers load it without the rest of the package.
"""

from __future__ import annotations

import math
import struct
import sys
from collections.abc import Callable
from typing import Any

import msgpack
import numpy as np

from .values import Handle, Opaque, Rng, WireError, restore, state_of

__all__ = ["Handle", "Opaque", "Rng", "WireError", "decode", "encode", "frame_size", "restore", "state_of"]

MAX_HEADER = 1 << 20
MAX_BODY = 64 << 20
MAX_DEPTH = 16
MAX_NODES = 200_000
MAX_TEXT = 10_000
MAX_COLUMNS = 1000  # and one for each data frame
MAX_AXES = 32
PREFIX = struct.Struct("<II")

_NAMES = (  # no objects
    "bool int8 int16 int32 int64 uint8 uint16 uint32 uint64 float16 float32 float64 complex64 complex128".split()
)
_DTYPES = [np.dtype(name) for name in _NAMES]
_NUMBERS = {dtype: number for number, dtype in enumerate(_DTYPES)}  # of a dtype as it is sent
_BFLOAT16 = len(_NAMES)  # of tensors alone: sent as float32
_GRADS = ("none", "leaf", "graph")
_ARRAY, _TUPLE, _SCALAR, _TENSOR, _FRAME, _OPAQUE, _RNG, _HANDLE, _BIGINT, _COMPLEX = range(1, 11)
_AXES = [struct.Struct(f"<BBI{axes}I") for axes in range(MAX_AXES + 1)]  # dtype, gradient word, offset, shape
_NO_AXES = _AXES[0].size
_AS_IS = frozenset({type(None), bool, float})
_KEYS = frozenset({str, int})
_pack = msgpack.Packer(use_bin_type=True, unicode_errors="replace").pack


def encode(value: Any, opaque: Callable[[Any], Any] | None = None) -> bytes:
    """One frame of `value`. `opaque` may turn an object that is no data into an `Opaque` or a `Handle` of its choice.

    Raises WireError where the value is too large, too deep or refers to itself.
    """
    coder = _Encoder(opaque)
    header = _pack(coder.plain(value, 0))
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


def _ext(code: int, payload: bytes) -> msgpack.ExtType:
    return tuple.__new__(msgpack.ExtType, (code, payload))  # its own __new__ checks both, at thrice the price


class _Encoder:
    def __init__(self, opaque: Callable[[Any], Any] | None) -> None:
        self.opaque = opaque
        self.buffers: list[bytes] = []
        self.size = 0
        self.nodes = 0
        self.columns = 0  # of all data frames

    def plain(self, value: Any, depth: int) -> Any:  # noqa: C901  one line per sort of value
        """`value` in msgpack's own types. Exact types alone: a subclass could say anything of itself."""
        kind = type(value)
        self.nodes += 1
        if depth > MAX_DEPTH or self.nodes > MAX_NODES:
            raise WireError("the answer is nested too deep or has too many parts")
        if kind in _AS_IS:
            return value
        if kind is np.ndarray:
            return self.array(value)
        if kind is str or kind is bytes:
            return value[:MAX_TEXT]
        if kind is int:
            if -(1 << 63) <= value < 1 << 63:
                return value
            return _ext(_BIGINT, _pack(f"{value:x}")) if value.bit_length() <= 1016 else self.other(value)
        if kind is dict:
            return self.map(value, depth)
        if kind is list:
            return self.items(value, depth)
        if kind is tuple:
            return _ext(_TUPLE, _pack(self.items(value, depth)))
        if kind is complex:
            return _ext(_COMPLEX, _pack([value.real, value.imag]))
        if issubclass(kind, np.generic):
            return self.scalar(value)
        if issubclass(kind, np.ndarray):
            return self.array(np.ndarray.view(value, np.ndarray))
        if issubclass(kind, dict):
            return self.map(value, depth)
        if issubclass(kind, tuple | list):  # a named tuple is a tuple: its items, as the base class gives them
            base: Any = tuple if issubclass(kind, tuple) else list
            return self.plain(base(base.__iter__(value)), depth)
        if kind is Rng:
            return _ext(_RNG, _pack([value.kind, value.seed, self.plain(value.state, depth + 1)]))
        if kind is Handle:
            return _ext(_HANDLE, _pack([value.number, value.type_name]))
        if kind is Opaque:
            return _ext(_OPAQUE, _pack(value.type_name[:200]))
        return self.library(value, depth)

    def items(self, value: Any, depth: int) -> Any:
        """The parts of a list or a tuple."""
        if len(value) > 2 and set(map(type, value)) <= _AS_IS:  # a loss history
            self.nodes += len(value)
            if self.nodes > MAX_NODES:
                raise WireError("the answer has too many parts")
            return value if type(value) is list else list(value)
        return [self.plain(item, depth + 1) for item in value]

    def map(self, value: Any, depth: int) -> Any:
        items = list(dict.items(value))
        if not _are_keys([key for key, _ in items]):
            return self.other(value)
        return {
            key[:MAX_TEXT] if type(key) is str else self.plain(key, depth): self.plain(item, depth + 1)
            for key, item in items
        }

    def library(self, value: Any, depth: int) -> Any:
        """Tensors and data frames, known by their real type; torch and pandas are not imported for it."""
        torch, pandas = sys.modules.get("torch"), sys.modules.get("pandas")
        if torch is not None and issubclass(type(value), torch.Tensor):
            return self.tensor(torch, value)
        if pandas is not None and issubclass(type(value), pandas.DataFrame):
            value = pandas.DataFrame(value)  # of a subclass, what it is underneath
            self.columns += 1 + value.shape[1]
            if self.columns > MAX_COLUMNS:
                raise WireError("the data frames have too many parts")
            columns = [self.array(np.asarray(value.iloc[:, i])) for i in range(value.shape[1])]
            names = [
                self.plain(name, depth + 1) if type(name) in (str, int) else repr(type(name)) for name in value.columns
            ]
            self.nodes += value.shape[0] * sum(column.code == _OPAQUE for column in columns)
            if self.nodes > MAX_NODES:
                raise WireError("the data frames have too many parts")
            return _ext(_FRAME, _pack([names, int(value.shape[0]), columns]))
        return self.other(value)

    def other(self, value: Any) -> Any:
        made = self.opaque(value) if self.opaque else Opaque(type(value).__name__)
        return self.plain(made, 0) if type(made) in (Opaque, Handle) else _ext(_OPAQUE, _pack("object"))

    def array(self, array: Any) -> msgpack.ExtType:
        """An array whose type is exactly ndarray."""
        number = _NUMBERS.get(array.dtype)
        if number is None:  # another byte order or precision, or no numbers at all
            array = _in_whitelist(array)
            if array.dtype not in _NUMBERS:
                return _ext(_OPAQUE, _pack(f"array of dtype {array.dtype.name[:40]}"))
            number = _NUMBERS[array.dtype]
        return _ext(_ARRAY, self.raw(array, number, 0))

    def scalar(self, value: Any) -> msgpack.ExtType:
        array = _in_whitelist(np.asarray(value))
        if array.dtype not in _NUMBERS or array.shape:
            return _ext(_OPAQUE, _pack(type(value).__name__))
        return _ext(_SCALAR, bytes([_NUMBERS[array.dtype]]) + array.tobytes())

    def tensor(self, torch: Any, value: Any) -> msgpack.ExtType:
        plain = torch.Tensor.detach(value)
        if type(plain) is not torch.Tensor:
            plain = plain.as_subclass(torch.Tensor)
        name = str(plain.dtype).removeprefix("torch.")
        if plain.layout is not torch.strided or plain.device.type != "cpu" or name not in (*_NAMES, "bfloat16"):
            return _ext(_OPAQUE, _pack(f"tensor of dtype {name}"))
        number = _NAMES.index(name) if name != "bfloat16" else _BFLOAT16
        if number == _BFLOAT16:
            plain = plain.float()
        return _ext(_TENSOR, self.raw(plain.resolve_conj().resolve_neg().numpy(), number, _grad_number(torch, value)))

    def raw(self, array: Any, number: int, grad: int) -> bytes:
        """Keep the array's bytes; give the layout of the array."""
        offset, axes = self.size, array.ndim
        self.size += array.nbytes
        if self.size > MAX_BODY or axes > MAX_AXES or max(array.shape, default=0) > MAX_BODY:
            raise WireError("the answer is too large to be sent")
        self.buffers.append(array.tobytes())
        layout: bytes = _AXES[axes].pack(number, grad, offset, *array.shape)
        return layout


class _Decoder:
    def __init__(self, body: memoryview, handle: Callable[[Handle], Any] | None, rng: bool) -> None:
        self.body = body
        self.handle = handle
        self.rng = rng
        self.depth = 0
        self.taken = 0  # bytes of the body that arrays were made of
        self.columns = self.unsent = 0  # of all data frames: each column and each value costs far more than its bytes

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
        if code == _ARRAY and payload[0] != _BFLOAT16:
            return self.raw(payload)[0]
        if code == _TENSOR:
            return self.tensor(payload)
        if code == _SCALAR:
            dtype = _DTYPES[payload[0]]
            if len(payload) != 1 + dtype.itemsize:
                raise WireError("bad number")
            return (
                np.frombuffer(payload, np.uint8, 1, 1)[0] != 0
                if payload[0] == 0
                else np.frombuffer(payload, dtype, 1, 1)[0]
            )
        value = self.unpack(payload)
        if code == _TUPLE and type(value) is list:
            return tuple(value)
        if code == _FRAME:
            return self.data_frame(*value)
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

    def raw(self, layout: bytes) -> tuple[Any, int, int]:
        """A fresh array out of the body, and its dtype's and gradient's numbers; every number is checked before it is
        used.
        """
        axes, rest = divmod(len(layout) - _NO_AXES, 4)
        if rest or not 0 <= axes <= MAX_AXES:
            raise WireError("bad array header")
        number, grad, offset, *shape = _AXES[axes].unpack(layout)
        dtype = _DTYPES[number if number != _BFLOAT16 else _NAMES.index("float32")]
        count = math.prod(shape)
        size = count * dtype.itemsize
        self.taken += size  # many arrays of the same bytes
        if offset + size > len(self.body) or self.taken > len(self.body) or max(shape, default=0) > MAX_BODY:
            raise WireError("array outside of its frame")
        if number == 0:  # a byte of 2 to 255 would be a bool that is neither True nor False
            return (np.frombuffer(self.body, np.uint8, count, offset) != 0).reshape(shape), number, grad
        made = np.frombuffer(self.body, dtype, count, offset).copy()
        return made if axes == 1 else made.reshape(shape), number, grad

    def tensor(self, layout: bytes) -> Any:
        torch: Any = sys.modules.get("torch")
        if torch is None:
            import torch
        array, number, grad = self.raw(layout)
        word = _GRADS[grad]
        made = torch.from_numpy(array)
        if number == _BFLOAT16:
            made = made.to(torch.bfloat16)
        if word == "none" or not made.is_floating_point():
            return made
        made.requires_grad_()
        return made if word == "leaf" else made.clone()  # a clone has a graph, as the original had

    def data_frame(self, names: Any, rows: Any, columns: Any) -> Any:
        import pandas as pd

        if type(rows) is not int or not 0 <= rows <= MAX_BODY:
            raise WireError("bad data frame")
        if type(names) is not list or type(columns) is not list or len(names) != len(columns):
            raise WireError("bad data frame")
        if not all(type(name) in (str, int) for name in names):
            raise WireError("bad data frame")
        if any(type(column) not in (np.ndarray, Opaque) for column in columns):
            raise WireError("bad data frame")
        if any(type(column) is np.ndarray and column.shape != (rows,) for column in columns):
            raise WireError("bad data frame")
        self.columns += 1 + len(columns)
        self.unsent += rows * sum(type(column) is Opaque for column in columns)
        if self.columns > MAX_COLUMNS or self.unsent > MAX_NODES:
            raise WireError("data frames of too many parts")
        plain = [[column] * rows if type(column) is Opaque else column for column in columns]
        made = pd.DataFrame(dict(enumerate(plain)), index=range(rows))
        made.columns = pd.Index(names)
        return made


def _in_whitelist(array: Any) -> Any:
    """The array in this machine's byte order, and in float64 where it has more; unchanged where that is no help."""
    if array.dtype == np.longdouble:
        return array.astype(np.float64)
    name = array.dtype.name
    return array.astype(name, copy=False) if name in _NAMES else array


def _grad_number(torch: Any, value: Any) -> int:
    """Does a tensor ask for gradients, as a leaf or as the result of a graph?"""
    if not torch.Tensor.requires_grad.__get__(value):
        return 0
    return 1 if torch.Tensor.is_leaf.__get__(value) else 2


def _dict(pairs: list[tuple[Any, Any]]) -> dict[Any, Any]:
    if not _are_keys([key for key, _ in pairs]):  # before any is hashed
        raise WireError("bad keys")
    made = dict(pairs)
    if len(made) != len(pairs):
        raise WireError("bad keys")
    return made


def _are_keys(keys: list[Any]) -> bool:
    """Texts, and ints of 64 bits: of longer ones any number can have the same hash, and a dict of those takes hours."""
    kinds = set(map(type, keys))
    return kinds <= _KEYS and not (int in kinds and any(type(key) is int and key.bit_length() > 63 for key in keys))
