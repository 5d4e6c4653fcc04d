"""Drawings of models: what is in them, where it stands, and the files it is written to, without other programs."""
