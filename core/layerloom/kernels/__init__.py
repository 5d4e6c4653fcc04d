"""Kernels: the numerical work on raw NumPy arrays, without tape and without names of Keras.

Images are channels-last ``(batch, *spatial, channels)``, kernels ``(*window, channels, filters)``. Every function
takes arrays and gives new arrays; float32 stays float32. A compiled twin can take the place of any of them.
"""
