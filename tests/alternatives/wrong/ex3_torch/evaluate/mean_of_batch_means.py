def evaluate(model, X, y):
    with torch.no_grad():
        errors = [nn.functional.mse_loss(model(X[i : i + 32]), y[i : i + 32]).item() for i in range(0, len(X), 32)]
    return sum(errors) / len(errors)
