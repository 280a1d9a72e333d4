"""How pages are made: what stands in them, what does not, and when they are made again."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from made_up_class import CHART, CODE, COURSE, HOSTILE, LATE, report, result, students
from scipy.stats import pointbiserialr

from grader.gradebook import Gradebook
from grader.intake import Code, UnitFile, code_of
from grader.outputs import charts, folder, html
from grader.outputs.excerpt import excerpt, lines_of
from grader.outputs.insight import Insight
from grader.outputs.text import file_name
from grader.policy import Override, Rules, grade_of
from grader.results import Chart, ExerciseResult, Outcome, Report, Series, UnitResult

ONE = report("Ines", 0.3, np.random.default_rng(5))


# ---- the student's page


def test_the_page_shows_what_a_student_needs():
    page = html.feedback(ONE, {"one": Code("one.py", CODE)})
    assert "gradients(X=np.array([[1.0]]), y=1, y_hat=2)" in page
    assert "A known mistake: missing factor two." in page
    assert '<mark><span class="no">4</span>def gradients(X, y, y_hat):' in page
    assert "A docstring" not in page
    assert "error = y_hat - y" in page
    assert page.count('<svg role="img"') == 2
    assert "Yours runs from 4.8 to" in page


def test_a_hidden_check_takes_nothing_to_the_page():
    hidden = replace(
        result("out_of_sight", Outcome.FAILED, "SECRET", "hidden"), traceback=("line 9, in train: SECRET",), line=9
    )
    one = Report("Ines", {}, COURSE, (UnitResult("one", (ExerciseResult("train", (hidden,)),)),))
    page = html.feedback(one, {"one": Code("one.py", CODE)})
    assert "SECRET" not in page
    assert "<mark>" not in page
    assert "out_of_sight" in page


def test_what_counts_stands_beside_what_was_found():
    exercise = ONE.units[0].exercises[0].name
    by_hand = Override(student="Ines", target=f"one.{exercise}", points=1.5, comment="talked it over & <b>agreed</b>")
    page = html.feedback(grade_of(ONE, Rules(), [by_hand]))
    assert "talked it over &amp; &lt;b&gt;agreed&lt;/b&gt;" in page
    assert "The automatic score is" in page
    assert "The automatic score is" not in html.feedback(ONE)


def test_no_code_is_no_fault():
    page = html.feedback(ONE)
    assert "Your code" not in page
    assert "line 4" in page


@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_of_a_students_is_markup(name):
    one = report(name, 0.3, np.random.default_rng(5), said=name)
    page = html.feedback(one, {"one": Code(name, CODE)})
    for text in (page, html.index([], (name,), name, Insight([one]))):
        body = text[text.index("<body") :].partition("<script>")[0]
        assert not {"<img", "onload='", "<script", "<!--", "\u202e"} & {part for part in HOSTILE_PARTS if part in body}


HOSTILE_PARTS = ("<img", "onload='", "<script", "<!--", "\u202e")


def test_a_page_is_made_again_only_where_it_would_change(tmp_path, monkeypatch):
    book = Gradebook.in_folder(tmp_path)
    for one in students(14):
        book.put(one, "k", {"one": Code("one.py", CODE)})
    folder.write(tmp_path, book, "A course")
    made = []
    monkeypatch.setattr(html, "feedback", lambda grade, *_: made.append(grade.student) or "made")
    folder.write(tmp_path, book, "A course")
    assert made == []
    one = book.report("Lucía 0000")
    book.put(one, "k", {"one": Code("one.py", CODE + "# changed\n")})
    book.put(replace(book.report("Bjørn 0001"), notes=("changed",)), "k", {"one": Code("one.py", CODE)})
    folder.write(tmp_path, book, "A course")
    assert made == ["Bjørn 0001", "Lucía 0000"]
    assert (tmp_path / "feedback" / file_name("Lucía 0000", ".html")).read_text() == "made"
    book.close()


# ---- code


def test_the_code_around_a_line():
    text = (
        'a = 1\n\n\nclass A:\n    def f(\n        self, x="(",\n    ):\n        """Says\n\n        much.\n        """\n'
    )
    text += "        if x:\n\n            return 1\n        return 2\n\n    def g(self):\n        return 3\n\n\nb = 2\n"
    shown = [line.number for line in excerpt(text, [5])]
    assert shown == [5, 6, 7, 0, 12, 13, 14, 15]
    assert [line.number for line in excerpt(text, [14, 18])] == [5, 6, 7, 0, 12, 13, 14, 15, 0, 17, 18]
    assert [line.number for line in excerpt(text, [14, 18]) if line.marked] == [14, 18]
    assert [line.number for line in excerpt(text, [1])] == [*range(1, 8)]
    assert excerpt(text, [0, -1, 1000]) == []
    assert excerpt("", [1])[0].text == ""


def test_long_code_is_cut():
    text = "def f():\n" + "    x = 1\n" * 5000 + f"    y = '{'z' * 100_000}'\n"
    shown = excerpt(text, [5002])
    assert len(shown) < 30
    assert max(len(line.text) for line in shown) < 500
    assert len(excerpt("def f():\n" + "    x = 1\n" * 5000, [1])) < 30


def test_a_traceback_points_to_its_lines():
    check = replace(result("x", Outcome.RAISED), traceback=("line 12, in report: mean(x)", "line 9, in mean: 1 / 0"))
    assert lines_of(check) == [12, 9]
    assert lines_of(result("x", Outcome.FAILED)) == [4]


def test_code_is_read_as_it_was_written():
    def text(data: bytes, name: str = "one.py") -> str:
        return code_of(UnitFile("one", name, data)).text

    assert text(b"# coding: latin-1\r\nx = '\xe9'\r\n") == "# coding: latin-1\nx = 'é'"
    assert text(b"\xef\xbb\xbfx = 1\n") == "x = 1"
    assert text(b"x = '\xff\x00'") == "x = '\ufffd\ufffd'"
    assert text(b"# coding: punycode\n\xff") == "# coding: punycode\n\ufffd"
    cells = [{"cell_type": "code", "source": source} for source in (["a\n", "b\n"], "c")]
    book = json.dumps({"nbformat": 4, "cells": cells}).encode()
    assert text(book, "one.ipynb").split("\n") == ["a", "b", "c"]
    assert code_of(UnitFile("one", "one.ipynb", b"no notebook")) is None


# ---- charts


def test_a_chart_is_the_same_on_every_run():
    program = "from made_up_class import CHART; from grader.outputs import charts; print(charts.comparison(CHART))"
    run = [sys.executable, "-c", f"import sys; sys.path[:0] = {sys.path!r}\n{program}"]
    other = subprocess.run(run, capture_output=True, text=True, check=True).stdout
    assert charts.comparison(CHART) == other.removesuffix("\n")
    assert "date" not in other


def test_a_chart_says_what_it_shows():
    assert charts.compared(replace(CHART, yours=CHART.reference)) == "Your curve lies on the reference's."
    assert charts.compared(replace(CHART, yours=None, missing="<b>\n")) == "Only the reference's curve: <b>\\n."
    assert "to no number" in charts.compared(replace(CHART, yours=replace(LATE, y=(1.0, None))))
    drawn = charts.comparison(replace(CHART, says="<b>", x_label="<i>$x$</i>"))
    assert "<i>" not in drawn
    assert "var(--yours)" in drawn
    assert "#0101" not in drawn


def test_no_series_breaks_a_chart():
    flat = Series((0.0,), (0.0,))
    for yours in (None, flat, Series((), ()), Series((0.0, 1.0), (None, None)), Series((0.0, 1.0), (1e300, -1e300))):
        assert charts.comparison(Chart("c", "says", "x", "y", flat, yours, flat)).endswith("</svg>")
    steep = Series((0.0, 1.0, 2.0), (1.0, 1e9, None))
    assert charts.comparison(Chart("c", "says", "x", "y", steep, steep)).endswith("</svg>")
    assert charts.histogram([]).endswith("</svg>")
    assert charts.rates([("a$b$_c", 0, 0, 0)], "u").endswith("</svg>")


# ---- the class


def test_mistakes_are_counted_by_students():
    class_ = students(60)
    insight = Insight(class_)
    (first, *_) = insight.mistakes
    made = {
        (unit.unit, exercise.name): {
            one.student
            for one in class_
            for unit_ in one.units
            if unit_.unit == unit.unit
            for exercise_ in unit_.exercises
            if exercise_.name == exercise.name and any(check.mistake for check in exercise_.checks)
        }
        for unit in ONE.units
        for exercise in unit.exercises
    }
    assert len(insight.mistakes) == len(made) == 4
    assert {(one.unit, one.exercise): set(one.students) for one in insight.mistakes} == made
    assert len(first.students) == max(map(len, made.values()))


def test_a_check_that_is_luck_discriminates_badly():
    insight = Insight(students(300))
    assert {check.name for check, _ in insight.weak} == {"a_matter_of_luck"}
    (tally,) = [check for check in insight.units["one"] if check.name == "check_2"]
    expected = pointbiserialr(np.array(tally.items, dtype=bool), tally.rests).statistic
    assert tally.discrimination == pytest.approx(expected, abs=1e-3)
    assert tally.discrimination > 0.4
    assert len(tally.items) == 298  # neither the ungraded nor who did not load
    assert tally.of == 299


def test_few_students_tell_nothing_of_a_check():
    class_ = [report(f"s{index}", 0.9, np.random.default_rng(index)) for index in range(9)]
    assert all(check.discrimination is None for check in Insight(class_).units["one"])


def test_an_empty_class_has_a_page():
    page = html.index([], (), "", Insight())
    assert "0 of 0" in page
