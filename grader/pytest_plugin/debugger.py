"""``--pdb``: the debugger opens in the learner's own function, not in ours.

The failing call is made once more. Where it raises, the debugger shows the learner's frames of that traceback, and none
of a library below or of ours above; where the answer is wrong, their function as it was about to return, with all its
variables. Where there is no such call (an endless loop, a file that does not load) it opens where pytest opens it.
"""

from __future__ import annotations

from types import TracebackType
from typing import Any

import pytest

from ..outputs.failure_text import headline
from .items import CheckItem, NotPassed


class Debugger:
    """Registered with the first learner's file; at work with ``--pdb`` only."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_exception_interact(self, node: pytest.Item | pytest.Collector, call: pytest.CallInfo[Any]) -> None:
        """Runs before pytest's own, which opens the debugger at ``call.excinfo``."""
        if not isinstance(node, CheckItem) or node.result is None or not node.config.getoption("usepdb", False):
            return
        if call.excinfo is None or not isinstance(call.excinfo.value, NotPassed):
            return
        error, trace = node.file.practice.land(node.name)
        if trace is None:
            return
        error = error or NotPassed(headline(node.result))
        call.excinfo = _excinfo(error, trace)


def _excinfo(error: BaseException, trace: TracebackType) -> pytest.ExceptionInfo[BaseException]:
    return pytest.ExceptionInfo.from_exc_info((type(error), error.with_traceback(trace), trace))
