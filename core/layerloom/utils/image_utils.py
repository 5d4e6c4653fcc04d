"""Older path of images and arrays (``keras.utils.image_utils``)."""

from layerloom.utils.images import array_to_img, img_to_array, load_img, save_img
from layerloom.utils.resizing import smart_resize

__all__ = [
    "array_to_img",
    "img_to_array",
    "load_img",
    "save_img",
    "smart_resize",
]
