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
        (lambda: ops.ones((2,)) + None, "None is no number"),
        (lambda: ops.zeros((2, -1)), "sizes cannot be negative|negative"),
        (lambda: ops.convert_to_tensor([[1, 2], [3]]), "rows of one length"),
        (lambda: ops.sum([[1, 2], [3]]), "rows of one length"),
        (lambda: ops.convert_to_tensor(["a", "b"], dtype="float32"), "holds texts"),
        (lambda: ops.convert_to_tensor(None), "cannot become a tensor"),
        (lambda: ops.convert_to_tensor([1, None]), "cannot become a tensor"),
        (lambda: ops.convert_to_tensor({"a": 1}), "cannot become a tensor"),
    ],
)
def test_the_sentence_names_operation_shapes_and_reason(operation, told):
    with pytest.raises(ValueError, match=told):
        operation()


@pytest.mark.parametrize(
    "operation, told",
    [
        (lambda: ops.take(A, [0, 5], axis=0), r"take .*no index 5: axis 0 has 2 of them"),
        (lambda: ops.take(A, 9), "no index 9"),
        (lambda: ops.take(A, [0], axis=4), "no axis 4 among 2"),
        (lambda: ops.take_along_axis(A, np.array([[7]]), axis=1), "no index 7: axis 1 has 3"),
        (lambda: ops.ones((2, 3))[0, 9], r"Indexing .*\(2, 3\) .*no index 9: axis 1 has 3"),
        (lambda: ops.ones((2, 3))[0, 0, 0], "3 indices are too many for 2 axes"),
        (lambda: ops.ones((2, 3))["a"], "indices are whole numbers"),
        (lambda: ops.scatter_update(np.zeros(3), np.array([[9]]), np.array([1.0])), "no index 9"),
        (lambda: ops.sum(A, axis=5), "no axis 5 among 2"),
        (lambda: ops.moveaxis(A, 0, 9), "no axis 9 among 2"),
        (lambda: ops.swapaxes(A, 0, 9), "no axis 9"),
        (lambda: ops.unstack(A, axis=5), "no axis 5"),
    ],
)
def test_what_is_not_there_is_named_in_an_index_error(operation, told):
    with pytest.raises(IndexError, match=told):
        operation()
