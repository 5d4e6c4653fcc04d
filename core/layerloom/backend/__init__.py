"""The public namespace ``keras.backend``: what Keras 3 offers there, and the older functions that code calls ``K``."""

from layerloom.backend.arrays import *
from layerloom.backend.functions import *
from layerloom.backend.gradients import *
from layerloom.backend.graphs import *
from layerloom.backend.sequences import *
from layerloom.backend.settings import *
