"""Loops and lists in all functions."""

import numpy as np


def ridge_loss(X, y, W, lam):
    s = 0.0
    for i in range(len(X)):
        p = 0.0
        for j in range(len(W)):
            p += X[i][j] * W[j][0]
        s += (p - y[i][0]) ** 2 / 2
    for j in range(len(W)):
        s += lam * W[j][0] ** 2 / 2
    return s


def ridge_gradient(X, y, W, lam):
    g = []
    for j in range(len(W)):
        g.append([lam * W[j][0]])
    for i in range(len(X)):
        p = 0.0
        for j in range(len(W)):
            p += X[i][j] * W[j][0]
        for j in range(len(W)):
            g[j][0] += X[i][j] * (p - y[i][0])
    return np.array(g)


def train_ridge(X, y, W, lam, learning_rate, num_epochs):
    losses = []
    for epoch in range(num_epochs):
        losses.append(ridge_loss(X, y, W, lam))
        g = ridge_gradient(X, y, W, lam)
        W_next = np.zeros((len(W), 1))
        for j in range(len(W)):
            W_next[j][0] = W[j][0] - learning_rate * g[j][0]
        W = W_next
    return W, losses


def solve_ridge(X, y, lam):
    D = X.shape[1]
    A = np.zeros((D, D))
    c = np.zeros((D, 1))
    for j in range(D):
        for k in range(D):
            for i in range(len(X)):
                A[j][k] += X[i][j] * X[i][k]
        A[j][j] += lam
        for i in range(len(X)):
            c[j][0] += X[i][j] * y[i][0]
    return np.linalg.solve(A, c)


def elastic_net_penalty(W, l1, l2):
    s = 0.0
    for j in range(len(W)):
        s += l1 * abs(W[j][0]) + l2 / 2 * W[j][0] ** 2
    return s


def elastic_net_subgradient(W, l1, l2):
    g = np.zeros((len(W), 1))
    for j in range(len(W)):
        if W[j][0] > 0:
            g[j][0] = l1 + l2 * W[j][0]
        if W[j][0] < 0:
            g[j][0] = -l1 + l2 * W[j][0]
    return g
