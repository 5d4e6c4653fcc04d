"""Operations on images, the public namespace ``keras.ops.image``."""

from layerloom.ops.image.colors import *
from layerloom.ops.image.coordinates import *
from layerloom.ops.image.filters import *
from layerloom.ops.image.patches import *
from layerloom.ops.image.resizing import *
from layerloom.ops.image.scaling import *
from layerloom.ops.image.warping import *
