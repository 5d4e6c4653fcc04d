"""Operations on tensors, the public namespace ``keras.ops``: every one works on values, tapes and symbols."""

from layerloom.ops import image as image
from layerloom.ops import linalg as linalg
from layerloom.ops import nn as nn
from layerloom.ops import numpy as numpy
from layerloom.ops.adaptive_pooling import *
from layerloom.ops.algebra import *
from layerloom.ops.arithmetic import *
from layerloom.ops.arrays import *
from layerloom.ops.attention import *
from layerloom.ops.bits import *
from layerloom.ops.classes import *
from layerloom.ops.complex import *
from layerloom.ops.control import *
from layerloom.ops.convolution import *
from layerloom.ops.convolution_transpose import *
from layerloom.ops.creation import *
from layerloom.ops.crossentropy import *
from layerloom.ops.ctc import *
from layerloom.ops.custom import *
from layerloom.ops.decompositions import *
from layerloom.ops.depthwise import *
from layerloom.ops.elementary import *
from layerloom.ops.folding import *
from layerloom.ops.indexing import *
from layerloom.ops.inverses import *
from layerloom.ops.linear import *
from layerloom.ops.logic import *
from layerloom.ops.math import *
from layerloom.ops.matrices import *
from layerloom.ops.nan import *
from layerloom.ops.nonlinear import *
from layerloom.ops.normalization import *
from layerloom.ops.numeric import *
from layerloom.ops.pieces import *
from layerloom.ops.pooling import *
from layerloom.ops.reduce import *
from layerloom.ops.repeating import *
from layerloom.ops.rows import *
from layerloom.ops.running import *
from layerloom.ops.scatter import *
from layerloom.ops.signal import *
from layerloom.ops.sorting import *
from layerloom.ops.spacing import *
from layerloom.ops.special import *
from layerloom.ops.standardization import *
from layerloom.ops.unit import *
from layerloom.tensors import open_doors as _open_doors
from layerloom.tensors.tensor import operators as _operators

# On symbolic tensors each public function is one node of a model's graph.
for _module in (globals(), vars(image)):
    _public = [_name for _name, _value in _module.items() if callable(_value) and not _name.startswith("_")]
    _open_doors(_module, _public, _operators)
