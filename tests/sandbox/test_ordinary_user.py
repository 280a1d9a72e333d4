"""The attacks again, by a user without any privilege, with a Python that this user can read.

Whoever runs the tests as such a user has done so already.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

REPOSITORY = Path(__file__).parents[2]
VERSION = f"{sys.version_info[0]}.{sys.version_info[1]}"
# What the host's clock ends: it does so whoever the user is, and test_host.py shows it.
SLOW = "catastrophe or million or slowly or pipes or threads or timer or dump or huge"
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the sandbox is for Linux")


@pytest.fixture(scope="module")
def as_nobody() -> Iterator[tuple[list[str], Path]]:
    """The beginning of a command that runs Python as nobody."""
    if os.geteuid() != 0:
        pytest.skip("this is an ordinary user already")
    python = Path("/usr/bin/python3")
    asked = subprocess.run([python, "-V"], capture_output=True, text=True, check=False) if python.exists() else None
    if asked is None or not asked.stdout.startswith(f"Python {VERSION}."):
        pytest.skip(f"NOT TESTED as an ordinary user: no Python {VERSION} in {python}")
    with tempfile.TemporaryDirectory(prefix="grader-test-") as folder:
        Path(folder).chmod(0o755)
        yield _ready(python, Path(folder)), Path(folder)


def _ready(python: Path, folder: Path) -> list[str]:
    home = folder / "venv"
    made = subprocess.run([python, "-m", "venv", "--without-pip", home], capture_output=True, check=False)
    if made.returncode:
        pytest.skip(f"NOT TESTED as an ordinary user: no venv from {python}: {made.stderr.decode()[-200:]}")
    (site,) = home.glob("lib/python*/site-packages")
    (site / "libraries.pth").write_text(f"{Path(np.__file__).parents[1]}\n")
    command = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", str(home / "bin/python")]
    sees = subprocess.run(
        [*command, "-c", "import numpy, torch, pytest, msgpack, pyseccomp, grader"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    if sees.returncode:
        pytest.skip(f"NOT TESTED as an ordinary user: it cannot read the libraries: {sees.stderr[-200:]}")
    (folder / "work").mkdir()
    os.chown(folder / "work", 65534, 65534)
    return command


@pytest.mark.parametrize(
    ("file", "chosen"),
    [
        ("test_attacks.py", "holds or nothing_is_locked or abi or own_signals or imported"),
        ("test_graded.py", f"(nothing_and_costs or patches or does_not_load or death or hidden) and not ({SLOW})"),
        ("test_host.py", "ways_to_end or protocol or environment or left_running or earlier_answers or memory_is"),
        ("test_leftovers.py", ""),
    ],
)
def test_as_an_ordinary_user(as_nobody, file, chosen):
    command, folder = as_nobody
    ran = subprocess.run(
        [*command, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", chosen, "--basetemp",
         folder / "work/tmp", f"tests/sandbox/{file}"],
        cwd=REPOSITORY,
        env={"PATH": os.environ["PATH"], "HOME": str(folder / "work"), "TMPDIR": str(folder / "work"),
             "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout[-3000:] + ran.stderr[-1000:]
    assert "passed" in ran.stdout
