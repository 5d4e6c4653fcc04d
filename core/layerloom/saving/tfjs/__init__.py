"""Layers models of TensorFlow.js, read without it."""

from layerloom.saving.tfjs.reading import is_tfjs, plan_weights, read_model

__all__ = ["is_tfjs", "plan_weights", "read_model"]
