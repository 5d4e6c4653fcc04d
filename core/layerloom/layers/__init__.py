"""Layers, the public namespace ``keras.layers``: one line per family."""

from layerloom.layers.activation import *
from layerloom.layers.attention import *
from layerloom.layers.convolution import *
from layerloom.layers.core import *
from layerloom.layers.cropping import *
from layerloom.layers.dot import *
from layerloom.layers.einsum_dense import *
from layerloom.layers.embedding import *
from layerloom.layers.group_normalization import *
from layerloom.layers.input import *
from layerloom.layers.input_spec import *
from layerloom.layers.layer import *
from layerloom.layers.layer_normalization import *
from layerloom.layers.merging import *
from layerloom.layers.noise import *
from layerloom.layers.normalization import *
from layerloom.layers.padding import *
from layerloom.layers.pooling import *
from layerloom.layers.recurrent import *
from layerloom.layers.regularization import *
from layerloom.layers.reshaping import *
from layerloom.layers.spectral_normalization import *
from layerloom.layers.upsampling import *
from layerloom.layers.wrappers import *
