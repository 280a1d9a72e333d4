def train(model, X, y, learning_rate, num_epochs, weight_decay=0.0):
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate, weight_decay=weight_decay)
    losses = []
    for _ in range(num_epochs):
        optimizer.zero_grad()
        loss = nn.functional.mse_loss(model(X), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
        if losses[-1] < 1e-6:
            break
    return losses
