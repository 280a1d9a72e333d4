"""The command line: help, usage, exit codes, what is said where, and how little is imported for it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import click
import lms_classes as made
import pytest

from grader import settings
from grader.cli import cli, main
from grader.errors import GraderError, SandboxMissing, UsageError
from grader.intake import Caps
from grader.listing import stubs_in
from grader.sandbox.place import Limits

ROOT = Path(__file__).parents[1]
TINY = ROOT / "tests" / "assets" / "tiny_course"
RIGHT = TINY / "solutions" / "tiny.py"
COMMANDS = cli.list_commands(click.Context(cli))
HEAVY = (
    "numpy",
    "torch",
    "hypothesis",
    "sqlalchemy",
    "rich",
    "jinja2",
    "pandas",
    "sklearn",
    "msgpack",
    "multiprocessing",
)


@pytest.fixture
def grader(capsys, tmp_path, monkeypatch):
    """Runs a command here, in an empty folder: its exit code, what it said, and what it said of errors."""
    monkeypatch.chdir(tmp_path)
    handler = signal.getsignal(signal.SIGINT)

    def run(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        assert isinstance(ended.value.code, int)
        return ended.value.code, *capsys.readouterr()

    yield run
    signal.signal(signal.SIGINT, handler)  # a stopped command hears no second interrupt


def batch_of(folder: Path, **sources: bytes) -> Path:
    for student, source in sources.items():
        (folder / student).mkdir(parents=True)
        (folder / student / "tiny.py").write_bytes(source)
    return folder


# ---- help


def test_the_commands_are_those_of_the_design():
    assert set(COMMANDS) >= {"grade", "check", "watch", "hint", "reset", "list", "verify", "stubs", "doctor"}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_commands_help_has_an_example(grader, command):
    code, said, _ = grader(command, "--help")
    assert code == 0
    examples = said.partition("Example")[2]
    assert f"  grader {command}" in examples
    assert said.startswith(f"Usage: grader {command}")


def test_help_names_every_command(grader):
    code, said, _ = grader("--help")
    assert code == 0
    for command in COMMANDS:
        assert f"\n  {command} " in said


@pytest.mark.parametrize("arguments", [["--help"], ["grade", "--help"], ["list"], ["stubs", "--check"], ["nonsense"]])
def test_the_light_commands_import_nothing_heavy(arguments):
    code = (
        f"import sys\nfrom grader.cli import main\ntry:\n    main({arguments!r})\n"
        f"except SystemExit:\n    print('HEAVY', sorted(set(sys.modules) & set({HEAVY!r})))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.stdout.splitlines()[-1] == "HEAVY []", done.stderr


# ---- errors


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nonsense"], "No such command"),
        (["grade", "x"], "Missing option '--out'"),
        (["grade", "--out", "out"], "Missing argument 'PATH...'"),
        (["grade", "nowhere", "--out", "out"], "grader: nowhere does not exist"),
        (["grade", ".", "--out", "out", "--seed", "-1"], "must be a whole number"),
        (["grade", ".", "--out", "out", "--jobs", "0"], "--jobs"),
        (["grade", ".", "--out", "out", "--course", "nowhere"], "nowhere is no course"),
        (["grade", ".", "--out", "out", "--unit", "nonsense"], "no unit is called 'nonsense'"),
        (["grade", ".", "--out", "out"], "no submission here has a file of any unit"),
        (["list", "--course", "nowhere"], "nowhere is no course"),
        (["verify", "--unit", "nonsense"], "no unit is called 'nonsense'"),
    ],
)
def test_wrong_usage_is_told_in_a_line_or_two(grader, arguments, message):
    code, said, errors = grader(*arguments)
    assert (code, said) == (2, "")
    assert message in errors
    assert "Traceback" not in errors


@pytest.mark.parametrize(
    ("error", "wanted", "line"),
    [
        (GraderError("it broke"), 1, "grader: it broke"),
        (UsageError("not so"), 2, "grader: not so"),
        (SandboxMissing("no sandbox"), 3, "grader: no sandbox"),
        (KeyboardInterrupt(), 130, "stopped; what is graded is kept in out, and the same command goes on from there"),
    ],
)
def test_exit_codes(grader, monkeypatch, error, wanted, line):
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr("grader.batch.run", fail)
    assert grader("grade", ".", "--out", "out") == (wanted, "", line + "\n")


# ---- grade


def test_grade_from_folder_to_table(grader, tmp_path):
    sources = {"alice": RIGHT.read_bytes(), "bob": b"def mean(x:"}
    (batch_of(tmp_path / "class", **sources) / "notes.txt").touch()
    (tmp_path / "class" / "zoe").mkdir()
    code, said, errors = grader("grade", "class", "--out", "out", "--course", TINY)
    assert code == 0
    assert [line.split() for line in said.splitlines()[1:4]] == [
        ["alice", "8", "/", "8", "8", "/", "8"],
        ["bob", "0", "/", "8", "0", "/", "8"],
        ["zoe", "0", "/", "8", "0", "/", "8"],
    ]
    assert "zoe: no file: tiny.py is missing" in said
    assert "notes.txt: a loose file" in said
    assert "3 graded; see out/index.html" in errors
    again = grader("grade", "class", "--out", "out", "--course", TINY)
    assert again[:2] == (0, said)
    assert "0 graded (3 were already)" in again[2]
    assert (tmp_path / "out" / "grades.csv").read_text().splitlines() == [
        "student,tiny,score,max_score",
        "alice,8,8,8",
        "bob,0,0,8",
        "zoe,0,0,8",
    ]


def test_what_cannot_be_graded_is_exit_code_1_and_first(grader, tmp_path):
    course = tmp_path / "course"
    shutil.copytree(TINY, course, ignore=shutil.ignore_patterns("__pycache__"))
    checks = course / "checks" / "tiny.py"
    says = '    """The report has both."""\n'
    checks.write_text(checks.read_text().replace(says, says + "    assert student.mean(v.x) != 5, 'ours'\n"))
    folder = batch_of(tmp_path / "class", alice=RIGHT.read_bytes(), zoe=b"def mean(x):\n    return 5\n")
    code, said, _ = grader("grade", folder, "--out", "out", "--course", course, "--unsafe-trusted-code")
    assert code == 1
    assert [line.split()[0] for line in said.splitlines()[1:3]] == ["zoe", "alice"]
    assert "zoe: tiny, report, report_is_right: check report_is_right breaks: AssertionError: ours" in said
    (path,) = (tmp_path / "out" / "reports").glob("alice*")
    assert json.loads(path.read_text())["sandbox"]["unsafe_trusted_code"] is True


# ---- the other commands


def test_list_tells_what_is_still_a_stub(grader, tmp_path):
    code, said, _ = grader("list", "--course", TINY)
    assert code == 0
    assert said.splitlines()[0] == "A tiny course about averages"
    assert "variance  3  after mean" in said
    course = tmp_path / "course"
    shutil.copytree(TINY, course)
    shutil.rmtree(course / "exercises", ignore_errors=True)
    assert "(no file in exercises/)" in grader("list", "--course", course)[1]
    (course / "exercises").mkdir()
    text = RIGHT.read_text().replace("return float(np.sum(x) / len(x))", "raise NotImplementedError")
    (course / "exercises" / "tiny.py").write_text(text)
    lines = grader("list", "--course", course)[1].splitlines()
    assert [line.split()[:-1] for line in lines[3:4]] == [["[", "]", "mean"]]
    assert lines[4].startswith("  [x] variance")


def test_what_counts_as_a_stub():
    source = (
        b"def f():\n    raise NotImplementedError\nclass C:\n    def g(self):\n        raise NotImplementedError('x')\n"
    )
    assert stubs_in(source + b"def h():\n    raise ValueError\n") == {"f", "C", "C.g"}
    assert stubs_in(b"def f(:") is None


def test_stubs_are_written_and_checked(grader, tmp_path):
    course = tmp_path / "course"
    shutil.copytree(TINY, course)
    shutil.rmtree(course / "exercises", ignore_errors=True)
    assert grader("stubs", "--check", "--course", course) == (1, "exercises/tiny.py is out of date\n", "")
    assert grader("stubs", "--course", course) == (0, "exercises/tiny.py written\n", "")
    assert grader("stubs", "--check", "--course", course) == (0, "", "")


def test_python_m_grader_is_the_command():
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "grader", "list", "--course", str(TINY)]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, "A tiny course about averages")


# ---- grader.toml


def test_settings_are_read(tmp_path):
    path = tmp_path / "grader.toml"
    path.write_text(
        'units = ["one"]\nseed = 340282366920938463463374607431768211455\n[limits]\ncall_s = 2\nsource_bytes = 10\n'
    )
    read = settings.read(path)
    assert (read.units, read.seed, read.path) == (("one",), (1 << 128) - 1, path)
    assert read.limits == Limits(call_s=2.0)
    assert read.caps == Caps(source_bytes=10)


def test_settings_stand_beside_the_folder_or_here_but_never_in_a_students(tmp_path):
    here, folder = tmp_path / "here", tmp_path / "there" / "class"
    (folder / "alice").mkdir(parents=True)
    here.mkdir()
    assert settings.find([folder], here) == settings.Settings()
    (folder / "alice" / "grader.toml").write_text("seed = 3")
    (folder / "alice" / "one.py").touch()
    assert settings.find([folder / "alice" / "one.py"], here) == settings.Settings()
    (here / "grader.toml").write_text("seed = 1")
    assert settings.find([folder], here).seed == 1
    (tmp_path / "there" / "grader.toml").write_text("seed = 2")
    assert settings.find([folder], here).seed == 2


def test_settings_stand_beside_a_download_but_not_beside_a_students_archive(tmp_path):
    (tmp_path / "grader.toml").write_text("seed = 1")
    here = tmp_path / "here"
    here.mkdir()
    canvas = made.as_zip(tmp_path / "submissions.zip", made.CANVAS)
    moodle = made.as_zip(tmp_path / "moodle.zip", {f"Week 1/{name}": data for name, data in made.MOODLE.items()})
    work = made.as_zip(tmp_path / "work.zip", {"work/one.py": made.ONE, "work/two.py": made.TWO})
    broken = tmp_path / "broken.zip"
    broken.write_bytes(b"PK\3\4")
    found = {
        path.name: settings.find([path], here).seed for path in (canvas, moodle, work, broken, tmp_path / "none.zip")
    }
    assert found == {"submissions.zip": 1, "moodle.zip": 1, "work.zip": None, "broken.zip": None, "none.zip": None}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("seed = ", "Invalid value"),
        ("seed = '1'", "seed must be a whole number"),
        ("seed = true", "seed must be a whole number"),
        ("units = 'one'", "units must be a list of names"),
        ("sed = 1", "sed is no setting; did you mean seed?"),
        ("xyz = 1", "xyz is no setting; known are timezone, due, late,"),
        ("limits = 3", r"limits must be a table"),
        ("[limits]\ncal_s = 3", "limits.cal_s is no setting; did you mean limits.call_s?"),
        ("[limits]\ncall_s = 0", "limits.call_s must be a number above 0"),
        ("[limits]\ncall_s = nan", "limits.call_s must be a number above 0"),
        ("[limits]\nthreads = 1.5", "limits.threads must be a whole number above 0"),
        ("[limits]\ncall_s = true", "limits.call_s must be a number above 0"),
    ],
)
def test_settings_that_are_wrong_are_said_in_a_line(tmp_path, text, message):
    (tmp_path / "grader.toml").write_text(text)
    with pytest.raises(UsageError) as error:
        settings.read(tmp_path / "grader.toml")
    assert message in str(error.value)
    assert "\n" not in str(error.value)


def test_a_wrong_setting_stops_a_grading(grader, tmp_path):
    batch_of(tmp_path / "class", alice=b"")
    (tmp_path / "grader.toml").write_text("sed = 1")
    code, said, errors = grader("grade", "class", "--out", "out", "--course", TINY)
    assert (code, said) == (2, "")
    assert "did you mean seed?" in errors
