"""Values go through the wire unchanged; bytes that are no frame of ours are refused, whatever they are."""

from __future__ import annotations

import contextlib
import struct
import tracemalloc
from collections import namedtuple

import msgpack
import numpy as np
import pandas as pd
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader.sandbox import wire
from grader.sandbox.replies import checked
from grader.sandbox.wire import Handle, Opaque, Rng, WireError, decode, encode

DTYPES = [
    "bool",
    "int8",
    "int16",
    "int32",
    "int64",
    "uint8",
    "uint16",
    "uint32",
    "uint64",
    "float16",
    "float32",
    "float64",
    "complex64",
    "complex128",
]
arrays = st.sampled_from(DTYPES).flatmap(
    lambda name: hnp.arrays(name, hnp.array_shapes(min_dims=0, min_side=0, max_side=4))
)
leaves = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec="utf-8")) | st.binary(max_size=50)
    | st.complex_numbers() | arrays | st.builds(Handle, st.integers(0, 99), st.text("abc")) | st.builds(Opaque, st.text("abc"))
)  # fmt: skip
values = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.tuples(inner, inner)
        | st.dictionaries(st.text("abc") | st.integers(0, 9), inner, max_size=4)
    ),
    max_leaves=12,
)


def same(a, b):
    if type(a) is not type(b):
        return False
    if isinstance(a, np.ndarray | np.generic):
        return a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()
    if isinstance(a, list | tuple):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict):
        return list(a) == list(b) and all(map(same, a.values(), b.values()))
    return a == b or repr(a) == repr(b)


@given(values)
@settings(max_examples=200, deadline=None)
def test_values_arrive_as_they_were_sent(value):
    assert same(decode(encode(value)), value)


@given(values, st.data())
@settings(max_examples=200, deadline=None)
def test_a_damaged_frame_is_refused_or_a_value(value, data):
    frame = bytearray(encode(value))
    for _ in range(data.draw(st.integers(1, 4))):
        frame[data.draw(st.integers(0, len(frame) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(WireError):
        decode(bytes(frame))


@given(st.binary(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_header_is_refused_or_a_value(header):
    with contextlib.suppress(WireError):
        decode(struct.pack("<II", len(header), 0) + header)


def frame(header, body=b""):
    return struct.pack("<II", len(header), len(body)) + header + body


def ext(code, *value):
    return msgpack.ExtType(code, msgpack.packb(list(value)))


def array(number, shape, offset=0):
    return msgpack.ExtType(wire._ARRAY, struct.pack(f"<BBI{len(shape)}I", number, 0, offset, *shape))


def nested(depth, payload=b"\x90"):
    for _ in range(depth):
        payload = msgpack.packb(msgpack.ExtType(wire._TUPLE, payload))
    return payload


@pytest.mark.parametrize(
    "bad",
    [
        b"", b"123", struct.pack("<II", 2**32 - 1, 2**32 - 1), frame(b"\x90") + b"more", frame(b""), frame(b"\x90" * 2),
        frame(b"\x91" * 100_000 + b"\x90"), frame(nested(200)), frame(b"\xdd\xff\xff\xff\xff"), frame(b"\xdb\xff\xff\xff\xff"),
        frame(msgpack.packb(array(11, [1 << 30] * 2))), frame(msgpack.packb(array(11, [(1 << 32) - 1]))), frame(msgpack.packb(array(11, [0] * 33))),
        frame(msgpack.packb(array(14, [1])), b"x" * 8), frame(msgpack.packb(array(99, [1])), b"x" * 8), frame(msgpack.packb(array(11, [1], 1)), b"x" * 8),
        frame(msgpack.packb(msgpack.ExtType(wire._ARRAY, b""))), frame(msgpack.packb(msgpack.ExtType(wire._ARRAY, b"\x0b\0\0\0\0\0\1"))),
        frame(msgpack.packb(msgpack.ExtType(wire._SCALAR, b""))), frame(msgpack.packb(msgpack.ExtType(wire._SCALAR, b"\x0b1234567"))),
        frame(msgpack.packb(msgpack.ExtType(wire._TENSOR, b"\x0b\x03\0\0\0\0"))), frame(msgpack.packb(array(11, [0, (1 << 32) - 1]))),
        frame(msgpack.packb([array(5, [1000])] * 1000), b"x" * 1000),  # many arrays of the same bytes
        frame(msgpack.packb(ext(wire._RNG, "Generator", 1))), frame(msgpack.packb(ext(99, 1))), frame(msgpack.packb(ext(wire._BIGINT, 1))),
        frame(b"\x82\xa1a\x01\xa1a\x02"), frame(b"\x81\x90\x01"), frame(b"\x81\xc0\x01"), frame(b"\x81\xcb" + b"\0" * 8 + b"\x01"),
        frame(msgpack.packb(msgpack.ExtType(wire._FRAME, msgpack.packb([[], 2**63, []])))),
        frame(msgpack.packb(msgpack.ExtType(wire._FRAME, msgpack.packb([["a"], 10**9, [ext(wire._OPAQUE, "x")]])))),
        frame(msgpack.packb(msgpack.ExtType(wire._FRAME, msgpack.packb([[["a"]], 1, [array(5, [1])]]))), b"x"),
    ],
)  # fmt: skip
def test_bad_frames_are_refused_and_cost_little(bad):
    tracemalloc.start()
    try:
        with pytest.raises(WireError):
            decode(bad)
        assert tracemalloc.get_traced_memory()[1] < 20 << 20
    finally:
        tracemalloc.stop()


def test_a_header_of_empty_lists_is_bounded():
    assert len(decode(frame(b"\xdd" + struct.pack(">I", 900_000) + b"\x90" * 900_000))) == 900_000


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (object(), "object"), (len, "builtin_function_or_method"), (type("Liar", (float,), {"__eq__": lambda *a: True})(1.0), "Liar"),
        (type("S", (str,), {})("a"), "S"), (iter([]), "list_iterator"), ({1.5: 2}, "dict"),
        (type("A", (), {"__array__": lambda s: np.ones(1), "__float__": lambda s: 1.0, "__eq__": lambda *a: True, "__hash__": None})(), "A"),
    ],
)  # fmt: skip
def test_what_is_no_data_arrives_as_the_name_of_its_type(value, name):
    assert decode(encode(value)) == Opaque(name)


def test_subclasses_of_containers_arrive_as_the_base_class_whatever_they_say():
    class Liar(dict):
        __hash__ = None
        __iter__ = items = keys = lambda self: iter([("x", 9)])

    assert decode(encode(Liar(a=1))) == {"a": 1}
    pair = namedtuple("Scaler", "mean std")
    assert decode(encode(pair(1.0, 2.0))) == (1.0, 2.0)
    assert type(decode(encode(pair(1.0, 2.0)))) is tuple
    assert decode(encode(type("L", (list,), {"__iter__": lambda self: iter([7])})([1, 2]))) == [1, 2]


def test_subclasses_of_arrays_arrive_as_the_base_class():
    class Liar(np.ndarray):
        __eq__ = __array_ufunc__ = __array_function__ = lambda *args, **kwargs: True

    made = decode(encode(np.arange(3.0).view(Liar)))
    assert type(made) is np.ndarray
    assert made.tolist() == [0, 1, 2]
    assert type(decode(encode(torch.nn.Parameter(torch.ones(2))))) is torch.Tensor
    assert decode(encode(np.ones(2, object))) == Opaque("array of dtype object")
    assert decode(encode(np.array([2, 255], np.uint8).view(bool))).view(np.uint8).tolist() == [1, 1]
    assert (
        decode(encode(np.arange(12.0).reshape(3, 4).T[::2])).tolist() == np.arange(12.0).reshape(3, 4).T[::2].tolist()
    )


def test_bools_of_other_bytes_arrive_as_bools():
    """A byte that is neither 0 nor 1 would make NumPy's own comparisons disagree with one another."""
    forged = np.frombuffer(bytes([0, 1, 2, 255]), np.bool_)
    got = decode(encode(forged))
    assert got.view(np.uint8).tolist() == [0, 1, 1, 1]


def test_decoded_arrays_are_fresh_and_writable():
    array = np.zeros(3)
    made = decode(encode(array))
    made[0] = 1
    assert array[0] == 0


@pytest.mark.parametrize(
    "dtype", [torch.float32, torch.float64, torch.bfloat16, torch.float16, torch.int64, torch.bool, torch.complex64]
)
def test_tensors(dtype):
    tensor = torch.ones(2, 3).to(dtype)
    made = decode(encode(tensor))
    assert made.dtype == dtype
    assert torch.equal(made, tensor)
    assert decode(encode(torch.ones(2, requires_grad=True))).requires_grad


def test_data_frames():
    made = decode(encode(pd.DataFrame({"a": [1.0, 2.0], "b": ["x", "y"], 3: [True, False]})))
    assert list(made.columns) == ["a", "b", 3]
    assert made["a"].tolist() == [1.0, 2.0]
    assert made["b"].tolist() == [Opaque("array of dtype object")] * 2
    with pytest.raises(WireError):
        encode(pd.DataFrame({"b": ["x"] * 300_000}))
    assert decode(encode(pd.DataFrame())).shape == (0, 0)


@pytest.mark.parametrize("kind", ["Generator", "RandomState", "torch"])
def test_generators_are_made_in_the_worker_alone(kind):
    sent = encode(Rng(kind, 7))
    assert type(decode(sent, rng=True)) is type(Rng(kind, 7).make())
    with pytest.raises(WireError):
        decode(sent)


@pytest.mark.parametrize(
    "value",
    [[[]] * 300_000, np.broadcast_to(np.ones(1), (65536, 65536)), "x" * (1 << 21), 1 << 10**6],
    ids=["list", "view", "text", "int"],
)
def test_what_is_too_large_is_refused_or_cut(value):
    with contextlib.suppress(WireError):
        assert len(encode(value)) < 20_000


ERROR = {"error": "raised", "type": "ValueError", "text": "no", "frames": [[1, "f", "return 1"]]}
ANSWER = {"ok": 1, "changed": {0: 1}, "global_rng": False}


@pytest.mark.parametrize(("op", "reply"), [("begin", {"problem": None, "notes": ["cell 1: no"]}), ("begin", {"problem": ERROR, "notes": []}),
                                           ("call", ANSWER), ("call", {"ok": 1}), ("call", ERROR), ("fresh", {"ok": None}), ("get", {"ok": 3}), ("get", ERROR)])  # fmt: skip
def test_replies_of_the_documented_forms_are_taken(op, reply):
    assert checked(reply, op) is reply


@pytest.mark.parametrize(
    ("op", "reply"),
    [
        ("call", None), ("call", []), ("call", {}), ("call", {"changed": {}}), ("call", {**ANSWER, "score": 1}), ("call", {**ANSWER, **ERROR}),
        ("call", {**ANSWER, "changed": {"0": 1}}), ("call", {**ANSWER, "changed": []}), ("call", {**ANSWER, "changed": {-1: 1}}),
        ("call", {**ANSWER, "global_rng": 1}), ("call", {**ERROR, "error": "passed"}), ("call", {**ERROR, "error": np.ones(2)}),
        ("call", {**ERROR, "type": None}), ("call", {**ERROR, "text": "x" * 10_000}), ("call", {**ERROR, "frames": {}}),
        ("call", {**ERROR, "frames": [[1, 2, "x"]]}), ("call", {**ERROR, "frames": [[-1, "f", "x"]]}), ("call", {**ERROR, "frames": [[1]] * 2}),
        ("call", {**ERROR, "frames": [[1, "f", ""]] * 1000}), ("begin", ERROR), ("begin", {"problem": 1, "notes": []}),
        ("begin", {"problem": None, "notes": [1]}), ("begin", {"problem": None}), ("fresh", {"ok": None, "more": 1}), ("fresh", ANSWER),
    ],
)  # fmt: skip
def test_any_other_reply_is_a_broken_protocol(op, reply):
    with pytest.raises(WireError):
        checked(reply, op)
