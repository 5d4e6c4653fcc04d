"""The panel that sets runs side by side."""

from layerloom_studio.panels.compare.panel import ComparePanel

__all__ = ["ComparePanel"]
