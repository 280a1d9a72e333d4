"""Adam written out, the penalty added to the gradient."""

import torch


def train(model, X, y, learning_rate, num_epochs, weight_decay=0.0):
    beta1, beta2, eps = 0.9, 0.999, 1e-8
    params = [p for p in model.parameters() if p.requires_grad]
    m = [torch.zeros_like(p) for p in params]
    v = [torch.zeros_like(p) for p in params]
    losses = []
    for t in range(1, num_epochs + 1):
        for p in params:
            p.grad = None
        loss = torch.nn.functional.mse_loss(model(X), y)
        loss.backward()
        with torch.no_grad():
            for i, p in enumerate(params):
                if p.grad is None:
                    continue
                g = p.grad + weight_decay * p
                m[i] = beta1 * m[i] + (1 - beta1) * g
                v[i] = beta2 * v[i] + (1 - beta2) * g * g
                m_hat = m[i] / (1 - beta1**t)
                v_hat = v[i] / (1 - beta2**t)
                p -= learning_rate * m_hat / (torch.sqrt(v_hat) + eps)
        losses.append(float(loss))
    return losses
