"""Pictures of unit 3: a training with Adam."""

from __future__ import annotations

import numpy as np

from grader.charts import Curve, chart

from ..tensors import fresh, layer
from .ex2_numpy import X, Y

EPOCHS = 30


@chart("train", x="epoch", y="loss")
def loss_by_epoch(student):
    """The losses that train keeps in 30 epochs of Adam on 12 points near a line, at a learning rate of 0.2."""
    model = layer(student, np.array([[-1.0]]), np.array([0.0]))
    return Curve(student.train(model, fresh(X), fresh(Y), 0.2, EPOCHS), np.arange(EPOCHS))
