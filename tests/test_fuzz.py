"""Whatever bytes come from a learner's process or file: a value, or the one exception that is documented.

`FUZZ_EXAMPLES=20000 pytest tests/test_fuzz.py` looks longer; `make fuzz` looks with coverage as its guide (atheris).
"""

from __future__ import annotations

import os
import random

import pytest
from fuzzing import CORPUS, EXAMPLES, TARGETS, frames, seeds
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.sandbox.wire import PREFIX

EDGES = (0x00, 0x01, 0x7F, 0x80, 0x90, 0xC1, 0xC7, 0xDD, 0xFF)  # numbers at an edge, and msgpack's own first bytes
longer = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*/*")), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_corpus(path):
    TARGETS[path.parent.name](path.read_bytes())


def test_every_frame_with_any_one_byte_at_an_edge():
    for frame in frames():
        for place in range(min(len(frame), 120)):
            for edge in EDGES:
                TARGETS["wire"](frame[:place] + bytes([edge]) + frame[place + 1 :])


def test_every_frame_cut_anywhere_or_with_more_behind_it():
    for frame in frames():
        for end in range(min(len(frame), 120)):
            TARGETS["wire"](frame[:end])
            length, body = PREFIX.unpack_from(frame)
            if end < length:  # cut in the header, with lengths that agree
                TARGETS["wire"](PREFIX.pack(end, body) + frame[PREFIX.size :][:end] + frame[PREFIX.size + length :])
        TARGETS["wire"](frame + b"\0")


@st.composite
def mutated(draw: st.DrawFn, target: str) -> bytes:
    """A valid input, or two of them joined, with pieces changed, doubled, moved and left out."""
    known = seeds(target)
    data = bytearray(draw(st.sampled_from(known)))
    for _ in range(draw(st.integers(0, 6))):
        first, last = sorted(draw(st.integers(0, len(data))) for _ in range(2))
        last = min(last, first + draw(st.sampled_from([0, 1, 4, 1 << 20])))
        piece = draw(
            st.binary(max_size=8)
            | st.sampled_from(EDGES).map(lambda edge: bytes([edge]))
            | st.integers(0, 40).map(lambda times, part=bytes(data[first:last]): part * times)
            | st.sampled_from(known)
        )
        data[first:last] = piece[: 1 << 16]
    return bytes(data)


@pytest.mark.parametrize("target", TARGETS)
def test_mutated(target):
    @longer
    @given(mutated(target))
    def run(data: bytes) -> None:
        TARGETS[target](data)

    run()


@pytest.mark.parametrize("target", TARGETS)
def test_any_bytes(target):
    @longer
    @given(st.binary(max_size=300))
    def run(data: bytes) -> None:
        TARGETS[target](data)

    run()


def test_cells_of_any_text_made_of_what_matters_there():
    parts = ["%", "%%time", "!", "?", "'", '"', "'''", '"""', "\\", "\n", "\r\n", "\r", " ", "\t", "(", ")", "[", "]"]
    parts += ["#", "x", "x = ", "x = !ls", "pass", "f'{", "}'", "if x:", "    ", "\f", "\v", "\x1c", "\u2028", "\0"]
    parts += ["é", "rb'", "x, y"]

    @longer
    @given(st.lists(st.sampled_from(parts), max_size=14).map("".join))
    def run(text: str) -> None:
        TARGETS["cell"](text.encode())

    run()


@pytest.mark.parametrize("path", [os.__file__, random.__file__, st.__file__], ids=["os", "random", "strategies"])
def test_python_stays_as_it_is(path):
    """Real files, whole and in pieces: what parses is left alone, which is what `cell` asserts."""
    with open(path, encoding="utf-8") as file:  # noqa: PTH123 - a module's own path is text
        lines = file.read().splitlines(keepends=True)
    chooser = random.Random(0)
    TARGETS["cell"]("".join(lines).encode())
    for _ in range(30):
        first = chooser.randrange(len(lines))
        TARGETS["cell"]("".join(lines[first : first + chooser.randrange(1, 40)]).encode())
