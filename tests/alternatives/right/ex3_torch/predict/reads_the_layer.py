"""The layer's numbers, taken out of the model."""


def predict(model, X_scaler, y_scaler, X_new):
    weight = model.fc1.weight.detach().numpy().astype("float64")
    bias = model.fc1.bias.detach().numpy().astype("float64")
    return y_scaler.inverse_transform(X_scaler.transform(X_new) @ weight.T + bias)
