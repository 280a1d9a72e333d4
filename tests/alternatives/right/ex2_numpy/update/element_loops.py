"""Element by element."""

import numpy as np


def update(W, b, dW, db, learning_rate):
    newW = []
    for row, drow in zip(W, dW):
        newrow = []
        for w, dw in zip(row, drow):
            newrow.append(w - learning_rate * dw)
        newW.append(newrow)
    newb = []
    for i in range(len(b)):
        newb.append(b[i] - learning_rate * db[i])
    return np.array(newW), np.array(newb)
