"""Preprocessing layers: they prepare data inside a model, so that it travels with it."""

from layerloom.layers.preprocessing.augmentation import *
from layerloom.layers.preprocessing.encoding import *
from layerloom.layers.preprocessing.hashing import *
from layerloom.layers.preprocessing.images import *
from layerloom.layers.preprocessing.lookup import *
from layerloom.layers.preprocessing.pipeline import *
from layerloom.layers.preprocessing.scaling import *
from layerloom.layers.preprocessing.spectrograms import *
from layerloom.layers.preprocessing.text import *
