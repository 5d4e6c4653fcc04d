"""Helpers, the public namespace ``keras.utils``."""

from layerloom.utils.numerical import *
from layerloom.utils.seeds import *
