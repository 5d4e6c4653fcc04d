"""Runs without a window: jobs, their folders and events, data, and classifying images with what was trained.

A training is a ``job`` that ``runner`` carries out in a ``folder``: ``data`` loads what the job refers to,
``preparing`` brings data and model together, and ``events`` are the log that all others read. Strangers' files are
asked for in ``opening`` (models), ``imaging`` (pictures) and ``array_files`` (tables, arrays), which have a
``child`` process read them.
"""
