"""The learner's commands on the tiny course: check, hint, reset, watch."""

import io
import os
import shutil
import signal
import subprocess
import sys
import time

import click
import pytest
from agreement import ROOT, TINY
from click.testing import CliRunner

from grader.errors import GraderError, UsageError
from grader.learner import check, hint, reset, watch
from grader.practice import Heard, listening
from grader.stub_text import in_bytes, replaced
from grader.stubs import stub

RIGHT = (TINY / "solutions/tiny.py").read_text()
STUB = stub(RIGHT)
MEAN = "return float(np.sum(x) / len(x))"
SUM = RIGHT.replace(MEAN, "return float(np.sum(x))")


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A course folder of one's own, as working directory, with a state folder of one's own."""
    course = tmp_path / "course"
    shutil.copytree(TINY, course, ignore=shutil.ignore_patterns("__pycache__", "exercises"))
    (course / "exercises").mkdir()
    monkeypatch.chdir(course)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr("platformdirs.user_state_dir", lambda *_, **__: str(tmp_path / "state"))
    return course


def write(home, text):
    (home / "exercises/tiny.py").write_bytes(text if isinstance(text, bytes) else text.encode())


def call(command, *arguments, given=""):
    """(exit code, output) of a command; its GraderError raised."""
    result = CliRunner().invoke(command, [*arguments, "--course", "."], input=given, standalone_mode=False)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.return_value, result.output


# ---- check


def test_check_passes(home):
    write(home, RIGHT)
    code, out = call(check)
    assert code == 0
    assert "✓ mean          3 / 3\n" in out
    assert out.endswith("tiny: 8 / 8\n")


def test_check_shows_the_first_failure(home):
    write(home, SUM.replace("return float(np.sum(x))", "print('sum of', x)\n    return float(np.sum(x))"))
    code, out = call(check, "tiny")
    assert code == 1
    assert "✗ mean          1 / 3\n      ✗ mean_is_right: the answer is 1, expected 0.5." in out
    assert "✓ mean_is_pure" in out
    assert "mean(x=np.array([1.0, 0.0]))\n    expected: 0.5\n    got:      1\n" in out
    assert "exercises/tiny.py:6: in mean" in out
    assert "Hint: Divide by len(x)." in out
    assert "It printed:\nsum of [1. 0.]\n" in out
    assert out.count("sum of") == 1


@pytest.mark.parametrize(
    "top",
    [
        "sys.stdout.reconfigure(encoding='utf-8'); sys.stderr.reconfigure(errors='replace')",
        "sys.stdout = io.TextIOWrapper(sys.stdout.buffer, encoding='utf-8')",
        "if sys.stdout.encoding != 'utf-8': raise SystemExit",
        "sys.stdout.buffer.write('\u00e4'.encode()); sys.stdout.flush()",
    ],
)
def test_check_of_a_file_that_sets_its_terminal(home, top):
    write(home, RIGHT.replace("import numpy as np", f"import numpy as np\nimport io, sys\n{top}\nprint(1)", 1))
    code, out = call(check)
    assert (code, out.splitlines()[-1]) == (0, "tiny: 8 / 8")


def test_what_is_printed_is_heard_in_whatever_way():
    heard, beyond = Heard(), sys.stdout
    with listening(heard):
        sys.stdout.write("a")
        sys.stdout.buffer.write("\u00f6".encode())
        wrapped = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", write_through=True)
        wrapped.write("b")
        wrapped.close()
        sys.stdout.write("c")
        assert sys.stdout.fileno() == beyond.fileno()
    assert heard.text == "a\u00f6bc"


def test_check_of_a_stub_is_short(home):
    write(home, STUB)
    code, out = call(check)
    assert code == 1
    assert out.count("not attempted") == 3
    assert len(out.splitlines()) == 5


@pytest.mark.parametrize("text", [STUB, STUB.replace("\n", "\r\n")])
def test_nothing_is_drawn_for_a_file_as_it_was_handed_out(home, monkeypatch, text):
    monkeypatch.setattr("grader.exam.Exam.__init__", lambda *_: pytest.fail("examples are drawn"))
    write(home, text)
    assert call(check)[0] == 1
    assert call(check, "-k", "mean")[1].splitlines()[1:] == ["  · mean          0 / 3  not attempted", "tiny: 0 / 3"]


def test_check_one_exercise_and_another_file(home):
    write(home, SUM)
    assert call(check, "tiny", "-k", "variance")[0] == 0
    assert call(check, "tiny", "-k", "mean")[0] == 1
    (home / "draft one.py").write_text(RIGHT)
    assert call(check, "tiny", "draft one.py")[0] == 0
    assert call(check, "exercises/tiny.py")[0] == 1


def test_check_of_a_file_that_does_not_load(home):
    write(home, RIGHT.replace("def variance(x):", "def variance(x:"))
    code, out = call(check)
    assert code == 1
    assert "exercises/tiny.py:13:\n    def variance(x:" in out
    assert "SyntaxError" in out
    write(home, b"\xff\xfe\x00")
    assert call(check)[0] == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "no exercises here"),
        (("tiny",), "grader reset tiny writes it"),
        (("tidy",), "no unit is called 'tidy'"),
        (("tiny", "nothing.py"), "there is no file nothing.py"),
    ],
)
def test_check_without_a_file(home, arguments, said):
    with pytest.raises(UsageError, match=said):
        call(check, *arguments)


def test_check_with_a_wrong_name(home):
    write(home, RIGHT)
    with pytest.raises(UsageError, match="no exercise is called 'varianz'; did you mean variance"):
        call(check, "-k", "varianz")


# ---- hint


def test_hints_come_one_by_one(home):
    shown = [call(hint, "tiny.mean")[1] for _ in range(4)]
    assert shown[:2] == ["1/3  Add them up.\n", "2/3  Divide by how many there are.\n"]
    assert shown[2].startswith("3/3  ")
    assert "That is the last one" not in shown[2]
    assert shown[3] == shown[2] + "That is the last one; --all shows them all.\n"
    assert call(hint, "variance")[1].startswith("1/3")  # each exercise counts for itself


def test_hints_again_and_all(home):
    assert call(hint, "mean", "--again")[1].startswith("1/3")
    call(hint, "mean")
    assert len(call(hint, "mean", "--again")[1].splitlines()) == 2
    assert len(call(hint, "mean", "--all")[1].splitlines()) == 3


def test_hints_survive_a_broken_state(home, tmp_path):
    (tmp_path / "state").mkdir()
    (tmp_path / "state/hints.json").write_text("{")
    assert call(hint, "mean")[1].startswith("1/3")
    assert call(hint, "mean")[1].startswith("2/3")


def test_hint_of_nothing(home):
    with pytest.raises(UsageError, match="no exercise is called 'maen'; did you mean mean"):
        call(hint, "maen")
    with pytest.raises(UsageError, match="'covar'; there are mean, variance, report"):
        call(hint, "tiny.covar")


# ---- reset


def test_reset_writes_the_stub(home):
    assert "exercises/tiny.py written" in call(reset, "tiny")[1]
    assert (home / "exercises/tiny.py").read_text() == STUB
    assert "untouched already" in call(reset, "tiny")[1]
    assert [path.name for path in (home / "exercises").iterdir()] == ["tiny.py"]


def test_reset_asks_and_keeps(home):
    write(home, RIGHT)
    with pytest.raises(click.Abort):
        call(reset, "tiny", given="n\n")
    assert (home / "exercises/tiny.py").read_text() == RIGHT
    call(reset, "tiny", given="y\n")
    assert (home / "exercises/tiny.py").read_text() == STUB
    assert (home / "exercises/tiny.py.bak-1").read_text() == RIGHT
    write(home, SUM)
    call(reset, "tiny", "--yes")
    assert (home / "exercises/tiny.py.bak-2").read_text() == SUM


def test_reset_one_exercise(home):
    write(home, RIGHT.replace("    ### BEGIN SOLUTION\n", ""))
    call(reset, "tiny", "variance", "--yes")
    text = (home / "exercises/tiny.py").read_text()
    assert "return float(np.sum(x) / len(x))" in text
    assert "** 2" not in text
    assert text.count("raise NotImplementedError") == 1
    out = call(check)[1]
    assert "✓ mean" in out
    assert "· variance      0 / 3  not attempted" in out
    with pytest.raises(UsageError, match="no exercise is called"):
        call(reset, "tiny", "median", "--yes")


def test_reset_without_solutions(home):
    shutil.rmtree(home / "solutions")
    with pytest.raises(GraderError, match="is not on this machine"):
        call(reset, "tiny", "--yes")


def test_replaced_keeps_the_rest():
    stubs = "@cache\ndef f(x):\n    stub\n\n\nclass C:\n    def g(self):\n        stub\n"
    theirs = "@cache\n@other\ndef f(x):\n    mine\n# end\n\n\nclass C:\n    def g(self):\n        mine\n\n    y = 1\n"
    fresh_f = theirs.replace("@cache\n@other\ndef f(x):\n    mine", "@cache\ndef f(x):\n    stub")
    assert replaced(theirs, stubs, "f") == fresh_f
    assert replaced(theirs, stubs, "C.g") == theirs.replace("        mine", "        stub")
    assert replaced("X = 1\n", stubs, "f") == "X = 1\n\n\n@cache\ndef f(x):\n    stub\n"
    assert replaced("f = lambda x: 1\nX = 2\n", stubs, "f") == "@cache\ndef f(x):\n    stub\nX = 2\n"
    with pytest.raises(UsageError):
        replaced("X = 1\n", stubs, "C.g")


def test_replaced_in_a_file_that_does_not_parse():
    stubs = "def f(x):\n    pass\n\n\ndef g(x):\n    pass\n"
    theirs = "import os\n\n\ndef f(x):\n    return (1\n\n\ndef g(x:\n    return 3\n"
    assert replaced(theirs, stubs, "f") == "import os\n\n\ndef f(x):\n    pass\n\n\ndef g(x:\n    return 3\n"
    assert replaced(theirs, stubs, "g") == "import os\n\n\ndef f(x):\n    return (1\n\n\ndef g(x):\n    pass\n"


def test_bytes_stay_as_the_editor_has_them():
    theirs = b"\xef\xbb\xbf" + "é = 1\r\ndef f(x):\r\n    return 1\r\n".encode()
    fresh = in_bytes(theirs, "def f(x):\n    pass\n", "f")
    assert fresh == b"\xef\xbb\xbf" + "é = 1\r\ndef f(x):\r\n    pass\r\n".encode()
    with pytest.raises(UsageError, match="not UTF-8"):
        in_bytes(b"\xe9 = 1\n", "def f(x):\n    pass\n", "f")


# ---- the command itself


def grader(home, *arguments):
    """The console command, started."""
    own = {"PYTHONPATH": str(ROOT), "XDG_STATE_HOME": str(home.parent / "state"), "PYTHONUNBUFFERED": "1"}
    return subprocess.Popen(
        [sys.executable, "-c", "from grader.cli import main; main()", *arguments],
        cwd=home,
        env={**os.environ, **own},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )


def test_command_line(home):
    write(home, SUM)
    done = grader(home, "check", "--course", ".")
    out, _ = done.communicate(timeout=60)
    assert done.returncode == 1
    assert "tiny: 6 / 8" in out
    done = grader(home, "check", "-k", "maen", "--course", ".")
    out, _ = done.communicate(timeout=60)
    assert (done.returncode, out) == (2, "grader: no exercise is called 'maen'; did you mean mean?\n")


def test_debugger_in_check(home):
    write(home, RIGHT.replace(MEAN, f"import pdb; pdb.set_trace()\n    {MEAN}"))
    done = grader(home, "check", "-k", "mean", "--course", ".")
    out, _ = done.communicate("p 'x is', x\nq\n", timeout=60)
    assert "('x is', array(" in out
    assert done.returncode == 130


def test_light_imports():
    code = (
        "import sys, grader.learner\n"
        "print(sorted({'numpy', 'torch', 'rich', 'hypothesis', 'platformdirs', 'grader.catalog'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("command", [check, hint, reset, watch])
def test_help_has_an_example(command):
    out = CliRunner().invoke(command, ["--help"]).output
    assert f"  grader {command.name}" in out.partition("Examples:")[2]


# ---- watch


def test_watch_needs_its_package(home, monkeypatch):
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    with pytest.raises(UsageError, match="pip install watchfiles"):
        call(watch)


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is sent as a signal")
def test_watch_checks_what_is_saved(home):
    pytest.importorskip("watchfiles")
    write(home, STUB)
    running = grader(home, "watch", "--course", ".")
    try:
        for line in running.stdout:
            if line.startswith("waiting"):
                break
        time.sleep(1)
        write(home, RIGHT)
        assert any(line == "tiny: 8 / 8\n" for line in iter(running.stdout.readline, ""))
        running.send_signal(signal.SIGINT)
        assert running.wait(timeout=20) == 0
    finally:
        running.kill()
        running.communicate()
