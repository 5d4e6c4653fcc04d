"""A page that shows what each layer of a model makes of a picture, with Quiver's addresses."""

from layerloom.quiver_engine import server

__all__ = ["server"]
