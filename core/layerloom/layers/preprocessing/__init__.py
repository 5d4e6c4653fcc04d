"""Preprocessing layers: they prepare data inside a model, so that it travels with it."""

from layerloom.layers.preprocessing.augmentation import *
from layerloom.layers.preprocessing.images import *
from layerloom.layers.preprocessing.scaling import *
