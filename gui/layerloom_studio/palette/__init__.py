"""The palette: every layer there is, by category, with a filter, favourites and what was used last."""

from layerloom_studio.palette.panel import Palette

__all__ = ["Palette"]
