"""Older places of names, the public namespace ``keras.legacy``."""

from layerloom.legacy import saving as saving
