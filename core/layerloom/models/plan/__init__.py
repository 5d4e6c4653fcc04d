"""Plans: how a functional or sequential model runs for inputs of known shapes, with fused kernels and kept memory.

A plan is made from the model's layers and computes what they compute; layers that it has no kernels for run as
they are, as one of its steps.
"""

from layerloom.models.plan.choosing import Plans, plans_of, set_planning

__all__ = ["Plans", "plans_of", "set_planning"]
