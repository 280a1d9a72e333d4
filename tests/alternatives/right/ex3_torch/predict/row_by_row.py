"""A row at a time."""

import numpy as np
import torch


def predict(model, X_scaler, y_scaler, X_new):
    answers = []
    for row in X_new:
        row = X_scaler.transform(row.reshape(1, -1))
        with torch.inference_mode():
            z = model(torch.tensor(row, dtype=torch.float32))
        answers.append(y_scaler.inverse_transform([[z.item()]])[0])
    return np.array(answers)
