"""Layers, the public namespace ``keras.layers``: one line per family."""

from layerloom.layers.core import *
from layerloom.layers.input import Input, InputLayer
from layerloom.layers.input_spec import InputSpec
from layerloom.layers.layer import Layer
from layerloom.layers.merging import *
from layerloom.layers.regularization import *
from layerloom.layers.reshaping import *
