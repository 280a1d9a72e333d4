"""How a batch goes on, on standard error: a bar with the time left on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import time

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

from ..results import Report
from .text import number, one_line

EVERY_S = 5.0


class Bar:
    """For a terminal."""

    def __init__(self, console: Console) -> None:
        columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
        self.progress = Progress(*columns, TimeRemainingColumn(), console=console, transient=True)

    def start(self, total: int) -> None:
        self.task = self.progress.add_task("starting the sandbox", total=total)
        self.progress.start()

    def skip(self) -> None:
        self.progress.advance(self.task)

    def advance(self, report: Report) -> None:
        self.progress.update(self.task, advance=1, description=_short(one_line(report.student)))

    def stop(self) -> None:
        self.progress.stop()


class Lines:
    """For a log. The time left is reckoned from what came after the first report, which waits for the start."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.total = self.skipped = self.graded = 0
        self.first = self.said = 0.0

    def start(self, total: int) -> None:
        self.total, self.skipped, self.graded = total, 0, 0

    def skip(self) -> None:
        self.skipped += 1

    def advance(self, report: Report) -> None:
        self.graded += 1
        now, done = time.monotonic(), self.skipped + self.graded
        self.first = self.first or now
        if now - self.said >= EVERY_S or done == self.total:
            self.said = now
            left = (now - self.first) / max(1, self.graded - 1) * (self.total - done)
            score = f"{number(report.score)} / {number(report.max_score)}" if report.status == "graded" else "ungraded"
            line = f"{done} of {self.total}: {one_line(report.student)} {score}" + (
                f"; {left:.0f} s left" if left >= 1 else ""
            )
            self.console.print(line, markup=False, highlight=False, soft_wrap=True)

    def stop(self) -> None:
        """Nothing is left open."""


def _short(text: str, most: int = 24) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
