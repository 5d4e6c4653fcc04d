"""The tape: what it follows, what it gives, and how it refuses."""

import numpy as np
import pytest

from layerloom import ops
from layerloom.tensors import GradientTape, Tensor, Variable, primitive


def test_gradient_equals_the_closed_form():
    w = Variable([1.0, 2.0, 3.0])
    with GradientTape() as tape:
        loss = ops.sum(w * w)
    np.testing.assert_allclose(tape.gradient(loss, w), [2, 4, 6])


def test_gradients_come_in_the_structure_of_the_sources():
    a, b = Variable(2.0), Variable(3.0)
    with GradientTape() as tape:
        y = a * b
    found = tape.gradient(y, {"a": a, "others": [b]})
    assert float(found["a"]) == 3.0
    assert float(found["others"][0]) == 2.0


def test_plain_tensors_must_be_watched():
    x = Tensor(3.0)
    with GradientTape() as tape:
        y = x * x
    assert tape.gradient(y, x) is None
    with GradientTape() as tape:
        tape.watch(x)
        y = x * x
    assert float(tape.gradient(y, x)) == 6.0


def test_frozen_variables_are_not_followed():
    w = Variable(2.0, trainable=False)
    with GradientTape() as tape:
        y = w * 3
    assert tape.gradient(y, w) is None
    with GradientTape() as tape:
        y = w * 3
    assert float(tape.gradient(y, w, unconnected_gradients="zero")) == 0.0


def test_a_tape_gives_gradients_once_unless_persistent():
    w = Variable(2.0)
    with GradientTape() as tape:
        y = w * w
    tape.gradient(y, w)
    with pytest.raises(RuntimeError, match="persistent=True"):
        tape.gradient(y, w)
    with GradientTape(persistent=True) as tape:
        y = w * w
    assert float(tape.gradient(y, w)) == float(tape.gradient(y, w)) == 4.0


def test_nested_tapes_give_second_derivatives():
    x = Variable(2.0)
    with GradientTape() as outer:
        with GradientTape() as inner:
            y = x**3
        slope = inner.gradient(y, x)
    assert float(slope) == pytest.approx(12.0)
    assert float(outer.gradient(slope, x)) == pytest.approx(12.0)


def test_jacobian_has_a_row_per_output():
    x = Variable([1.0, 2.0])
    with GradientTape() as tape:
        y = x * x
    np.testing.assert_allclose(tape.jacobian(y, x), [[2, 0], [0, 4]])


def test_stop_gradient_and_stop_recording():
    x = Variable(3.0)
    with GradientTape() as tape:
        y = ops.stop_gradient(x * x) * x
        with tape.stop_recording():
            z = x * 100
        y = y + z
    assert float(tape.gradient(y, x)) == 9.0


def test_output_gradients_weigh_the_target():
    x = Variable([1.0, 1.0])
    with GradientTape() as tape:
        y = x * 2
    np.testing.assert_allclose(tape.gradient(y, x, output_gradients=Tensor([1.0, 10.0])), [2, 20])


def test_a_new_operation_is_one_function_and_its_rules():
    @primitive
    def cube(x):
        return x**3

    cube.gradient(lambda dy, y, x: dy * 3 * x * x)
    w = Variable(2.0)
    with GradientTape() as tape:
        y = cube(w)
    assert float(y) == 8.0
    assert float(tape.gradient(y, w)) == 12.0


def test_joint_rule_computes_all_gradients_at_once():
    @primitive
    def product(a, b):
        return a * b

    asked = []

    @product.joint_gradient
    def _(needs, dy, y, a, b):
        asked.append(needs)
        return (dy * b if needs[0] else None, dy * a if needs[1] else None)

    w = Variable(2.0)
    with GradientTape() as tape:
        y = product(w, 5.0)
    assert float(tape.gradient(y, w)) == 5.0
    assert asked == [(True, False)]


@pytest.mark.parametrize("other", [2, 2.0, np.float32(2), np.array([2.0, 2.0])])
def test_numbers_and_arrays_take_the_tensors_type(other):
    for result in (Tensor([1.0, 2.0]) * other, other * Tensor([1.0, 2.0])):
        assert isinstance(result, Tensor)
        assert result.dtype == "float32"
