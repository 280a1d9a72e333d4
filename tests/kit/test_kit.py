"""The student kit: nothing in it gives an answer away, and it works where there are no answers."""

import base64
import csv
import email
import hashlib
import importlib.metadata
import io
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from grader.catalog import Course
from grader.cli import cli
from grader.errors import CourseError
from grader.kit.engine import engine_files, requirements
from grader.kit.visible import visible_sources
from grader.survey import survey

TINY = Path(__file__).resolve().parents[1] / "assets/tiny_course"
RIGHT = (TINY / "solutions/tiny.py").read_text()


# ---- what is left out


@pytest.fixture
def course(tmp_path):
    """A course with a hidden check, and all that can betray what it looks at."""
    files = {
        "__init__.py": '"""A course."""\n',
        "shared.py": '''"""Shared."""

import math
import random

from hypothesis import strategies as st

SECRET_SIZE = 99
LIMIT: "int" = math.floor(3.5)


def wide():
    return st.integers(SECRET_SIZE, SECRET_SIZE + 1)


def narrow() -> "Thing":
    return st.integers(0, LIMIT)


class Thing:
    """Named in quotes only."""
''',
        "secret.py": "WORD = 'secret'\n",
        "checks/_more.py": '''"""More."""
__all__ = ["g_is_right", "g_is_secret"]

from grader.checks import check, close
from .. import secret
from ..shared import LIMIT as MOST


@check("g")
def g_is_right(student):
    """g of 1 is 1."""
    close(student.g(1), 1.0, scale=float(MOST))


# the secret of g
@check("g", visibility="hidden")
def g_is_secret(student):
    """g knows the secret."""
    close(student.g(2), len(secret.WORD), scale=1.0)
''',
        "checks/u.py": '''"""Checks of u."""

from __future__ import annotations

from hypothesis import given

from grader.checks import Exercise, Unit, array, check, close

from ..shared import narrow, wide
from ._more import *  # noqa: F403

UNIT = Unit("U", Exercise("f"), Exercise("g"))


def doubled(x):
    # what f should give
    return 2.0 * x


def secret_oracle(x):
    return doubled(array(x))


@check("f")
@given(x=narrow())
def f_is_right(student, x):
    """f doubles."""
    close(student.f(x), doubled(x), scale=10.0)


# A secret: wide numbers.
@check("f", visibility="hidden")
@given(x=wide())
def f_is_right_for_wide(student, x):
    """The secret."""
    close(student.f(x), secret_oracle(x), scale=10.0)
''',
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return Course(tmp_path, tmp_path, f"course_of_{tmp_path.name.replace('-', '_')}")


def test_what_only_hidden_checks_need_is_gone(course):
    made = visible_sources(course, ["u"])
    assert set(made) == {"__init__.py", "shared.py", "checks/__init__.py", "checks/_more.py", "checks/u.py"}
    everything = "\n".join(made.values()).casefold()
    for betraying in ("secret", "wide", "hidden", "random"):
        assert betraying not in everything
    for kept in ("f_is_right", "g_is_right", "doubled", "# what f should give", "limit", "floor", "class thing"):
        assert kept in everything


def test_what_is_left_is_the_course_without_them(course, tmp_path):
    kit = tmp_path / "kit"
    for name, text in visible_sources(course, ["u"]).items():
        (kit / name).parent.mkdir(parents=True, exist_ok=True)
        (kit / name).write_text(text)
    left = Course(kit, kit, f"{course.package}_left")
    assert [check.name for check in left.load("u").checks] == ["g_is_right", "f_is_right"]
    assert [entry.name for entry in left.outline("u").exercises] == ["f", "g"]


def test_a_visible_check_that_leans_on_a_hidden_one_is_refused(course):
    path = course.root / "checks/u.py"
    path.write_text(path.read_text().replace('"""f doubles."""', "f_is_right_for_wide"))
    path.write_text(
        path.read_text().replace("    f_is_right_for_wide", '    """f doubles."""\n    f_is_right_for_wide')
    )
    with pytest.raises(CourseError, match="uses the hidden check f_is_right_for_wide"):
        visible_sources(course, ["u"])


def test_an_exercise_with_hidden_checks_only_is_refused(course):
    path = course.root / "checks/u.py"
    path.write_text(path.read_text().replace('@check("f")', '@check("f", visibility="hidden")'))
    with pytest.raises(CourseError, match="exercise f of unit u has hidden checks only"):
        visible_sources(course, ["u"])


def test_the_built_in_course_gives_nothing_away():
    course = Course.find()
    made = visible_sources(course, course.units)
    everything = "\n".join(made.values())
    assert not [name for name in made if "mistakes" in name or "charts" in name or "solutions" in name]
    for unit in course.units:
        loaded = course.load(unit)
        own = made[f"checks/{unit}.py"] + "".join(text for name, text in made.items() if f"_{unit[:3]}_" in name)
        for check in loaded.checks:
            assert (f"def {check.name}(" in own) == (check.visibility == "visible"), check.name
            assert (check.says in " ".join(everything.split())) == (check.visibility == "visible"), check.name
    assert "hidden" not in everything


def test_the_engine_comes_without_a_course():
    names = [name for name, _ in engine_files()]
    assert "grader/cli.py" in names
    assert "grader/outputs/templates/feedback.html" in names
    assert not [name for name in names if name.startswith("grader/course") or "__pycache__" in name]
    assert any(line.startswith("numpy") for line in requirements())
    assert not any("extra" in line for line in (*requirements(), *requirements("notebook")))
    assert [line.partition(">")[0] for line in requirements("watch")] == ["watchfiles"]


# ---- what is in it


@pytest.fixture(scope="module")
def kit(tmp_path_factory):
    """A kit of the tiny course, as the command writes it."""
    folder = tmp_path_factory.mktemp("kits") / "kit"
    done = CliRunner().invoke(cli, ["kit", str(folder), "--course", str(TINY)], standalone_mode=False)
    assert done.exception is None
    return folder


@pytest.fixture(scope="module")
def package(kit):
    """What the kit's wheel installs, by path."""
    (path,) = (kit / ".grader").glob("*.whl")
    with zipfile.ZipFile(path) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def test_the_kit_has_all_that_is_handed_out(kit, package):
    names = {str(path.relative_to(kit)) for path in kit.rglob("*") if path.is_file()}
    assert {name for name in names if not name.endswith(".whl")} == {
        *("README.md", "pyproject.toml", "requirements.lock", "LICENSE", ".gitignore"),
        *("exercises/tiny.py", "notebooks/tiny.ipynb", "lessons/tiny.md"),
        *(".github/workflows/check.yml", ".grader/backend.py"),
    }
    assert {name for name in package if name.startswith("grader/course/")} == {
        *("grader/course/__init__.py", "grader/course/checks/__init__.py", "grader/course/checks/tiny.py"),
        "grader/course/stubs/tiny.py",
    }
    assert (kit / "exercises/tiny.py").read_text() == (TINY / "exercises/tiny.py").read_text()
    assert "7 of 8" in (kit / "README.md").read_text()  # the point of the hidden check is not here
    assert "The mean squared distance to the mean" in (kit / "lessons/tiny.md").read_text()
    assert not {"{", "<<"} & set((kit / "README.md").read_text().split())


def test_the_kit_has_no_answers(kit, package):
    answers = [line.strip() for line in RIGHT.splitlines() if line.strip().startswith("return")]
    mistakes = Course.find(TINY).load("tiny").mistakes
    secrets = [
        *answers,
        *(text for mistake in mistakes for text in (mistake.says, mistake.hint)),
        "variance_ignores_a_shift",
        "Adding a constant to all",
    ]
    texts = {str(path): path.read_bytes() for path in kit.rglob("*") if path.is_file()} | package
    for name, data in texts.items():
        assert not [secret for secret in secrets if secret.encode() in data], name
    assert not [name for name in texts if "solutions" in name or "course/mistakes" in name]


def test_the_wheel_is_one(package):
    (info,) = {name.partition("/")[0] for name in package if ".dist-info/" in name}
    record = {name: digest for name, digest, _ in csv.reader(io.StringIO(package[f"{info}/RECORD"].decode()))}
    assert record.keys() == package.keys()
    for name, data in package.items():
        told = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).decode().rstrip("=")
        assert record[name] in ("", f"sha256={told}")
    about = email.message_from_bytes(package[f"{info}/METADATA"])
    assert (about["Name"], about["Version"]) == ("grader", importlib.metadata.version("grader"))
    needed = about.get_all("Requires-Dist")
    assert [line for line in needed if "extra" not in line] == requirements()
    assert 'watchfiles>=1.0; extra == "watch"' in needed


def test_a_clone_of_the_kit_has_the_students_files_only(kit, tmp_path):
    shutil.copytree(kit, tmp_path / "alice")
    batch = survey([tmp_path], ("tiny",))
    assert batch.passed_over == ()
    (entry,) = batch.entries
    assert entry.found["tiny"].name == "exercises/tiny.py"
    assert entry.notes == ()


def test_a_folder_with_something_in_it_is_left_alone(kit):
    before = {path: path.stat().st_mtime_ns for path in kit.rglob("*")}
    done = CliRunner().invoke(cli, ["kit", str(kit), "--course", str(TINY)], standalone_mode=False)
    assert "is not empty" in str(done.exception)
    assert {path: path.stat().st_mtime_ns for path in kit.rglob("*")} == before


# ---- where a student works


@pytest.fixture(scope="module")
def student(kit, tmp_path_factory):
    """``student("grader", "list")``: a program of an environment into which pip has installed the kit, run in the
    kit's folder. The libraries are those of this environment; the engine and the course are the kit's.
    """
    home = tmp_path_factory.mktemp("student")
    folder, venv = home / "kit", home / "venv"
    shutil.copytree(kit, folder)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(venv)], check=True)
    (packages,) = venv.glob("lib/python*/site-packages")
    (packages / "libraries.pth").write_text(sysconfig.get_paths()["purelib"] + "\n")
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    env |= {"HOME": str(home), "XDG_CACHE_HOME": str(home / "cache"), "PYTHONNOUSERSITE": "1", "COLUMNS": "120"}

    def run(program, *arguments):
        return subprocess.run(
            [str(venv / "bin" / program), *arguments],
            cwd=folder,
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )

    flags = ["--no-index", "--no-deps", "--disable-pip-version-check", "-q"]
    done = run("python", "-m", "pip", "install", *flags, ".")
    assert done.returncode == 0, done.stderr
    run.folder = folder
    return run


def test_it_installs_itself_and_not_us(student):
    code = "import grader, sys; print(grader.__file__); sys.exit('solutions' in sys.modules)"
    done = student("python", "-c", code)
    assert Path(done.stdout.strip()).is_relative_to(student.folder.parent / "venv")
    assert "tiny  Averages, 7 points" in student("grader", "list").stdout


def test_reset_in_a_kit(student):
    path = student.folder / "exercises/tiny.py"
    stub = path.read_text()
    try:
        path.write_text("def mean(x):\n    return 1\n")
        assert "exercises/tiny.py written" in student("grader", "reset", "tiny", "--yes").stdout
        assert path.read_text() == stub
    finally:
        path.write_text(stub)


def test_pytest_in_a_kit(student):
    path = student.folder / "exercises/tiny.py"
    stub = path.read_text()
    try:
        done = student("python", "-m", "pytest")
        assert "4 not attempted" in done.stdout
        assert done.returncode == 1
        path.write_text(RIGHT)
        done = student("python", "-m", "pytest")
        assert done.returncode == 0
        assert "4 passed" in done.stdout
        path.write_text(RIGHT.replace("np.sum(x) / len(x))", "np.sum(x))"))
        done = student("python", "-m", "pytest", "-k", "mean_is_right")
        assert done.returncode == 1
        assert "mean(x=np.array(" in done.stdout
        assert "expected:" in done.stdout
        assert "is not divided by the number of values" not in done.stdout  # a mistake's name, which is not here
        assert student("grader", "hint", "tiny.mean").stdout.startswith("1/3")
    finally:
        path.write_text(stub)


def test_the_notebook_works_on_the_kit_alone(student):
    book = json.loads((student.folder / "notebooks/tiny.ipynb").read_text())
    cells = ["".join(cell["source"]) for cell in book["cells"] if cell["cell_type"] == "code"]
    assert "COURSE" not in "\n".join(cells)  # the kit's course is the built-in one there
    code = f"{cells[0]}\n{RIGHT}\nresult = check('variance')\nprint(result)"
    done = student("python", "-c", code)
    assert done.returncode == 0, done.stderr
    assert "2 / 2" in done.stdout or "2/2" in done.stdout
