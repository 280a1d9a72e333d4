"""The gradebook locked by another process: a short lock is waited for, a long one is said, and nothing is lost."""

from __future__ import annotations

import os
import sqlite3

import pytest
from faulting import TINY, Class, Quiet, below, start, until_kept, until_over

from grader import batch
from grader.errors import GraderError
from grader.gradebook import Gradebook
from grader.results import Report


def locked(out) -> sqlite3.Connection:
    book = sqlite3.connect(out / "gradebook.db", isolation_level=None, timeout=30)
    book.execute("BEGIN EXCLUSIVE")
    return book


def test_a_short_lock_is_waited_for(tiny_class: Class, tmp_path):
    out = tmp_path / "out"
    process = start(tiny_class.folder, out)
    assert until_kept(process, out, 3)
    book = locked(out)
    assert not until_over(process, 2.0)
    book.close()
    _, errors = process.communicate(timeout=300)
    assert process.returncode == 0, errors
    tiny_class.all_is_right(out)


@pytest.mark.parametrize("kind", ["BEGIN EXCLUSIVE", "SELECT"])
def test_a_long_lock_is_said_in_a_line(tiny_class: Class, tmp_path, monkeypatch, kind):
    """By a writer, or by a reader that does not come to an end."""
    out = tmp_path / "out"
    monkeypatch.setattr(batch, "_gradebook", lambda order: Gradebook.in_folder(order.out, 0.3))
    books = []

    class Locker(Quiet):
        def advance(self, report: Report) -> None:
            super().advance(report)
            if len(self.seen) == 3:
                books.append(sqlite3.connect(out / "gradebook.db", isolation_level=None))
                if kind == "SELECT":
                    books[0].execute("BEGIN")
                    books[0].execute("SELECT * FROM submissions").fetchone()
                else:
                    books[0].execute(kind)

    order = batch.Order((tiny_class.folder,), out, course=TINY, seed=7)
    with pytest.raises(GraderError) as error:
        batch.run(order, Locker(), lambda line: None)
    books[0].close()
    assert str(error.value).endswith(
        "/gradebook.db is in use by another process; try again when that is done; the 3 graded before are kept, and the"
        " same command goes on from there"
    )
    assert not [process for process in below(os.getpid()) if "spawn_main" in process.command]
    if kind == "SELECT":
        assert batch.run(order, Quiet(), lambda line: None).already == 3
        tiny_class.all_is_right(out)
