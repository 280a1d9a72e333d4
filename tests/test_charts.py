"""Charts: declared by a course, made while a submission is graded, and never in the way of a grade."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from grader.catalog import LIBRARIES, Course
from grader.charting import Charts
from grader.charts import MOST, Curve, chart
from grader.errors import CourseError, Mismatch
from grader.exam import Exam
from grader.outputs.charts import comparison
from grader.outputs.view import student_view
from grader.results import Chart, Report, Series, UnitResult
from grader.run import UnitRun
from grader.sandbox.local import LocalPlace
from grader.sandbox.place import Limits, Source
from grader.score import Marker

TINY = Path(__file__).parent / "assets" / "tiny_course"
DECLARED = '''"""What is worth a picture."""

import numpy as np

from grader.charts import Curve, chart


@chart("mean", x="N", y="mean", points=([1, 2], [1.0, 1.5]))
def means(student):
    """The mean of 1, then of 1 and 2, and so on."""
    return Curve([student.mean(list(range(1, n + 1))) for n in range(1, 5)], [1, 2, 3, 4])


@chart("variance", x="i", y="value")
def whatever_comes(student):
    """What variance answers."""
    return Curve([student.variance(np.array([1.0, 2.0, 3.0]))])


@chart("variance", x="i", y="value")
def broken(student):
    """A chart whose author made a mistake."""
    return 1 / 0
'''
RIGHT = (TINY / "solutions" / "tiny.py").read_text()


@pytest.fixture(scope="module")
def exam(tmp_path_factory):
    """The tiny course, with charts."""
    folder = tmp_path_factory.mktemp("courses") / "charted"
    shutil.copytree(TINY, folder)
    (folder / "charts").mkdir()
    (folder / "charts" / "tiny.py").write_text(DECLARED)
    return Exam(Course.find(folder), "tiny", 7)


def graded(exam: Exam, text: str) -> tuple[UnitResult, UnitResult]:
    """A submission's result without charts and with them."""
    place = LocalPlace(LIBRARIES)
    run = UnitRun(exam, place, Source("tiny", "tiny.py", (text.encode(),)), Limits())
    try:
        plain = Marker(run).unit()
        return plain, Charts(exam).added(run, plain)
    finally:
        run.close()
        place.close()


def charts_of(result: UnitResult) -> dict[str, object]:
    return {one.name: one for exercise in result.exercises for one in exercise.charts}


def test_both_curves_are_in_the_report(exam):
    wrong = RIGHT.replace("np.sum(x) / len(x)", "np.sum(x)")
    plain, result = graded(exam, wrong)
    made = charts_of(result)
    assert made["means"].reference == Series((1.0, 2.0, 3.0, 4.0), (1.0, 1.5, 2.0, 2.5))
    assert made["means"].yours == Series((1.0, 2.0, 3.0, 4.0), (1.0, 3.0, 6.0, 10.0))
    assert made["means"].points == Series((1.0, 2.0), (1.0, 1.5))
    assert set(made) == {"means", "whatever_comes"}  # the author's own mistake is nobody's
    assert (result.score, result.max_score) == (plain.score, plain.max_score)
    report = Report("a", {}, {"name": "c"}, (result,))
    assert Report.from_dict(json.loads(report.to_json())) == report
    assert charts_of(student_view(report).units[0]) == made


@pytest.mark.parametrize(
    ("body", "missing"),
    [
        ("return 'a lot'", "the answer is no list of numbers"),
        ("return None", "the answer is no list of numbers"),
        ("return float('nan')", "there is no finite number among the values"),
        ("return 10**400", "the answer is no list of numbers"),
        ("1 / 0", "ZeroDivisionError"),
        ("return np.zeros((2, 2))", "the answer is no list of numbers"),
    ],
)
def test_what_cannot_be_drawn_is_said(exam, body, missing):
    _, result = graded(exam, RIGHT + f"\n\ndef variance(x):\n    {body}\n")
    one = charts_of(result)["whatever_comes"]
    assert one.yours is None
    assert missing in one.missing


def test_what_was_not_tried_has_no_chart(exam):
    _, result = graded(exam, (TINY / "exercises" / "tiny.py").read_text())
    assert charts_of(result) == {}
    _, result = graded(exam, "def (")
    assert charts_of(result) == {}


@pytest.mark.parametrize("value", [np.finfo(float).max, -np.finfo(float).max, 1e290, np.inf, np.nan])
def test_what_no_plot_can_hold_is_a_gap_in_the_curve(value):
    series = Curve([1.0, value, 2.0], [0, 1, 2]).series()
    assert series.y == (1.0, None, 2.0)
    json.dumps(series.y, allow_nan=False)


def test_a_picture_that_cannot_be_drawn_is_a_sentence():
    series = Series((0.0, 1.0, 2.0), (-1.7e308, -1.7e308, -1.7e308))
    assert "cannot be drawn" in comparison(Chart("mean", "A mean.", "N", "mean", series, series))


def test_a_curve_is_short():
    series = Curve(np.arange(10_000) / 3).series()
    assert len(series.y) <= MOST
    assert series.y[1] == float(f"{25 / 3:.5g}")
    assert series.x[1] == 25.0
    assert Curve([1.0, float("inf")]).series().y == (1.0, None)
    with pytest.raises(Mismatch, match="3 values where 2"):
        Curve([1, 2, 3], [0, 1]).series()
    with pytest.raises(CourseError, match="docstring"):
        chart("mean", x="a", y="b")(lambda student: Curve([1]))


@pytest.mark.parametrize("unit", ["ex2_numpy", "ex3_torch", "ex4_ridge", "ex5_design_matrix", "ex6_autograd"])
def test_the_references_fill_every_chart_of_the_course(unit):
    """Without drawing any example: the charts' data stands in them."""
    exam = object.__new__(Exam)
    exam.course, exam.unit = Course.find(), unit
    exam.loaded, exam.names = exam.course.load(unit), frozenset()
    references = Charts(exam).references
    assert [plot.name for plot, _ in references] == [plot.name for plot in exam.loaded.charts]
    assert references
    for plot, series in references:
        assert None not in series.y
        if "loss" in plot.name:
            assert series.y[-1] < 0.5 * series.y[0]
