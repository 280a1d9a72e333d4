"""Reports are the same bytes but `timing` and `sandbox`, whatever the machine does around the grading."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from agreement import ROOT

from grader.catalog import Course

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="the sandbox is for Linux"),
    pytest.mark.xdist_group("same bytes"),
]
SUBMISSIONS = ROOT / "examples" / "submissions"
UNIT = "ex2_numpy"
STUDENTS = ("bjørn", "hiroshi", "mira", "sofia-m")  # wrong in many ways, does not load, right in float32, a notebook
SEED = "271828182845904523536028747135266249775724709369995"
COMMAND = "import sys\nfrom grader.cli import main\n\nif __name__ == '__main__':\n    main()\n"
# Hypothesis draws constants that it finds in modules that are no library; of one with hundreds it takes none.
LEARNERS = "CONSTANTS = [{}]\n".format(", ".join(f"{n}, {n / 7}, 'word{n}', b'bytes{n}'" for n in range(1000, 1040)))


@dataclass(frozen=True)
class Desk:
    """Where one run happens. Its cache is its own, so that examples are drawn anew."""

    folder: Path

    def grade(
        self,
        *options: str,
        python: Sequence[str] = (sys.executable,),
        env: Mapping[str, str] | None = None,
        cwd: Path = ROOT,
        command: str = COMMAND,
    ) -> dict[str, bytes]:
        """What `grader grade` writes for all students, but the gradebook, as `told` has it."""
        launcher = self.folder / "launch.py"  # like the installed `grader`, whose folder is not the current one
        launcher.write_text(command)
        asked = [*(f"--only={name}" for name in STUDENTS), "--unit", UNIT, "--seed", SEED]
        out = self.folder / "out"
        done = subprocess.run(
            [*python, launcher, "grade", SUBMISSIONS, "--out", out, "--fresh", *asked, *options],
            cwd=cwd,
            env={
                "PATH": os.environ["PATH"],
                "HOME": str(self.folder),
                "LANG": "C.UTF-8",
                "PYTHONPATH": str(ROOT),
                **(env or {}),
            },
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return told(out)

    @property
    def layers(self) -> set[str]:
        report = next((self.folder / "out" / "reports").iterdir())
        return set(json.loads(report.read_text("utf-8"))["sandbox"]["layers"])


def told(out: Path) -> dict[str, bytes]:
    """Every report without `timing` and `sandbox`, and every page and table as it is."""
    found = {}
    for path in sorted(out.rglob("*.*")):
        if path.suffix == ".json":
            data = json.loads(path.read_bytes())
            assert as_bytes(data) == path.read_bytes()  # nothing is lost in between
            del data["timing"], data["sandbox"]
            found[path.name] = as_bytes(data)
        elif path.suffix in (".html", ".csv"):
            found[path.name] = path.read_bytes()
    return found


def as_bytes(data: object) -> bytes:
    return (json.dumps(data, indent=1, ensure_ascii=False) + "\n").encode()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(tmp_path_factory.mktemp("first"))


@pytest.fixture(scope="module")
def first(desk: Desk) -> dict[str, bytes]:
    """One job, nothing special."""
    found = desk.grade("--jobs", "1")
    outcomes = {
        check["outcome"]
        for name, data in found.items()
        if name.endswith(".json")
        for unit in json.loads(data)["units"]
        for exercise in unit["exercises"]
        for check in exercise["checks"]
    }
    assert {"passed", "failed", "raised", "not_attempted", "skipped"} <= outcomes  # there is much that could differ
    return found


def test_again_and_with_two_jobs(desk, first):
    assert desk.grade("--jobs", "2") == first


@pytest.fixture
def learners(tmp_path: Path) -> Path:
    """A folder that makes every process with it on its path begin with a learner's file."""
    folder = tmp_path / "learners"
    folder.mkdir()
    (folder / "mine.py").write_text(LEARNERS + (SUBMISSIONS / "priya" / "ex2_numpy.py").read_text("utf-8"))
    (folder / "sitecustomize.py").write_text("import mine\n")
    return folder


def test_the_same_examples_where_a_learners_file_is_imported_first(learners):
    """In the very process that draws them, which otherwise leaves the path of its parent behind."""
    course = Course.find(None, ROOT)
    place = {"root": str(course.root), "base": str(course.base), "package": course.package}
    order = json.dumps({**place, "unit": "ex1_data", "seed": SEED}).encode()
    drawn = [
        subprocess.run(
            [sys.executable, "-P", "-m", "grader.examples"], input=order, capture_output=True, check=True, env=env
        ).stdout
        for env in (
            {"PYTHONPATH": str(ROOT)},
            {"PYTHONPATH": f"{ROOT}{os.pathsep}{learners}", "CI": "1", "PYTHONHASHSEED": "77"},
        )
    ]
    assert drawn[0] == drawn[1]


def test_where_everything_around_is_different(first, learners, tmp_path):
    """CI, locale, time zone, hash seed, threads; a learner's file is imported in every process of ours that there is;
    files in the current folder and in that of temporary files have names of the standard library's.
    """
    here = tmp_path / "here"
    here.mkdir()
    for name in ("copy", "pickle", "random", "signal", "struct", "tempfile", "numpy"):
        (here / f"{name}.py").write_text(f"raise SystemExit('{name} was imported from here')\n")
    around = {
        "CI": "1",
        "LANG": "C",
        "LC_ALL": "C",
        "TZ": "Pacific/Kiritimati",
        "PYTHONHASHSEED": "77",
        "OMP_NUM_THREADS": "2",
        "TMPDIR": str(here),
        "PYTHONPATH": f"{ROOT}{os.pathsep}{learners}",
    }
    assert Desk(tmp_path).grade(env=around, cwd=here, command=f"import mine\n{COMMAND}") == first


def test_as_an_ordinary_user(desk, first, ordinary_user):
    theirs = Desk(ordinary_user.home)
    assert theirs.grade(python=ordinary_user.python) == first
    assert "uid" in desk.layers - theirs.layers  # there, no other user could be taken on
