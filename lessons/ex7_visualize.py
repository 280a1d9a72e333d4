"""Unit 7's lesson: random points around a line, and a model that is seen to learn."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import torch
from matplotlib.animation import PillowWriter

from .page import LOOKS, Page, losses

SLOPE, INTERCEPT, SAMPLES, EPOCHS = 2.0, 3.0, 250, 200
ROOM = (0.07, 0.98, 0.08, 0.97)


def fresh() -> tuple[Any, Any]:
    """A model that has learned nothing, and what trains it."""
    torch.manual_seed(1234)
    model = torch.nn.Linear(1, 1)
    return model, torch.optim.SGD(model.parameters(), lr=0.01)


def tell(page: Page) -> None:
    words = page.solution
    x, y = words.sample_line(SAMPLES, SLOPE, INTERCEPT, np.random.default_rng(1234))
    x_test, y_test = words.sample_line(50, SLOPE, INTERCEPT, np.random.default_rng(4321))
    model, optimizer = fresh()
    page.line("w and b to start from", words.get_param_values(model), ".3f")
    history = [words.run_epoch(model, optimizer, x, y) for _ in range(EPOCHS)]
    page.line(f"w and b after {EPOCHS} epochs", words.get_param_values(model), ".3f")
    page.line("MSE, first and last", [history[0], history[-1]], ".3f")
    page.line("the best fit's MSE", np.mean((y - np.polyval(np.polyfit(x, y, 1), x)) ** 2), ".3f")

    with plt.rc_context({**LOOKS, "figure.constrained_layout.use": False, "savefig.bbox": "tight"}):
        page.picture("data", words.plot_data(x, y, f"{SAMPLES} points around y = {SLOPE:g} x + {INTERCEPT:g}"))
        w, b = words.get_param_values(model)
        parts = [part[:, None] for part in (x, y, w * x + b, x_test, y_test, w * x_test + b)]
        page.picture("fit", words.plot_fit(*parts))
    losses(page, {"train": history}, "SGD at 0.01, all points at a time")
    margins = {f"figure.subplot.{side}": at for side, at in zip(("left", "right", "bottom", "top"), ROOM, strict=True)}
    with plt.rc_context({**LOOKS, **margins, "figure.constrained_layout.use": False, "figure.figsize": (5, 3.4)}):
        moving = words.animate_training(*fresh(), x, y, SLOPE, INTERCEPT, EPOCHS)
        page.said(page.path("training.gif"), lambda path: save(moving, path))
    plt.close("all")


def save(moving: Any, path: Path) -> None:
    """An animation as a small GIF: every fifth frame is enough to see it move."""
    moving.save(str(path), writer=EveryFifth(fps=10), dpi=80)


class EveryFifth(PillowWriter):
    """Writes the first frame, every fifth after it, and waits at the last one."""

    def setup(self, *given: Any, **named: Any) -> None:
        super().setup(*given, **named)
        self.seen = 0

    def grab_frame(self, **named: Any) -> None:
        if self.seen % 5 == 0 or self.seen == EPOCHS - 1:
            super().grab_frame(**named)
        self.seen += 1

    def finish(self) -> None:
        few = [frame.convert("RGB").quantize(24) for frame in self._frames]
        waits = [1000 // self.fps] * (len(few) - 1) + [2000]
        few[0].save(self.outfile, save_all=True, append_images=few[1:], duration=waits, loop=0, optimize=True)
