from torch.utils.data import DataLoader, TensorDataset


def train(model, X, y, learning_rate, num_epochs, weight_decay=0.0):
    loader = DataLoader(TensorDataset(X, y), batch_size=32, shuffle=True)
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate, weight_decay=weight_decay)
    losses = []
    for _ in range(num_epochs):
        losses.append(nn.functional.mse_loss(model(X), y).item())
        for rows, targets in loader:
            optimizer.zero_grad()
            nn.functional.mse_loss(model(rows), targets).backward()
            optimizer.step()
    return losses
