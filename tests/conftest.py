"""What several test files share."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

sys.path.append(str(Path(__file__).parent))  # for `import agreement`: importlib mode leaves sys.path alone

ROOT = Path(__file__).resolve().parents[1]
NOBODY = 65534
SYSTEM_PYTHON = Path("/usr/bin/python3")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "xdist_group(name): tests that share what is dear (known without xdist, too)")


@dataclass(frozen=True)
class OrdinaryUser:
    """`python` begins a command that this user runs; `home` is a folder of theirs."""

    python: tuple[str, ...]
    home: Path


@pytest.fixture(scope="session")
def ordinary_user() -> Iterator[OrdinaryUser]:
    """A user without any privilege, with a Python that they can read: the tests' own, or the system's with the same
    libraries.
    """
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("this is an ordinary user already")
    folder = Path(tempfile.mkdtemp(prefix="grader-user-"))  # pytest's own folders are closed to others
    try:
        folder.chmod(0o755)
        home = folder / "home"
        home.mkdir()
        os.chown(home, NOBODY, NOBODY)
        user = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
        lacking = _lacks([*user, sys.executable])
        if not lacking:
            python = sys.executable
        else:
            python = str(_system_python(folder / "venv"))
            lacking = _lacks([*user, python])
        if lacking:
            pytest.skip(f"NOT TESTED as an ordinary user: it cannot read the libraries or this repository: {lacking}")
        yield OrdinaryUser((*user, python), home)
    finally:
        shutil.rmtree(folder)


def _system_python(folder: Path) -> Path:
    """The system's interpreter with our libraries. Skips where its version is another."""
    wanted = f"Python {sys.version_info[0]}.{sys.version_info[1]}."
    there = SYSTEM_PYTHON.exists()
    told = subprocess.run([SYSTEM_PYTHON, "-V"], capture_output=True, text=True, check=False).stdout if there else ""
    if not told.startswith(wanted):
        pytest.skip(f"NOT TESTED as an ordinary user: it cannot read {sys.executable}; {SYSTEM_PYTHON} is no {wanted}x")
    made = subprocess.run([SYSTEM_PYTHON, "-m", "venv", "--without-pip", folder], capture_output=True, check=False)
    if made.returncode:
        pytest.skip(f"NOT TESTED as an ordinary user: no venv from {SYSTEM_PYTHON}: {made.stderr.decode()[-200:]}")
    (site,) = folder.glob("lib/python*/site-packages")
    (site / "libraries.pth").write_text(f"{Path(np.__file__).parents[1]}\n")
    return folder / "bin" / "python"


def _lacks(command: list[str]) -> str:
    """What keeps this interpreter from importing what is needed and starting another; nothing where nothing does.

    (`setpriv` may start one that its user can neither read nor start.)
    """
    needed = "import subprocess, sys, numpy, pytest, msgpack, pyseccomp, grader"
    another = "subprocess.run([sys.executable, '-c', ''], check=True)"
    try:
        tried = subprocess.run(
            [*command, "-c", f"{needed}\n{another}"], cwd=ROOT, capture_output=True, text=True, check=False
        )
    except OSError as error:  # no setpriv here
        return str(error)
    return tried.stderr[-200:] if tried.returncode else ""
