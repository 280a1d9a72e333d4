"""The pytest plugin, by real runs of pytest on the tiny course."""

import re
import shutil
import xml.etree.ElementTree as ET

import pytest
from agreement import TINY, by_pytest, differences, plain, run

from grader.catalog import LIBRARIES, Course
from grader.exam import Exam
from grader.sandbox.local import LocalPlace
from grader.stubs import stub
from grader.verify import grade

RIGHT = (TINY / "solutions/tiny.py").read_text()
STUB = stub(RIGHT)
MEAN = "return float(np.sum(x) / len(x))"
SUM = RIGHT.replace(MEAN, "return float(np.sum(x))")  # a known mistake
RAISES = RIGHT.replace(MEAN, "count = 0\n    return float(np.sum(x)) / count if count else 1 / count")
LOOP = RIGHT.replace(MEAN, "while True:\n        pass")
BROKEN = RIGHT.replace("def variance(x):", "def variance(x:")
IDS = [
    "mean::mean_is_right",
    "mean::mean_is_pure",
    "variance::variance_is_right",
    "variance::variance_ignores_a_shift",
    "report::report_is_right",
]


@pytest.fixture
def desk(tmp_path):
    """A learner's folder; ``desk(source)`` puts their file there and gives the folder."""

    def put(source, folder="exercises", **ini):
        (tmp_path / folder).mkdir(parents=True, exist_ok=True)
        (tmp_path / folder / "tiny.py").write_bytes(source if isinstance(source, bytes) else source.encode())
        given = {"grader_course": TINY, "grader_call_seconds": 0.4, **ini}
        lines = [f"{name} = {value}" for name, value in given.items()]
        (tmp_path / "pytest.ini").write_text("\n".join(["[pytest]", *lines, ""]))
        return tmp_path

    return put


def test_right_answers_pass(desk):
    done = run(desk(RIGHT), "exercises", "-v")
    assert done.code == 0
    for name in IDS:
        assert f"exercises/tiny.py::{name} PASSED" in done.out
    assert re.search(r"mean +3/3\n", done.out)
    assert re.search(r"total +8/8\n", done.out)


def test_failure_says_what_is_wrong(desk):
    done = run(desk(SUM), "exercises")
    assert done.code == 1
    text = done.out.partition("FAILURES")[2].partition("short test summary")[0]
    said = [
        "The mean is the sum over the number of values.",
        "mean(x=np.array([1.0, 0.0]))\n    expected: 0.5\n    got:      1",
        "the answer is 1, expected 0.5. The sum is not divided by the number of values.",
        "exercises/tiny.py:6: in mean",
        "Hint: Divide by len(x).",
    ]
    places = [text.find(part) for part in said]
    assert -1 not in places
    assert places == sorted(places)
    assert "grader/" not in text
    assert "FAILED exercises/tiny.py::mean::mean_is_right - the answer is 1" in done.out
    assert "wrong: mean_is_right" in done.out
    assert "pytest exercises/tiny.py::mean\n" in done.out
    assert "4 passed" in done.out


def test_raised_shows_the_learners_lines(desk):
    done = run(desk(RAISES), "exercises", "-k", "mean_is_right")
    assert "exercises/tiny.py:10: in mean\n    return float(np.sum(x)) / count if count else 1 / count" in done.out
    assert "ZeroDivisionError: division by zero" in done.out
    assert "grader/" not in done.out


def test_stub_is_calm(desk):
    done = run(desk(STUB), "exercises")
    assert done.code == 1  # not everything passed
    assert "FAILURES" not in done.out
    assert "Error" not in done.out
    assert "exercises/tiny.py -----" in done.out
    assert "5 not attempted" in done.out
    assert re.search(r"report +0/2 +not attempted", done.out)
    assert len(done.out.splitlines()) < 25
    assert "SKIPPED (not attempted)" in run(desk(STUB), "exercises", "-v").out


def test_stub_upstream(desk):
    done = run(desk(RIGHT.replace(MEAN, "raise NotImplementedError")), "exercises", "-v")
    assert "mean_is_right SKIPPED (not attempted)" in done.out
    assert "report_is_right SKIPPED (needs mean)" in done.out
    assert re.search(r"report +0/2 +needs mean", done.out)


def test_hidden_check_gives_nothing_away(desk):
    done = run(desk(RIGHT.replace("** 2) / len(x)", "** 2)")), "exercises", "-k", "shift")
    assert "1 failed" in done.out
    assert "This check is hidden" in done.out
    assert "np.array" not in done.out
    assert "Adding a constant" not in done.out


def test_syntax_error_is_shown_once(desk):
    done = run(desk(BROKEN), "exercises")
    assert done.code == 1
    assert "1 failed, 4 skipped" in done.out
    text = done.out.partition("FAILURES")[2].partition("short test summary")[0]
    assert text.count("SyntaxError") == 1
    assert "exercises/tiny.py does not load, so nothing in it was checked." in text
    assert "exercises/tiny.py:13:\n    def variance(x:" in text
    assert "1 failed" in run(desk(BROKEN), "exercises", "-k", "report").out


def test_files_that_do_not_load(desk):
    said = {
        "import sys; sys.exit(3)": "SystemExit: 3",
        "import os; os._exit(0)": "the code ended its own process",
        "import tensorflow": "ModuleNotFoundError: 'tensorflow' cannot be imported here",
        "while True: pass": "the file did not load: no answer after 0.8 s",
        "1 / 0": "ZeroDivisionError: division by zero",
    }
    for number, line in enumerate(said):
        folder = desk(f"{RIGHT}\n\n{line}\n", f"{number}/exercises")
    done = run(folder, ".")
    assert done.code == 1
    assert "5 failed, 20 skipped" in done.out
    parts = re.split(
        r"^(\d)/exercises/tiny.py does not load, so nothing in it was checked.$", done.out, flags=re.MULTILINE
    )
    assert parts[1::2] == [str(number) for number in range(len(said))]
    for part, words in zip(parts[2::2], said.values(), strict=True):
        assert words in part


def test_endless_loop_ends(desk):
    done = run(desk(LOOP), "exercises")
    assert done.code == 1
    assert "no answer after 0.4 s" in done.out
    assert "no answer in time: mean_is_right, mean_is_pure" in done.out


def test_exit_and_greed_for_memory_inside_a_function(desk):
    desk(RIGHT.replace(MEAN, "import os\n    os._exit(0)"), "a/exercises")
    folder = desk(RIGHT.replace(MEAN, "return np.ones(10**11).mean()"), "b/exercises")
    done = run(folder, ".", "-k", "mean_is_right")
    assert "2 failed, 8 deselected" in done.out
    for name, words in (("a", "the code ended its own process"), ("b", ".*MemoryError")):
        assert re.search(rf"^FAILED {name}/exercises/tiny.py::mean::mean_is_right - {words}", done.out, re.MULTILINE)


def test_bytes_of_other_editors(desk):
    desk(b"\xef\xbb\xbf" + RIGHT.encode(), "mark/exercises")
    folder = desk(RIGHT.encode().replace(b"\n", b"\r\n"), "windows/exercises")
    done = run(folder, ".")
    assert done.code == 0
    assert "10 passed" in done.out


def test_folder_with_spaces_and_umlauts(desk):
    folder = desk(SUM, "my exercises/für Ümit/exercises")
    done = run(folder, "my exercises")
    assert "my exercises/für Ümit/exercises/tiny.py:6: in mean" in done.out
    assert "pytest 'my exercises/für Ümit/exercises/tiny.py::mean'" in done.out
    assert run(folder, "my exercises/für Ümit/exercises/tiny.py::variance").code == 0


# ---- selection


def test_k_selects_exercises_and_checks(desk):
    done = run(desk(RIGHT), "exercises", "-k", "variance")
    assert "2 passed, 3 deselected" in done.out
    assert re.search(r"variance +3/3\n", done.out)
    assert "report" not in done.out.partition("= score =")[2]
    done = run(desk(RIGHT), "exercises", "-k", "mean_is_pure")
    assert re.search(r"mean +1/1 +1 of 2 checks run", done.out)


def test_node_ids(desk):
    folder = desk(SUM)
    assert "3 passed" in run(folder, "exercises/tiny.py::variance", "exercises/tiny.py::report::report_is_right").out
    assert run(folder, "exercises/tiny.py::median").code == 4


def test_x_stops_at_the_first_failure(desk):
    done = run(desk(RIGHT.replace("len(x)", "1")), "exercises", "-x")
    assert "1 failed in" in done.out
    assert "stopping after 1 failures" in done.out


def test_last_failed(desk):
    folder = desk(SUM)
    run(folder, "exercises")
    again = run(folder, "exercises", "--lf")
    assert "1 failed, 4 deselected" in again.out
    desk(RIGHT)
    assert "1 passed, 4 deselected" in run(folder, "exercises", "--lf").out
    assert "5 passed" in run(folder, "exercises", "--ff").out


def test_collect_only_runs_nothing(desk):
    folder = desk("raise SystemExit('the file was imported')")
    done = run(folder, "exercises", "--collect-only", "-q", env={"XDG_CACHE_HOME": str(folder / "cache")})
    assert done.code == 0
    assert [line for line in done.out.splitlines() if "::" in line] == [f"exercises/tiny.py::{name}" for name in IDS]
    assert not (folder / "cache").exists()


def test_xdist_gives_the_same(desk):
    pytest.importorskip("xdist")
    folder = desk(SUM.replace('return {"mean"', 'return {"mittel"'))
    alone, split = run(folder, "exercises"), run(folder, "exercises", "-n", "2")
    assert alone.code == split.code == 1
    tail = [run.out.partition("= score =")[2].rpartition("\n=")[0] for run in (alone, split)]
    assert tail[0] == tail[1]
    for line in ("The mean is the sum over the number", "    got:      1", "Hint: Divide by len(x)."):
        assert line in split.out
    assert "mean_is_right - the answer is 1" in split.out


def test_xdist_shows_a_broken_file_once(desk):
    pytest.importorskip("xdist")
    done = run(desk(BROKEN), "exercises", "-n", "2")
    assert "1 failed, 4 skipped" in done.out
    assert "5 not attempted" in run(desk(STUB), "exercises", "-n", "2").out


def test_junitxml(desk):
    folder = desk(SUM)
    run(folder, "exercises", "--junitxml=out.xml")
    suite = ET.parse(folder / "out.xml").getroot()[0]
    assert (suite.get("tests"), suite.get("failures")) == ("5", "1")
    properties = {entry.get("name"): entry.get("value") for entry in suite.find("properties")}
    assert properties == {"score:exercises/tiny.py": "6", "max_score:exercises/tiny.py": "8"}
    failed = suite.find("testcase/failure/..")
    assert (failed.get("classname"), failed.get("name")) == ("exercises.tiny.mean", "mean_is_right")
    assert failed.find("failure").get("message").startswith("the answer is 1, expected 0.5")
    assert suite.find("testcase/properties") is None


# ---- debugger, output


def test_pdb_lands_where_it_raised(desk):
    done = run(
        desk(RAISES), "exercises", "--pdb", "-k", "mean_is_right", given="p 'count is', count\np len(x)\nup\nq\n"
    )
    assert "> " + str(desk(RAISES) / "exercises/tiny.py") + "(10)mean()" in done.out
    assert "('count is', 0)" in done.out
    assert "Oldest frame" in done.out


def test_pdb_lands_in_the_function_that_answered_wrong(desk):
    wrong = RIGHT.replace(MEAN, "total = float(np.sum(x))\n    return total")
    done = run(desk(wrong), "exercises", "--pdb", "-k", "mean_is_right", given="p 'total is', total\np x\nq\n")
    assert "(10)mean()" in done.out
    assert "('total is', 1.0)" in done.out
    assert "array([1., 0.])" in done.out


def test_pdb_lands_through_a_library(desk):
    wrong = RIGHT.replace(MEAN, "wide = np.ones((2, 3))\n    return wide @ wide + np.linalg.inv(wide)")
    done = run(desk(wrong), "exercises", "--pdb", "-k", "mean_is_right", given="p 'wide', wide.shape\nq\n")
    assert "('wide', (2, 3))" in done.out


def test_breakpoint_waits_and_quits(desk):
    source = RIGHT.replace(MEAN, f"breakpoint()\n    {MEAN}")
    folder = desk(source)
    command = "import time; time.sleep(1.5)\np 'x is', x\nq\n"
    done = run(folder, "exercises", "-k", "mean_is_right", given=command)
    assert "('x is', array(" in done.out
    assert "no answer after" not in done.out
    assert done.code == 2


def test_prints_of_the_failing_call_only(desk):
    done = run(desk(SUM.replace("return float(np.sum(x))", "print('x:', x)\n    return float(np.sum(x))")), "exercises")
    text = done.out.partition("Captured stdout call")[2]
    assert text.count("x: [1. 0.]") == 1
    assert text.count("x:") == 1
    loud = run(desk(RIGHT.replace(MEAN, f"print('x:', x)\n    {MEAN}")), "exercises", "-rP", "-k", "mean_is_right")
    assert loud.out.count("x: ") > 3


# ---- a good neighbour


def test_other_runs_import_nothing_of_it(tmp_path):
    (tmp_path / "test_other.py").write_text(
        "import sys\n\ndef test_light():\n"
        "    heavy = {'numpy', 'torch', 'grader.catalog', 'grader.exam', 'rich', 'grader.pytest_plugin.items'}\n"
        "    assert not heavy & set(sys.modules)\n"
    )
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises/test_mine.py").write_text("def test_mine(): pass\n")
    done = run(tmp_path, "test_other.py")
    assert "1 passed" in done.out
    assert "score" not in done.out
    assert "1 passed" in run(tmp_path, "exercises").out


def test_other_folders_are_left_alone(desk):
    folder = desk(RIGHT)
    for other in ("solutions", "examples/submissions/alice", "tests/alternatives"):
        (folder / other).mkdir(parents=True)
        (folder / other / "tiny.py").write_text("raise SystemExit")
    (folder / "exercises/helper.py").write_text("raise SystemExit")
    (folder / "test_own.py").write_text(
        "import sys\ndef test_path(): assert not any('exercises' in p for p in sys.path)"
    )
    done = run(folder, ".")
    assert "6 passed" in done.out
    assert "5 passed" in run(folder, "--doctest-modules", "exercises/tiny.py").out
    (folder / "solutions/tiny.py").write_text(SUM)
    assert "1 failed, 4 passed" in run(folder, "solutions/tiny.py").out


def test_warning_filters_stay_outside(desk):
    source = RIGHT.replace(MEAN, f"np.float64(1) / np.float64(0)\n    {MEAN}")
    assert run(desk(source), "exercises", "-W", "error").code == 0


def test_settings_stay_inside(desk):
    source = "import os\nimport numpy as np\nnp.seterr(all='raise')\nos.chdir('/')\nos.environ['GONE'] = '1'\n" + RIGHT
    folder = desk(source)
    (folder / "zz").mkdir()
    (folder / "zz/test_after.py").write_text(
        "import os\nimport numpy as np\n\ndef test_after():\n"
        "    assert np.geterr()['divide'] == 'warn'\n"
        "    assert 'GONE' not in os.environ\n"
        "    assert os.getcwd() != '/'\n"
    )
    assert "6 passed" in run(folder, "exercises", "zz").out


def test_libraries_are_imported_ahead_of_the_clock(desk):
    assert run(desk("import torch\n" + RIGHT, grader_call_seconds=0.15), "exercises").code == 0


def test_course_that_cannot_be_used(desk, tmp_path):
    done = run(desk(RIGHT, grader_course=tmp_path / "none"), "exercises")
    assert done.code == 2
    assert "grader: " in done.out
    assert "is no course" in done.out
    assert "Traceback" not in done.out
    assert ".py:" not in done.out


def test_without_solutions(desk, tmp_path_factory):
    kit = tmp_path_factory.mktemp("kit") / "course"
    shutil.copytree(TINY, kit, ignore=shutil.ignore_patterns("solutions", "__pycache__"))
    assert run(desk(RIGHT, grader_course=kit), "exercises").code == 0
    assert "5 not attempted" in run(desk(STUB, grader_course=kit), "exercises").out
    done = run(desk(SUM, grader_course=kit), "exercises", "-k", "mean")
    assert "mean(x=np.array(" in done.out
    assert "wrong: mean_is_right" in done.out


# ---- agreement


def by_engine(exam, source):
    return {
        (exercise, check.name): plain(check) for exercise, check in grade(exam, LocalPlace(LIBRARIES), source).checks
    }


def test_agreement_on_every_mistake(tmp_path):
    exam = Exam(Course.find(TINY), "tiny", 0)
    sources = {"right": RIGHT, "stub": STUB, "broken": BROKEN, "raises": RAISES}
    sources |= {wrong.name: RIGHT + wrong.source for wrong in exam.loaded.mistakes}
    encoded = {name: source.encode() for name, source in sources.items()}
    found = by_pytest(TINY, "tiny", encoded, tmp_path)
    assert differences(found, {name: by_engine(exam, source) for name, source in encoded.items()}) == []
    assert found["sum_instead_of_mean"]["mean", "mean_is_right"]["mistake"] == "sum_instead_of_mean"
    assert len(found["broken"]) == 5


def test_outline_is_what_the_course_loads():
    for course in (Course.find(), Course.find(TINY)):
        for unit in course.units:
            loaded, outline = course.load(unit), course.outline(unit)
            assert [entry.name for entry in outline.exercises] == [entry.name for entry in loaded.unit.exercises]
            for entry in outline.exercises:
                told = [(c.name, c.says, c.points, c.visibility) for c in entry.checks]
                assert told == [(c.name, c.says, c.points, c.visibility) for c in loaded.checks_of(entry.name)]
