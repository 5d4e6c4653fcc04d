"""Times convolution, pooling and normalization, forward and backward, against TensorFlow in the same run.

    PYTHONPATH=core python tests/benchmarks/bench_conv.py [--rounds 7] [--only conv]

Both compute the same numbers from the same float32 arrays: the outputs, and the gradients with respect to the
images and the weights. The rounds of the two alternate; the table shows medians and their ratio, below 1 where
Layerloom is faster. TensorFlow runs in its best form, a compiled function.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable
from typing import Any

import numpy as np

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

Shape = tuple[int, ...]
Stage = tuple[str, Callable[[], Any], Callable[[], Any]]


def main() -> None:
    """Runs the chosen workloads and prints the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=7, help="timed rounds of each")
    parser.add_argument("--only", default="", help="run only workloads whose name has this text")
    options = parser.parse_args()
    print(f"{'workload':46}{'':10}{'layerloom':>11}{'tensorflow':>12}{'ratio':>8}")
    for name, stages, arguments in WORKLOADS:
        if options.only in name:
            for stage, ours, theirs in stages(*arguments):
                mine, other = measure(ours, theirs, options.rounds)
                print(f"{name:46}{stage:10}{mine:9.3f}ms{other:10.3f}ms{mine / other:8.2f}", flush=True)


def measure(ours: Callable[[], Any], theirs: Callable[[], Any], rounds: int) -> tuple[float, float]:
    """Returns the median milliseconds of one call of each; the two take turns."""
    times: tuple[list[float], list[float]] = ([], [])
    repeats = []
    for function in (ours, theirs):
        function()
        start = time.perf_counter()
        function()
        repeats.append(max(1, min(200, int(0.02 / max(1e-6, time.perf_counter() - start)))))
    for _ in range(rounds):
        for function, count, found in zip((ours, theirs), repeats, times, strict=True):
            start = time.perf_counter()
            for _ in range(count):
                function()
            found.append((time.perf_counter() - start) / count * 1e3)
    return float(np.median(times[0])), float(np.median(times[1]))


def convolution(images: Shape, kernel: Shape, stride: int, padding: str) -> list[Stage]:
    """Returns the forward and backward functions of a convolution."""
    import tensorflow as tf

    from layerloom.kernels.convolution import conv_forward, conv_input_gradient, conv_kernel_gradient

    x, k = _random(images), _random(kernel)
    how = ((stride, stride), (1, 1), padding.lower())
    dy = _random(conv_forward(x, k, *how).shape)
    tx, tk, tdy = map(tf.constant, (x, k, dy))
    options = {"strides": [1, stride, stride, 1], "padding": padding}

    @tf.function
    def forward(x: Any, k: Any) -> Any:
        return tf.raw_ops.Conv2D(input=x, filter=k, **options)

    @tf.function
    def to_input(dy: Any, k: Any) -> Any:
        return tf.raw_ops.Conv2DBackpropInput(input_sizes=images, filter=k, out_backprop=dy, **options)

    @tf.function
    def to_kernel(x: Any, dy: Any) -> Any:
        return tf.raw_ops.Conv2DBackpropFilter(input=x, filter_sizes=kernel, out_backprop=dy, **options)

    return [
        ("forward", lambda: conv_forward(x, k, *how), lambda: forward(tx, tk)),
        ("dx", lambda: conv_input_gradient(dy, k, images[1:3], *how), lambda: to_input(tdy, tk)),
        ("dw", lambda: conv_kernel_gradient(x, dy, kernel[:2], *how), lambda: to_kernel(tx, tdy)),
    ]


def depthwise(images: Shape, size: int, stride: int) -> list[Stage]:
    """Returns the forward and backward functions of a depthwise convolution."""
    import tensorflow as tf

    from layerloom.kernels import depthwise as kernels

    shape = (size, size, images[-1], 1)
    x, k, how = _random(images), _random(shape), ((stride, stride), (1, 1), "same")
    dy = _random(kernels.depthwise_forward(x, k, *how).shape)
    tx, tk, tdy = map(tf.constant, (x, k, dy))
    options = {"strides": [1, stride, stride, 1], "padding": "SAME"}

    @tf.function
    def forward(x: Any, k: Any) -> Any:
        return tf.raw_ops.DepthwiseConv2dNative(input=x, filter=k, **options)

    @tf.function
    def to_input(dy: Any, k: Any) -> Any:
        return tf.raw_ops.DepthwiseConv2dNativeBackpropInput(
            input_sizes=images, filter=k, out_backprop=dy, **options
        )

    @tf.function
    def to_kernel(x: Any, dy: Any) -> Any:
        return tf.raw_ops.DepthwiseConv2dNativeBackpropFilter(
            input=x, filter_sizes=shape, out_backprop=dy, **options
        )

    inputs, window = images[1:3], (size, size)
    return [
        ("forward", lambda: kernels.depthwise_forward(x, k, *how), lambda: forward(tx, tk)),
        ("dx", lambda: kernels.depthwise_input_gradient(dy, k, inputs, *how), lambda: to_input(tdy, tk)),
        ("dw", lambda: kernels.depthwise_kernel_gradient(x, dy, window, *how), lambda: to_kernel(tx, tdy)),
    ]


def max_pooling(images: Shape, size: int, stride: int, padding: str) -> list[Stage]:
    """Returns the forward and backward functions of a max pooling."""
    import tensorflow as tf

    from layerloom.kernels.pooling import max_pool, max_pool_gradient

    x, how = _random(images), ((size, size), (stride, stride), padding.lower())
    y = max_pool(x, *how)
    dy = _random(y.shape)
    tx, ty, tdy = map(tf.constant, (x, y, dy))
    options = {"ksize": [1, size, size, 1], "strides": [1, stride, stride, 1], "padding": padding}
    return [
        ("forward", lambda: max_pool(x, *how), lambda: tf.raw_ops.MaxPool(input=tx, **options)),
        (
            "dx",
            lambda: max_pool_gradient(dy, x, y, *how),
            lambda: tf.raw_ops.MaxPoolGrad(orig_input=tx, orig_output=ty, grad=tdy, **options),
        ),
    ]


def average_pooling(images: Shape, size: int, stride: int, padding: str) -> list[Stage]:
    """Returns the forward and backward functions of an average pooling."""
    import tensorflow as tf

    from layerloom.kernels.pooling import average_pool, average_pool_gradient

    x, how = _random(images), ((size, size), (stride, stride), padding.lower())
    dy = _random(average_pool(x, *how).shape)
    tx, tdy = map(tf.constant, (x, dy))
    options = {"ksize": [1, size, size, 1], "strides": [1, stride, stride, 1], "padding": padding}
    return [
        ("forward", lambda: average_pool(x, *how), lambda: tf.raw_ops.AvgPool(value=tx, **options)),
        (
            "dx",
            lambda: average_pool_gradient(dy, images[1:3], *how),
            lambda: tf.raw_ops.AvgPoolGrad(orig_input_shape=images, grad=tdy, **options),
        ),
    ]


def normalization(*shape: int) -> list[Stage]:
    """Returns the forward function of a batch normalization, and forward and backward in one."""
    import tensorflow as tf

    from layerloom.kernels.normalization import batch_normalize, batch_normalize_gradient

    x, dy = _random(shape), _random(shape)
    gamma, beta, zeros = _random(shape[-1:]), _random(shape[-1:]), np.zeros(shape[-1], "float32")
    tx, tdy, tgamma, tbeta = map(tf.constant, (x, dy, gamma, beta))

    @tf.function
    def forward(x: Any, gamma: Any, beta: Any) -> Any:
        mean, variance = tf.nn.moments(x, list(range(len(shape) - 1)))
        return tf.nn.batch_normalization(x, mean, variance, beta, gamma, 1e-3)

    @tf.function
    def both(x: Any, gamma: Any, beta: Any, dy: Any) -> Any:
        with tf.GradientTape() as tape:
            tape.watch((x, gamma, beta))
            y = forward(x, gamma, beta)
        return y, tape.gradient(y, (x, gamma, beta), output_gradients=dy)

    def ours() -> Any:
        y, mean, variance = batch_normalize(x, gamma, beta, 1e-3)
        return y, batch_normalize_gradient(dy, zeros, zeros, x, gamma, mean, variance, 1e-3)

    return [
        ("forward", lambda: batch_normalize(x, gamma, beta, 1e-3), lambda: forward(tx, tgamma, tbeta)),
        ("both", ours, lambda: both(tx, tgamma, tbeta, tdy)),
    ]


def _random(shape: Shape) -> np.ndarray:
    return np.random.default_rng(0).standard_normal(shape, dtype="float32")


WORKLOADS: list[tuple[str, Callable[..., list[Stage]], tuple[Any, ...]]] = [
    ("conv 28x28x1 -> 64", convolution, ((32, 28, 28, 1), (3, 3, 1, 64), 1, "VALID")),
    ("conv 13x13x64 -> 64", convolution, ((32, 13, 13, 64), (3, 3, 64, 64), 1, "VALID")),
    ("conv 13x13x64 -> 64, batch 128", convolution, ((128, 13, 13, 64), (3, 3, 64, 64), 1, "VALID")),
    ("conv 28x28x32 -> 32 same", convolution, ((32, 28, 28, 32), (3, 3, 32, 32), 1, "SAME")),
    ("conv 150x150x3 -> 16", convolution, ((32, 150, 150, 3), (3, 3, 3, 16), 1, "VALID")),
    ("conv 74x74x16 -> 32", convolution, ((32, 74, 74, 16), (3, 3, 16, 32), 1, "VALID")),
    ("conv 36x36x32 -> 64", convolution, ((32, 36, 36, 32), (3, 3, 32, 64), 1, "VALID")),
    ("conv 48x48x8 -> 8 same", convolution, ((32, 48, 48, 8), (3, 3, 8, 8), 1, "SAME")),
    ("conv 48x48x16 -> 32 same, stride 2", convolution, ((32, 48, 48, 16), (3, 3, 16, 32), 2, "SAME")),
    ("conv 1x1 24x24x64 -> 128", convolution, ((32, 24, 24, 64), (1, 1, 64, 128), 1, "VALID")),
    ("conv 8x8x1 -> 16 same", convolution, ((32, 8, 8, 1), (3, 3, 1, 16), 1, "SAME")),
    ("conv 13x13x64 -> 64, one image", convolution, ((1, 13, 13, 64), (3, 3, 64, 64), 1, "VALID")),
    ("depthwise 28x28x32", depthwise, ((32, 28, 28, 32), 3, 1)),
    ("depthwise 14x14x256", depthwise, ((32, 14, 14, 256), 3, 1)),
    ("depthwise 112x112x32, stride 2", depthwise, ((8, 112, 112, 32), 3, 2)),
    ("max pool 2x2 26x26x64", max_pooling, ((32, 26, 26, 64), 2, 2, "VALID")),
    ("max pool 2x2 148x148x16", max_pooling, ((32, 148, 148, 16), 2, 2, "VALID")),
    ("max pool 3x3 48x48x16 same, stride 2", max_pooling, ((32, 48, 48, 16), 3, 2, "SAME")),
    ("average pool 2x2 26x26x64", average_pooling, ((32, 26, 26, 64), 2, 2, "VALID")),
    ("average pool 3x3 48x48x16 same, stride 2", average_pooling, ((32, 48, 48, 16), 3, 2, "SAME")),
    ("batch normalization 46x46x8", normalization, (32, 46, 46, 8)),
    ("batch normalization 24x24x16", normalization, (32, 24, 24, 16)),
    ("batch normalization 26x26x64", normalization, (32, 26, 26, 64)),
    ("batch normalization 512, batch 128", normalization, (128, 512)),
]

if __name__ == "__main__":
    main()
