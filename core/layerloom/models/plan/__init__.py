"""Plans: how a functional or sequential model runs for inputs of known shapes, with fused kernels and kept memory.

A plan is made from the model's layers and computes what they compute; layers that it has no kernels for run as they
are, as one of its steps.

The way of a batch: ``choosing`` finds or makes the plan for its shapes, ``building`` turns the calls of layers into
steps, for which it asks the functions in ``makers`` and its neighbours, and ``running`` runs the steps there and
back. ``step`` says what a step is; most other modules hold the steps of one kind of layer.
"""

from layerloom.models.plan.choosing import Plans, plans_of, set_planning

__all__ = ["Plans", "plans_of", "set_planning"]
