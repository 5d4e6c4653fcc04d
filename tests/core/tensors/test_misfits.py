"""Operations tell in words of their own which inputs they were given and why these do not go together."""

import numpy as np
import pytest

from layerloom import ops

A, B = np.ones((2, 3), "float32"), np.ones((4, 2), "float32")


@pytest.mark.parametrize(
    "operation, told",
    [
        (lambda: ops.ones((2, 3)) + np.ones(4), r"add .*\(2, 3\) and \(4,\).*equal or 1"),
        (lambda: ops.matmul(A, B), r"matmul .*\(2, 3\) and \(4, 2\).*last axis of the first"),
        (lambda: ops.reshape(A, (4,)), r"reshape .*\(2, 3\) with newshape=\(4,\).*as many values"),
        (lambda: ops.concatenate([A, B]), r"concatenate .*all sizes but those along the axis"),
        (lambda: ops.stack([np.ones(2), np.ones(3)]), "all sizes but"),
        (lambda: ops.einsum("ij,jk->ik", A, B), "einsum .*one letter"),
        (lambda: ops.transpose(A, (0, 1, 2)), "transpose .*every axis once"),
        (lambda: ops.squeeze(np.ones(3), axis=0), "squeeze .*size 1"),
        (lambda: ops.where(np.ones(3), np.ones(2), 1.0), "where .*equal or 1"),
        (lambda: ops.broadcast_to(np.ones(3), (4,)), "broadcast_to .*equal or 1"),
        (lambda: ops.ones((2,)) + "a", "texts are no numbers"),
    ],
)
def test_the_sentence_names_operation_shapes_and_reason(operation, told):
    with pytest.raises(ValueError, match=told):
        operation()
