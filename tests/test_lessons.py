"""``python -m lessons`` prints the lessons' own numbers, and writes what it says it writes."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from grader.catalog import Course

ROOT = Path(__file__).resolve().parents[1]
GOLDEN = json.loads((ROOT / "tests/golden/lessons.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """What it printed, line by line as {unit: {label: words}}, and where its files are."""
    folder = tmp_path_factory.mktemp("lessons")
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "lessons", "--out", str(folder)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    units: dict[int, dict[str, str]] = {}
    for line in done.stdout.splitlines():
        if title := re.match(r"Unit (\d): ", line):
            units[int(title[1])] = table = {}
        elif found := re.match(r"  (\S.*?) {2,}(\S.*)", line):
            table.setdefault(found[1], found[2])
    return units, folder, done.stdout


def numbers(text):
    return [float(word) for word in re.findall(r"-?\d+\.?\d*", text)]


def test_the_numpy_lesson(told):
    golden, (units, _, _) = GOLDEN["numpy_lesson"], told
    assert numbers(units[1]["first targets"]) == golden["first_targets"]
    assert numbers(units[1]["rows to train, validate, test"]) == golden["split_sizes"]
    for epoch, loss in golden["losses_by_epoch"].items():
        assert numbers(units[2][f"loss at epoch {epoch}"]) == [loss]
    assert numbers(units[2]["MSE, train and test"]) == [golden["train_mse"], golden["test_mse"]]
    assert units[2]["the line"] == f"y = {golden['slope']} X + {golden['intercept']}"


def test_the_torch_lesson(told):
    golden, table = GOLDEN["torch_lesson"], told[0][3]
    assert numbers(table["inputs"]) == pytest.approx(golden["randn_3x1"], abs=5e-5)
    assert numbers(table["weight and bias"]) == [golden["weight"], golden["bias"]]
    assert numbers(table["outputs"]) == pytest.approx(golden["outputs"], abs=5.1e-5)
    assert numbers(table["MSE of (0, 0, 1, 1), (1, 1, 1, 0)"]) == [golden["mse_example"]]
    assert numbers(table["MSE, train and test, no weight decay"])[0] == golden["train_error"]
    assert numbers(table["MSE, train and test, weight decay 0.01"])[0] == golden["train_error"]


def test_the_other_lessons(told):
    units = told[0]
    assert units[4]["closed form, lambda = 0.5"] == units[4]["descent, lambda = 0.5"]
    assert numbers(units[5]["10,000 iterations at 0.01"]) == pytest.approx([3, 0], abs=0.05)
    assert units[5]["1,000 iterations at 100"] == "nan nan"
    assert numbers(units[6]["w1 and b1 after 4000 steps"]) == [0.1751, 1.4045]
    assert numbers(units[6]["loss, first and last"])[1] == 6.1199
    assert numbers(units[7]["MSE, first and last"])[1] < 0.12


def test_the_files(told):
    _, folder, out = told
    said = {Path(line.split("-> ")[1]) for line in out.splitlines() if "-> " in line}
    assert said == set(folder.iterdir())
    assert {path.name[:3] for path in said} == {f"ex{number}" for number in range(1, 8)}
    for path in said:
        with Image.open(path) as image:
            image.load()
            assert min(image.size) > 200
            assert getattr(image, "n_frames", 1) == (41 if path.suffix == ".gif" else 1)
            colors = image.convert("RGB").getcolors(1 << 20)
        assert max(count for count, _ in colors) < 0.99 * image.width * image.height
        assert path.stat().st_size < 200_000


def test_one_unit_alone_and_one_that_is_not_there(tmp_path):
    run = [sys.executable, "-m", "lessons", "--out", str(tmp_path)]
    done = subprocess.run([*run, "ex1_data"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.count("Unit ") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["ex1_data_split.png"]
    done = subprocess.run([*run, "ex9"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "no unit is called 'ex9'" in done.stderr


def test_the_pictures_of_the_readme_are_there_and_small():
    shown = re.findall(r"\((docs/images/[^)]+)\)", (ROOT / "README.md").read_text("utf-8"))
    assert {"training.gif", "descent.png", "ridge.png"} <= {Path(path).name for path in shown}
    assert all((ROOT / path).stat().st_size < 200_000 for path in shown)


def test_the_course_map_is_true():
    """exercises/README.md names every unit with its points, in order."""
    course = Course.find(cwd=ROOT)
    rows = re.findall(
        r"^\| `(ex\w+)` \| .* \| ([\d.]+) \|$", (ROOT / "exercises/README.md").read_text("utf-8"), re.MULTILINE
    )
    assert [(unit, float(points)) for unit, points in rows] == [
        (unit, course.outline(unit).points) for unit in course.units
    ]
