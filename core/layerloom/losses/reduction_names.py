"""Reduction: tf.keras's names for the ways in which a batch's losses become one."""

from __future__ import annotations

__all__ = ["Reduction"]


class Reduction:
    """The names of tf.keras for the ways in which a batch's values become one, as ``Loss`` takes them."""

    AUTO = SUM_OVER_BATCH_SIZE = "sum_over_batch_size"
    SUM = "sum"
    NONE = "none"

    @classmethod
    def all(cls) -> tuple[str, ...]:
        """Returns all ways."""
        return cls.SUM_OVER_BATCH_SIZE, cls.SUM, cls.NONE
