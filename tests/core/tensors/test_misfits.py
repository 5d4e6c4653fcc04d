"""Operations tell in words of their own which inputs they were given and why these do not go together."""

import numpy as np
import pytest

from layerloom import GradientTape, KerasTensor, Variable, ops

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
        (lambda: ops.zeros((2, -1)), r"whole numbers from 0 on, got \(2, -1\)"),
        (lambda: ops.convert_to_tensor([[1, 2], [3]]), "rows of one length"),
        (lambda: ops.sum([[1, 2], [3]]), "rows of one length"),
        (lambda: ops.convert_to_tensor(["a", "b"], dtype="float32"), "holds texts"),
        (lambda: ops.convert_to_tensor(None), "cannot become a tensor"),
        (lambda: ops.convert_to_tensor([1, None]), "cannot become a tensor"),
        (lambda: ops.convert_to_tensor({"a": 1}), "cannot become a tensor"),
        (
            lambda: ops.convert_to_tensor([1, None], "float32"),
            r"\[1, None\] cannot become an array of float32",
        ),
        (lambda: ops.convert_to_tensor([1, None], "int32"), "cannot become an array of int32"),
        (lambda: ops.convert_to_tensor(None, "float32"), "None cannot become an array"),
        (lambda: ops.convert_to_tensor(np.array([1, None]), "float32"), "cannot become an array of float32"),
        (lambda: ops.array([1, None]), "cannot become a tensor"),
        (lambda: ops.add([1, None], 2), "None is no number"),
        (lambda: Variable([1.0, None], name="a"), "Variable 'a': .* holds None"),
        (lambda: ops.full((-1,), 2.0), r"whole numbers from 0 on, got \(-1,\)"),
        (lambda: ops.full("ab", 2.0), "whole numbers from 0 on, got 'ab'"),
        (lambda: ops.full((2,), [1, 2, 3]), r"full cannot work with shape=\(2,\), .*equal or 1"),
        (lambda: ops.eye(-2), "eye cannot work with N=-2: sizes cannot be negative"),
        (lambda: ops.eye(2.5), "must be whole numbers"),
        (lambda: ops.arange(0, 5, 0), "arange .*step=0: a step of 0 leads nowhere"),
        (lambda: ops.arange(0.0, 5.0, 0.0), "a step of 0"),
        (lambda: ops.arange(float("inf")), "must be finite"),
        (lambda: ops.arange(float("nan")), "must be finite"),
        (lambda: ops.arange("a"), "texts are no numbers"),
        (lambda: ops.arange(np.zeros(3)), "a single number"),
        (lambda: ops.linspace(0, 1, -1), "linspace .*num=-1: sizes cannot be negative"),
        (lambda: ops.linspace(0, 1, 2.5), "must be whole numbers"),
        (lambda: ops.linspace(np.zeros(2), np.zeros(3)), "equal or 1"),
        (lambda: ops.logspace(0, 1, -1), "sizes cannot be negative"),
        (lambda: ops.geomspace(0, 1), "neither end may be 0"),
        (lambda: ops.bincount([0.5, 1.0]), "cast them first"),
        (lambda: ops.bincount([1, -1]), "counts whole numbers from 0 on, got -1"),
        (lambda: ops.bincount(3), "a vector or rows of whole numbers"),
        (
            lambda: ops.bincount([1, 2], weights=[1.0, 2.0, 3.0]),
            r"a weight for each number, .*\(2,\) and \(3,\)",
        ),
        (lambda: ops.diagonal(np.ones(3)), r"needs a matrix or more axes, got shape \(3,\)"),
        (lambda: ops.trace(KerasTensor((3,))), "needs a matrix or more axes"),
        (lambda: ops.diagonal(A, axis1=1, axis2=-1), "two different axes, got axis 1 twice"),
        (lambda: ops.diagonal(KerasTensor((3, 3)), axis2=5), "no axis 5 among 2"),
        (lambda: ops.searchsorted(A, [1.0]), r"a sorted vector, got one of shape \(2, 3\)"),
        (lambda: ops.searchsorted(KerasTensor((2, 3)), A), "a sorted vector"),
        (lambda: ops.searchsorted([1, 2], [1], side="middle"), "'left' or 'right', got 'middle'"),
        (lambda: ops.digitize(A, [3.0, 1.0, 2.0]), "must rise or fall"),
        (lambda: ops.quantile(A, 2.0), "between 0 and 1"),
        (lambda: ops.meshgrid(np.ones(2), indexing="no"), "'xy' or 'ij', got 'no'"),
        (lambda: ops.transpose(A, (0, 0)), "every axis once"),
        (lambda: ops.broadcast_to(A, (3,)), "equal or 1"),
        (lambda: ops.unravel_index(7, (2, 2)), "fewer values"),
        (lambda: ops.split(A, 0), "Cannot split an axis of size 2 into 0"),
        (lambda: ops.stack([]), "at least one tensor"),
        (lambda: ops.top_k(A, 4), r"not 4 values along the last axis of shape \(2, 3\)"),
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


@pytest.mark.parametrize(
    "convert", [ops.convert_to_tensor, ops.array, lambda v: ops.convert_to_tensor(v, "float64")]
)
def test_a_converted_variable_is_followed_and_keeps_what_it_held(convert):
    variable = Variable([1.0, 2.0])
    with GradientTape() as tape:
        tensor = convert(variable)
        loss = ops.sum(tensor * tensor)
    variable.assign([5.0, 5.0])
    np.testing.assert_array_equal(tensor, [1, 2])
    np.testing.assert_array_equal(tape.gradient(loss, variable), [2, 4])


@pytest.mark.parametrize(
    "operation, told",
    [
        (lambda: ops.zeros((2, None)), r"before all its sizes are known, got \(2, None\)"),
        (lambda: ops.arange(None), "start must be a number, got None"),
        (lambda: ops.split(KerasTensor((None, 3)), 2), "Axis 0 cannot be split before its size is known"),
    ],
)
def test_unknown_sizes_are_told_so_that_a_layer_can_be_tried_on_arrays(operation, told):
    with pytest.raises(TypeError, match=told):
        operation()
