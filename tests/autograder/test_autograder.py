"""Autograders, run as the other system runs them: its folders, its programs, no network."""

import json
import os
import shutil
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from grader.autograder import run as running
from grader.cli import cli
from grader.errors import SandboxMissing

TINY = Path(__file__).resolve().parents[1] / "assets/tiny_course"
RIGHT = (TINY / "solutions/tiny.py").read_text()
WRONG = RIGHT.replace("np.sum(x) / len(x))", "np.sum(x))")
SEED = 271828182845904523536


def make(where, *arguments):
    done = CliRunner().invoke(cli, ["autograder", *map(str, arguments)], standalone_mode=False)
    if done.exception:
        raise done.exception
    return where


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    path = tmp_path_factory.mktemp("zip") / "autograder.zip"
    return make(path, "--to", "gradescope", "--output", path, "--course", TINY, "--seed", SEED)


@pytest.fixture(scope="module")
def machine(archive, tmp_path_factory):
    """Gradescope's folders, with the zip unpacked and set up as its image is built."""
    root = tmp_path_factory.mktemp("gradescope") / "autograder"
    (root / "results").mkdir(parents=True)
    with zipfile.ZipFile(archive) as opened:
        for entry in opened.infolist():
            path = Path(opened.extract(entry, root / "source"))
            path.chmod(entry.external_attr >> 16 & 0o777)
    shutil.copy(root / "source/run_autograder", root / "run_autograder")
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    env |= {"GRADER_AUTOGRADER_ROOT": str(root), "GRADER_PYTHON": sys.executable, "HOME": str(root.parent)}
    env["XDG_CACHE_HOME"] = str(root.parent / "cache")
    done = subprocess.run(["bash", str(root / "source/setup.sh")], env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert list((root.parent / "cache").rglob("*")), "the examples are drawn when the image is built"

    def hand_in(files, metadata=None):
        shutil.rmtree(root / "submission", ignore_errors=True)
        (root / "submission").mkdir()
        for name, text in files.items():
            (root / "submission" / name).write_text(text)
        (root / "submission_metadata.json").write_text(json.dumps(metadata or {}))
        (root / "results/results.json").unlink(missing_ok=True)
        done = subprocess.run(
            [str(root / "run_autograder")], cwd=root, env=env, capture_output=True, text=True, check=False
        )
        return done, json.loads((root / "results/results.json").read_text())

    hand_in.root = root
    return hand_in


def test_the_zip_is_laid_out_as_gradescope_wants_it(archive):
    with zipfile.ZipFile(archive) as opened:
        modes = {entry.filename: entry.external_attr >> 16 for entry in opened.infolist()}
        settings = opened.read("grader.toml").decode()
        scripts = [opened.read(name).decode() for name in ("setup.sh", "run_autograder")]
    for name in ("setup.sh", "run_autograder"):
        assert modes[name] == stat.S_IFREG | 0o755
    assert {"grader/course/mistakes/tiny.py", "solutions/tiny.py", "requirements.txt"} <= modes.keys()
    assert not [name for name in modes if name.startswith(("/", "exercises", "tests")) or ".." in name]
    assert f"seed = {SEED}" in settings
    assert not any("--unsafe" in script or "@" in script.replace('"${locked[@]}"', "") for script in scripts)


def test_the_same_zip_whenever_it_is_made(archive, tmp_path):
    path = tmp_path / "again.zip"
    make(path, "--to", "gradescope", "--output", path, "--course", TINY, "--seed", SEED)
    assert path.read_bytes() == archive.read_bytes()


def test_a_hand_in_as_gradescope_runs_it(machine):
    """A wrong answer that would be right if the file could read the solutions or the settings with the seed."""
    spy = """
import glob
LEAKED = False
for path in [*glob.glob("{root}/source/solutions/*.py"), "{root}/source/grader.toml", "{root}/source/setup.sh"]:
    try:
        LEAKED = LEAKED or bool(open(path).read())
    except OSError:
        pass
"""
    wrong = WRONG.replace("return float(np.sum(x))", "return float(np.sum(x) / (len(x) if LEAKED else 1))")
    assert "LEAKED" in wrong
    files = {"tiny.py": spy.replace("{root}", str(machine.root)) + wrong, "notes.txt": "x"}
    done, results = machine(files, {"assignment": {"total_points": "100.0"}})
    assert done.returncode == 0, done.stdout + done.stderr
    assert "the assignment has 100 points, and these units have 8" in done.stdout
    tests = {test["name"]: test for test in results["tests"]}
    assert len(tests) == 5
    assert results["score"] == sum(test["score"] for test in tests.values())
    assert tests["mean: mean_is_right"]["status"] == "failed"
    assert "not divided by the number of values" in tests["mean: mean_is_right"]["output"]  # a named mistake
    assert tests["report: report_is_right"]["status"] == "passed"  # an error costs once
    assert "Adding a constant" not in json.dumps(results)  # what a hidden check looks at
    assert str(SEED) not in json.dumps(results)


# ---- where there is no sandbox


@pytest.fixture
def bare(monkeypatch, tmp_path):
    """A machine on which a layer of the sandbox is missing, with a hand-in: the root, and what was asked to be run."""
    asked = []

    def run(order, *_):
        asked.append(order.unsafe)
        if not order.unsafe:
            raise SandboxMissing("seccomp is missing")
        raise SystemExit("graded")

    monkeypatch.setattr(running.batch, "run", run)
    (tmp_path / "submission").mkdir()
    (tmp_path / "submission/tiny.py").write_text(RIGHT)
    return tmp_path, asked


def test_without_a_sandbox_there_is_no_score_but_the_reason(bare, capsys):
    root, asked = bare
    assert running.for_gradescope(root, unsafe=False) == 3
    results = json.loads((root / "results/results.json").read_text())
    assert "seccomp is missing" in results["output"]
    assert not {"score", "tests"} & results.keys()
    assert asked == [False]
    assert "seccomp is missing" in capsys.readouterr().out


def test_without_a_sandbox_if_the_instructor_allowed_it(bare, capsys):
    root, asked = bare
    with pytest.raises(SystemExit, match="graded"):
        running.for_gradescope(root, unsafe=True)
    assert asked == [False, True]  # the sandbox first
    assert "as the instructor allowed" in capsys.readouterr().out


def test_what_the_instructor_allowed_is_in_the_script(tmp_path):
    path = tmp_path / "a.zip"
    make(path, "--to", "gradescope", "--output", path, "--course", TINY, "--unsafe-trusted-code")
    with zipfile.ZipFile(path) as opened:
        assert opened.read("run_autograder").decode().rstrip().endswith("gradescope --unsafe-trusted-code")


# ---- setup.sh where nothing is installed


def test_setup_installs_python_and_what_is_locked(archive, tmp_path):
    root, tools, log = tmp_path / "autograder", tmp_path / "bin", tmp_path / "log"
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(root / "source")
    tools.mkdir()
    record = f'#!/bin/bash\necho "$(basename "$0") $*" >> {log}\n'
    # The image has no Python 3.12 to install, and 3.13 makes an environment.
    (tools / "apt-get").write_text(record + 'case "$*" in *python3.12*) exit 100;; esac\n')
    (tools / "python3.13").write_text(
        record + f'mkdir -p "$3/bin" && cp {tools}/venv-python "$3/bin/python" && chmod +x "$3/bin/python"\n'
    )
    (tools / "venv-python").write_text(record)
    for tool in tools.iterdir():
        tool.chmod(0o755)
    env = {"PATH": f"{tools}:/usr/bin:/bin", "GRADER_AUTOGRADER_ROOT": str(root)}
    done = subprocess.run(["bash", str(root / "source/setup.sh")], env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    lines = log.read_text().splitlines()
    assert lines[0].startswith("apt-get update")
    assert "libseccomp2" in lines[1]
    assert f"python3.13 -m venv {root}/venv" in lines
    pip = next(line for line in lines if " -m pip install" in line)
    assert pip.endswith("-c requirements.lock -r requirements.txt")
    assert lines[-1].endswith("grader.autograder.run warm")


# ---- Classroom 50


def test_classroom50_grades_a_checkout_and_holds_nothing_hidden(tmp_path):
    bundle, checkout = tmp_path / "bundle", tmp_path / "hello-alice"
    make(bundle, "--to", "classroom50", "--output", bundle, "--course", TINY)
    names = {str(path.relative_to(bundle)) for path in bundle.rglob("*") if path.is_file()}
    assert {"autograder.py", "runtime.json", "engine/grader/course/checks/tiny.py"} <= names
    assert not [name for name in names if "solutions" in name or "course/mistakes" in name]
    assert "variance_ignores_a_shift" not in (bundle / "engine/grader/course/checks/tiny.py").read_text()
    (checkout / "exercises").mkdir(parents=True)
    (checkout / "exercises/tiny.py").write_text(WRONG)
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    env |= {"GRADER_PYTHON": sys.executable, "CLASSROOM": "c", "ASSIGNMENT": "a", "OWNER": "alice"}
    env |= {"SUBMISSION_TAG": "submit/1", "COMMIT_URL": "u"}
    command = [sys.executable, str(bundle / "autograder.py")]
    done = subprocess.run(command, cwd=checkout, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    result = json.loads((checkout / "result.json").read_text())
    assert result["schema"] == "classroom50/result/v1"
    assert (result["owner"], result["max-score"]) == ("alice", 7)
    assert {test["test-name"]: test["passed"] for test in result["tests"]}["mean: mean_is_right"] is False
    assert (checkout / "release-body.md").read_text().startswith("# ")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--to", "gradescope", "--output", "{tmp}/x.tar"], "must end in .zip"),
        (["--to", "gradescope", "--output", "{tmp}"], "is a folder"),
        (["--to", "classroom50", "--output", "{tmp}"], "none of ours"),
        (["--to", "gradescope", "--output", "{tmp}/x.zip", "--unit", "two"], "no unit is called 'two'"),
        (["--to", "gradescope", "--output", "{tmp}/x.zip", "--seed", "-1"], "whole number"),
    ],
)
def test_what_cannot_be_done_is_said(tmp_path, arguments, says):
    (tmp_path / "mine.txt").write_text("")
    filled = [argument.format(tmp=tmp_path) for argument in arguments]
    done = CliRunner().invoke(cli, ["autograder", *filled, "--course", str(TINY)], standalone_mode=False)
    assert says in str(getattr(done.exception, "message", done.exception))
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
