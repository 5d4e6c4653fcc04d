"""The name ``keras`` inside ``layerloom``, for code written as ``import tensorflow as tf; tf.keras...``.

``from layerloom.keras.models import Sequential`` gives the very objects of ``layerloom.models``.
"""

import sys

import layerloom
from layerloom import *

__version__ = layerloom.__version__
__all__ = list(layerloom.__all__)

# Real modules under a second name, not copies: isinstance and the registry must see one class each.
for _name in (name for name in layerloom.__all__ if f"layerloom.{name}" in sys.modules):
    sys.modules[f"{__name__}.{_name}"] = sys.modules[f"layerloom.{_name}"]
