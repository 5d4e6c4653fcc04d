"""Layerloom: draw a neural network, train it, watch it, use it."""

__version__ = "0.1.0"
