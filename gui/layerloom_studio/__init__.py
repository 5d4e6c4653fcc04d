"""Layerloom: draw a neural network, train it, watch it, use it."""
