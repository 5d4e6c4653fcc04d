"""Mixed precision by its older names, the public namespace ``keras.mixed_precision``."""

from layerloom.dtype_policies import DTypePolicy, dtype_policy, set_dtype_policy
from layerloom.optimizers import LossScaleOptimizer

__all__ = [
    "DTypePolicy", "LossScaleOptimizer", "Policy", "dtype_policy", "global_policy", "set_dtype_policy",
    "set_global_policy",
]  # fmt: skip

Policy = DTypePolicy
global_policy = dtype_policy
set_global_policy = set_dtype_policy
