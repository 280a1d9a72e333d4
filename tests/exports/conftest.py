"""Runs ``grader export`` on the class of made.py."""

import pytest
from click.testing import CliRunner
from exports.made import CLASS, book

from grader.cli import cli


@pytest.fixture(scope="session")
def results(tmp_path_factory):
    """A folder of results with the class in its gradebook."""
    return book(tmp_path_factory.mktemp("results"))


@pytest.fixture
def export(tmp_path, results, monkeypatch):
    """``export("csv", "out.csv", ...)``: what the command did with the class; its output is where it was asked for."""
    for name in ("CLASSROOM", "ASSIGNMENT", "OWNER", "SUBMISSION_TAG", "COMMIT_URL", "RELEASE_URL", "REVIEW_URL"):
        monkeypatch.delenv(name, raising=False)

    def run(name, output, *more, reports=CLASS):
        folder = results if reports is CLASS else book(tmp_path / "results", reports)
        arguments = ["export", str(folder), "--to", name, "--output", str(tmp_path / output), *map(str, more)]
        return CliRunner().invoke(cli, arguments, standalone_mode=False)

    return run


@pytest.fixture
def folder_of(tmp_path):
    """The folder of one student below an output."""

    def find(output, student):
        (found,) = [path for path in (tmp_path / output).iterdir() if path.name.startswith(f"{student}-")]
        return found

    return find
