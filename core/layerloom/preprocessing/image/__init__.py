"""Pictures made ready (``keras.preprocessing.image``): generators of changed pictures, and the changes."""

from layerloom.preprocessing.image.generator import ImageDataGenerator
from layerloom.preprocessing.image.iterators import DirectoryIterator, Iterator, NumpyArrayIterator
from layerloom.preprocessing.image.tables import DataFrameIterator
from layerloom.preprocessing.image.transforms import (
    apply_affine_transform,
    apply_brightness_shift,
    apply_channel_shift,
    random_brightness,
    random_channel_shift,
    random_rotation,
    random_shear,
    random_shift,
    random_zoom,
)
from layerloom.utils.images import array_to_img, img_to_array, load_img, save_img
from layerloom.utils.resizing import smart_resize

__all__ = [
    "DataFrameIterator",
    "DirectoryIterator",
    "ImageDataGenerator",
    "Iterator",
    "NumpyArrayIterator",
    "apply_affine_transform",
    "apply_brightness_shift",
    "apply_channel_shift",
    "array_to_img",
    "img_to_array",
    "load_img",
    "random_brightness",
    "random_channel_shift",
    "random_rotation",
    "random_shear",
    "random_shift",
    "random_zoom",
    "save_img",
    "smart_resize",
]
