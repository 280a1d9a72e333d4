"""A DataLoader whose only batch is everything; model.train()."""

from torch import nn, optim
from torch.utils.data import DataLoader, TensorDataset


def train(model, X, y, learning_rate, num_epochs, weight_decay=0.0):
    loader = DataLoader(TensorDataset(X, y), batch_size=len(X), shuffle=False)
    optimizer = optim.Adam(params=model.parameters(), lr=learning_rate, weight_decay=weight_decay)
    loss_function = nn.MSELoss()
    history = []
    model.train()
    for _ in range(num_epochs):
        running = 0.0
        for inputs, targets in loader:
            optimizer.zero_grad()
            loss = loss_function(model(inputs), targets)
            loss.backward()
            optimizer.step()
            running += loss.item() * len(inputs)
        history.append(running / len(X))
    return history
