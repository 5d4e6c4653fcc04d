"""Older path of files from the network and of batches by number (``keras.utils.data_utils``)."""

from layerloom.utils.enqueuers import GeneratorEnqueuer, OrderedEnqueuer, SequenceEnqueuer
from layerloom.utils.get_file import get_file
from layerloom.utils.py_dataset import Sequence

__all__ = [
    "GeneratorEnqueuer",
    "OrderedEnqueuer",
    "Sequence",
    "SequenceEnqueuer",
    "get_file",
]
