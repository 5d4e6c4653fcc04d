"""Losses (``keras.losses``): what training makes small."""

from layerloom.losses import margin as _margin
from layerloom.losses import older_names as _older_names
from layerloom.losses import overlap as _overlap
from layerloom.losses import probability as _probability
from layerloom.losses import regression as _regression
from layerloom.losses import similarity as _similarity
from layerloom.losses.by_name import deserialize, get, serialize
from layerloom.losses.by_name import functions as _functions
from layerloom.losses.ctc import CTC, ctc
from layerloom.losses.loss import Loss, LossFunctionWrapper
from layerloom.losses.margin import *
from layerloom.losses.older_names import *
from layerloom.losses.overlap import *
from layerloom.losses.probability import *
from layerloom.losses.reduction_names import Reduction
from layerloom.losses.regression import *
from layerloom.losses.similarity import *

__all__ = [
    "CTC",
    "FUNCTIONS",
    "Loss",
    "LossFunctionWrapper",
    "Reduction",
    "ctc",
    "deserialize",
    "get",
    "serialize",
]
__all__ += _margin.__all__
__all__ += _older_names.__all__
__all__ += _overlap.__all__
__all__ += _probability.__all__
__all__ += _regression.__all__
__all__ += _similarity.__all__

#: What ``"mse"`` and its like stand for; as in Keras these are functions, and classes have names of their own.
FUNCTIONS = _functions()
