"""The soak run's own judgement: what grows is found, what wavers is not; and the class that it grades is well made."""

from __future__ import annotations

import sys
import weakref
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1]))  # the benchmarks are no installed package
from benchmarks import soak
from benchmarks.generated import KINDS, write_class
from benchmarks.watching import Process, Sample, trends
from grader.checks import oracle


def samples(**slopes: float) -> list[Sample]:
    """A run of 1,000 in 100 looks, each value with so much more for each submission, and a jump at first."""
    return [
        Sample(
            float(look),
            10 * look,
            {
                name.replace("_", " "): (0 if look < 5 else 100) + slope * 10 * look + look % 3 * 0.1
                for name, slope in slopes.items()
            },
        )
        for look in range(101)
    ]


@pytest.mark.parametrize(
    ("name", "slope", "found"),
    [
        ("lane MB", 0.0, 0),
        ("lane MB", 0.001, 0),  # 10 MB in 10,000
        ("lane MB", 0.01, 1),
        ("zygote MB", 0.004, 1),
        ("host files", 0.0, 0),
        ("host files", 0.01, 1),
        ("processes", 0.01, 1),
        ("temporary files", 0.01, 1),
        ("gradebook MB", 0.01, 0),  # it holds the reports
        ("workers", 0.01, 0),  # they come and go
    ],
)
def test_what_grows_is_found(name, slope, found):
    faults = soak.faults_of(0, 1000, 1000, [], list(trends(samples(**{name.replace(" ", "_"): slope}))))
    assert len(faults) == found
    assert all(name in fault for fault in faults)


def test_what_else_is_wrong():
    left = Process(7, 1, "zygote", 1.0, 3)
    assert soak.faults_of(1, 10, 8, [left], []) == ["exit code 1", "2 not graded", "process 7 (zygote) is left"]


def test_the_figures_go_between_their_marks(tmp_path, monkeypatch):
    page = tmp_path / "page.md"
    page.write_text("# Title\n\n<!-- begin soak -->\nold\n<!-- end soak -->\nafter\n")
    monkeypatch.setattr(soak, "PAGE", page)
    soak.write("soak", "new")
    soak.write("copies", "more")
    soak.write("copies", "most")
    assert page.read_text() == (
        "# Title\n\n<!-- begin soak -->\n\nnew\n<!-- end soak -->\nafter\n\n<!-- begin copies -->\n\nmost\n"
        "<!-- end copies -->\n"
    )


def test_a_made_up_class_has_every_kind_and_no_two_alike(tmp_path):
    kinds = write_class(tmp_path / "a", 600)
    assert sum(kinds.values()) == 600
    assert all(kinds[kind] for kind in KINDS)
    files = [path for path in (tmp_path / "a").rglob("*") if path.is_file()]
    assert len(files) == 600 - kinds["nothing there"]
    assert len({path.read_bytes() for path in files}) == len(files)
    write_class(tmp_path / "b", 600)
    assert {path.name: path.read_bytes() for path in (tmp_path / "b" / "s000005").iterdir()} == {
        path.name: path.read_bytes() for path in (tmp_path / "a" / "s000005").iterdir()
    }


def test_an_oracle_does_not_remember_for_ever():
    """Inputs made while shrinking are new for every submission: a lane grew by 50 kB with each."""
    asked: list[object] = []

    @oracle
    def answer(example: object) -> int:
        asked.append(example)
        return len(asked)

    frozen = object()
    first = answer(frozen)
    assert answer(frozen) == first
    died = []
    for _ in range(3000):
        made = Made()
        died.append(weakref.ref(made))
        answer(made)
    del made
    asked.clear()
    assert sum(one() is not None for one in died) <= 1000


class Made:
    """An example."""
