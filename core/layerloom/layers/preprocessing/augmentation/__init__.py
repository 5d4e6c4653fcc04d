"""Image augmentation: layers that change pictures by chance while training, so that a network sees more of them."""

from layerloom.layers.preprocessing.augmentation.colors import *
from layerloom.layers.preprocessing.augmentation.distortion import *
from layerloom.layers.preprocessing.augmentation.filters import *
from layerloom.layers.preprocessing.augmentation.local_contrast import *
from layerloom.layers.preprocessing.augmentation.mixing import *
from layerloom.layers.preprocessing.augmentation.policies import *
from layerloom.layers.preprocessing.augmentation.sizes import *
from layerloom.layers.preprocessing.augmentation.tones import *
from layerloom.layers.preprocessing.augmentation.warping import *
