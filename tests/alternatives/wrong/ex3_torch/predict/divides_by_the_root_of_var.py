def predict(model, X_scaler, y_scaler, X_new):
    z = torch.tensor((X_new - X_scaler.mean_) / np.sqrt(X_scaler.var_), dtype=torch.float32)
    with torch.no_grad():
        return y_scaler.inverse_transform(model(z).numpy())
