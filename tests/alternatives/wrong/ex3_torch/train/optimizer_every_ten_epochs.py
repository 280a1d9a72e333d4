def train(model, X, y, learning_rate, num_epochs, weight_decay=0.0):
    losses = []
    for epoch in range(num_epochs):
        if epoch % 10 == 0:
            optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate, weight_decay=weight_decay)
        loss = nn.functional.mse_loss(model(X), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses
