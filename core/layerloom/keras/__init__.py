"""The name ``keras`` inside ``layerloom``, for code written as ``import tensorflow as tf; tf.keras...``.

``from layerloom.keras.models import Sequential`` gives the very objects of ``layerloom.models``.
"""

import sys

import layerloom
from layerloom import *
from layerloom.legacy.modules import first_parts as _first_parts

__version__ = layerloom.__version__
__all__ = list(layerloom.__all__)

# Real modules under a second name, not copies: isinstance and the registry must see one class each.
for _path in [path for path in sys.modules if path.split(".")[:1] == ["layerloom"]]:
    _parts = _path.split(".")[1:]
    if _parts and (_parts[0] in layerloom.__all__ or _parts[0] in _first_parts()):
        sys.modules[".".join((__name__, *_parts))] = sys.modules[_path]
        if len(_parts) == 1:
            globals()[_parts[0]] = sys.modules[_path]
