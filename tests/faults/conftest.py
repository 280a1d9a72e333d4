"""One class, graded once without disturbance, for all that is disturbed."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from faulting import COUNT, SLOWLY, Class, write_class


@pytest.fixture(scope="session")
def tiny_class(tmp_path_factory: pytest.TempPathFactory) -> Class:
    if sys.platform != "linux" or not Path("/proc/self/stat").exists():
        pytest.skip("NOT TESTED: the sandbox and /proc are Linux's")
    folder = tmp_path_factory.mktemp("faults")
    return Class(write_class(folder / "class", COUNT, SLOWLY), folder / "whole")
