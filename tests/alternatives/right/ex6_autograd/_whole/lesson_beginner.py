"""The lesson's manner: .data everywhere, prints, Portuguese comments."""

import torch

# os dados da aula
X_TRAIN = torch.tensor([[4.7], [2.4], [7.5], [7.1], [4.3], [7.8], [8.9], [5.2], [4.59], [2.1], [8.], [5.], [7.5], [5.], [4.], [8.], [5.2], [4.9], [3.], [4.7], [4.], [4.8], [3.5], [2.1], [4.1]])
Y_TRAIN = torch.tensor([[2.6], [1.6], [3.09], [2.4], [2.4], [3.3], [2.6], [1.96], [3.13], [1.76], [3.2], [2.1], [1.6], [2.5], [2.2], [2.75], [2.4], [1.8], [1.], [2.], [1.6], [2.4], [2.6], [1.5], [3.1]])


def init_parameters(input_size, output_size, generator):
    # pesos aleatórios
    w1 = torch.rand(input_size, output_size, generator=generator)
    b1 = torch.rand(1, output_size, generator=generator)
    w1.requires_grad = True
    b1.requires_grad = True
    return w1, b1


def forward(X, w1, b1):
    resultado = X.mm(w1)
    resultado = resultado.clamp(min=0)
    resultado = resultado.add(b1)
    return resultado


def sse_loss(y_hat, y):
    diferenca = y_hat - y
    quadrado = diferenca.pow(2)
    soma = quadrado.sum()
    return soma


def train_step(X, y, w1, b1, learning_rate):
    y_hat = forward(X, w1, b1)
    loss = sse_loss(y_hat, y)
    loss.backward()
    # atualizar os pesos
    w1.data = w1.data - w1.grad.data * learning_rate
    b1.data = b1.data - b1.grad.data * learning_rate
    # limpar os gradientes
    w1.grad.data.zero_()
    b1.grad.data.zero_()
    valor = loss.data.item()
    return valor


def train(X, y, w1, b1, learning_rate=0.001, num_iterations=4000):
    lista = []
    for i in range(num_iterations):
        valor = train_step(X, y, w1, b1, learning_rate)
        if i % 1000 == 0:
            print(i, valor)
        lista.append(valor)
    return lista
