"""Networks of pictures for sweep.py, of the blocks that are well known, as users of PyTorch write them."""

from __future__ import annotations

from typing import Any

from sweep_workloads import Case, _chain, _mean, _torch, _turned, classes


def _bottleneck(keras: Any, x: Any) -> Any:
    """ResNet's bottleneck with a projection."""
    layers = keras.layers

    def normalized(x: Any, filters: int, size: int, strides: int = 1) -> Any:
        x = layers.Conv2D(filters, size, strides=strides, padding="same", use_bias=False)(x)
        return layers.BatchNormalization()(x)

    x = layers.ReLU()(normalized(x, 32, 3))
    for strides in (1, 2):
        y = layers.ReLU()(normalized(x, 16, 1, strides))
        y = layers.ReLU()(normalized(y, 16, 3))
        x = layers.ReLU()(layers.Add()([normalized(y, 64, 1), normalized(x, 64, 1, strides)]))
    return classes(keras, layers.GlobalAveragePooling2D()(x))


def _torch_bottleneck(nn: Any) -> Any:
    def normalized(before: int, filters: int, size: int, strides: int = 1) -> Any:
        return nn.Sequential(
            nn.Conv2d(before, filters, size, strides, size // 2, bias=False), nn.BatchNorm2d(filters)
        )

    class Block(nn.Module):
        def __init__(self, before: int, strides: int) -> None:
            super().__init__()
            self.body = nn.Sequential(
                normalized(before, 16, 1, strides),
                nn.ReLU(),
                normalized(16, 16, 3),
                nn.ReLU(),
                normalized(16, 64, 1),
            )
            self.beside = normalized(before, 64, 1, strides)

        def forward(self, x: Any) -> Any:
            return (self.body(x) + self.beside(x)).relu()

    return nn.Sequential(
        _turned(nn), normalized(3, 32, 3), nn.ReLU(), Block(32, 1), Block(64, 2), _mean(nn), nn.Linear(64, 10)
    )


def _inverted(keras: Any, x: Any) -> Any:
    """MobileNetV2's inverted residuals with EfficientNet's squeeze, excitation and swish."""
    layers = keras.layers
    x = layers.Conv2D(16, 3, strides=2, padding="same")(x)
    for _ in range(2):
        y = layers.Activation("silu")(layers.BatchNormalization()(layers.Conv2D(64, 1, use_bias=False)(x)))
        y = layers.DepthwiseConv2D(3, padding="same", use_bias=False)(y)
        y = layers.Activation("silu")(layers.BatchNormalization()(y))
        s = layers.GlobalAveragePooling2D(keepdims=True)(y)
        s = layers.Conv2D(64, 1, activation="sigmoid")(layers.Conv2D(4, 1, activation="silu")(s))
        y = layers.BatchNormalization()(layers.Conv2D(16, 1, use_bias=False)(layers.Multiply()([y, s])))
        x = layers.Add()([x, y])
    return classes(keras, layers.GlobalAveragePooling2D()(x))


def _torch_inverted(nn: Any) -> Any:
    class Block(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.wide = nn.Sequential(
                nn.Conv2d(16, 64, 1, bias=False), nn.BatchNorm2d(64), nn.SiLU(),
                nn.Conv2d(64, 64, 3, padding=1, groups=64, bias=False), nn.BatchNorm2d(64), nn.SiLU(),
            )  # fmt: skip
            self.share = nn.Sequential(nn.Conv2d(64, 4, 1), nn.SiLU(), nn.Conv2d(4, 64, 1), nn.Sigmoid())
            self.narrow = nn.Sequential(nn.Conv2d(64, 16, 1, bias=False), nn.BatchNorm2d(16))

        def forward(self, x: Any) -> Any:
            y = self.wide(x)
            return x + self.narrow(y * self.share(y.mean((2, 3), keepdim=True)))

    return nn.Sequential(
        _turned(nn), nn.Conv2d(3, 16, 3, 2, 1), Block(), Block(), _mean(nn), nn.Linear(16, 10)
    )


def _convnext(keras: Any, x: Any) -> Any:
    """ConvNeXt: depthwise 7 x 7, layer normalization over channels, wide dense layers."""
    layers = keras.layers
    x = layers.LayerNormalization(epsilon=1e-6)(layers.Conv2D(32, 4, strides=4)(x))
    for _ in range(2):
        y = layers.LayerNormalization(epsilon=1e-6)(layers.DepthwiseConv2D(7, padding="same")(x))
        x = layers.Add()([x, layers.Dense(32)(layers.Dense(128, activation="gelu")(y))])
    return classes(keras, layers.LayerNormalization()(layers.GlobalAveragePooling2D()(x)))


def _torch_convnext(nn: Any) -> Any:
    class Block(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.deep, self.norm = nn.Conv2d(32, 32, 7, padding=3, groups=32), nn.LayerNorm(32)
            self.wide = nn.Sequential(nn.Linear(32, 128), nn.GELU(), nn.Linear(128, 32))

        def forward(self, x: Any) -> Any:
            return x + self.wide(self.norm(self.deep(x).movedim(1, -1))).movedim(-1, 1)

    class Net(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.stem, self.first, self.last = nn.Conv2d(3, 32, 4, 4), nn.LayerNorm(32), nn.LayerNorm(32)
            self.body, self.answer = nn.Sequential(Block(), Block()), nn.Linear(32, 10)

        def forward(self, x: Any) -> Any:
            x = self.first(self.stem(x.movedim(-1, 1).contiguous()).movedim(1, -1)).movedim(-1, 1)
            return self.answer(self.last(self.body(x).mean((2, 3))))

    return Net()


def _unet(keras: Any, x: Any) -> Any:
    """A U-Net with batch normalization that grows by repeating pixels."""
    layers = keras.layers

    def once(filters: int, x: Any) -> Any:
        x = layers.Conv2D(filters, 3, padding="same")(x)
        return layers.Activation("relu")(layers.BatchNormalization()(x))

    first = once(16, x)
    second = once(32, layers.MaxPooling2D()(first))
    deep = layers.Dropout(0.3)(once(64, layers.MaxPooling2D()(second)))
    up = once(32, layers.Concatenate()([layers.UpSampling2D()(deep), second]))
    up = once(16, layers.Concatenate()([layers.UpSampling2D()(up), first]))
    return layers.Conv2D(1, 1, activation="sigmoid")(up)


def _torch_unet(nn: Any) -> Any:
    import torch

    def once(before: int, filters: int) -> Any:
        return nn.Sequential(nn.Conv2d(before, filters, 3, padding=1), nn.BatchNorm2d(filters), nn.ReLU())

    class Unet(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.a, self.b, self.c = once(1, 16), once(16, 32), nn.Sequential(once(32, 64), nn.Dropout(0.3))
            self.d, self.e, self.pool, self.up = (
                once(96, 32),
                once(48, 16),
                nn.MaxPool2d(2),
                nn.Upsample(scale_factor=2),
            )
            self.answer = nn.Conv2d(16, 1, 1)

        def forward(self, x: Any) -> Any:
            first = self.a(x.movedim(-1, 1).contiguous())
            second = self.b(self.pool(first))
            up = self.d(torch.cat([self.up(self.c(self.pool(second))), second], 1))
            return self.answer(self.e(torch.cat([self.up(up), first], 1)))

    return Unet()


def _pyramid(keras: Any, x: Any) -> Any:
    """Atrous convolutions of several dilations side by side, as of DeepLab."""
    layers = keras.layers
    x = layers.Conv2D(24, 3, strides=2, padding="same", activation="relu")(x)
    seen = [
        layers.Conv2D(16, 3, dilation_rate=rate, padding="same", activation="relu")(x) for rate in (1, 3, 6)
    ]
    x = layers.Conv2D(32, 1, activation="relu")(layers.Concatenate()(seen))
    return layers.UpSampling2D(2, interpolation="bilinear")(layers.Conv2D(1, 1)(x))


def _torch_pyramid(nn: Any) -> Any:
    import torch

    class Pyramid(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.first = nn.Conv2d(3, 24, 3, 2, 1)
            self.seen = nn.ModuleList(nn.Conv2d(24, 16, 3, 1, rate, rate) for rate in (1, 3, 6))
            self.joined, self.answer = nn.Conv2d(48, 32, 1), nn.Conv2d(32, 1, 1)
            self.larger = nn.Upsample(scale_factor=2, mode="bilinear")

        def forward(self, x: Any) -> Any:
            x = self.first(x.movedim(-1, 1).contiguous()).relu()
            x = torch.cat([one(x).relu() for one in self.seen], 1)
            return self.larger(self.answer(self.joined(x).relu()))

    return Pyramid()


def _shuffled(keras: Any, x: Any) -> Any:
    """ShuffleNet: convolutions of groups whose channels are shuffled by reshaping."""
    layers = keras.layers
    x = layers.Conv2D(48, 3, strides=2, padding="same", activation="relu")(x)
    size = x.shape[1]
    for _ in range(2):
        y = layers.BatchNormalization()(layers.Conv2D(48, 1, groups=3, use_bias=False)(x))
        y = layers.Reshape((size, size, 48))(
            layers.Permute((1, 2, 4, 3))(layers.Reshape((size, size, 3, 16))(layers.ReLU()(y)))
        )
        y = layers.BatchNormalization()(layers.DepthwiseConv2D(3, padding="same", use_bias=False)(y))
        y = layers.BatchNormalization()(layers.Conv2D(48, 1, groups=3, use_bias=False)(y))
        x = layers.ReLU()(layers.Add()([x, y]))
    return classes(keras, layers.GlobalAveragePooling2D()(x))


def _torch_shuffled(nn: Any) -> Any:
    class Block(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.a, self.c = (
                nn.Sequential(nn.Conv2d(48, 48, 1, groups=3, bias=False), nn.BatchNorm2d(48))
                for _ in range(2)
            )
            self.b = nn.Sequential(nn.Conv2d(48, 48, 3, padding=1, groups=48, bias=False), nn.BatchNorm2d(48))
            self.shuffle = nn.ChannelShuffle(3)

        def forward(self, x: Any) -> Any:
            return (x + self.c(self.b(self.shuffle(self.a(x).relu())))).relu()

    return nn.Sequential(
        _turned(nn), nn.Conv2d(3, 48, 3, 2, 1), nn.ReLU(), Block(), Block(), _mean(nn), nn.Linear(48, 10)
    )


def _generator(keras: Any, x: Any) -> Any:
    """DCGAN's generator behind an encoder."""
    layers = keras.layers
    x = layers.Dense(7 * 7 * 32, use_bias=False)(layers.Flatten()(x))
    x = layers.Reshape((7, 7, 32))(layers.LeakyReLU()(layers.BatchNormalization()(x)))
    for filters, strides in ((32, 1), (16, 2)):
        x = layers.Conv2DTranspose(filters, 5, strides=strides, padding="same", use_bias=False)(x)
        x = layers.LeakyReLU()(layers.BatchNormalization()(x))
    return layers.Conv2DTranspose(1, 5, strides=2, padding="same", activation="tanh")(x)


def _torch_generator(nn: Any) -> Any:
    return nn.Sequential(
        nn.Flatten(), nn.Linear(784, 7 * 7 * 32, bias=False), nn.BatchNorm1d(7 * 7 * 32), nn.LeakyReLU(0.3),
        nn.Unflatten(1, (32, 7, 7)), nn.ConvTranspose2d(32, 32, 5, 1, 2, bias=False), nn.BatchNorm2d(32),
        nn.LeakyReLU(0.3), nn.ConvTranspose2d(32, 16, 5, 2, 2, 1, bias=False), nn.BatchNorm2d(16),
        nn.LeakyReLU(0.3), nn.ConvTranspose2d(16, 1, 5, 2, 2, 1), nn.Tanh(),
    )  # fmt: skip


def _discriminator() -> Case:
    return Case(
        _chain(
            lambda k: k.Conv2D(32, 5, strides=2, padding="same"), lambda k: k.LeakyReLU(), lambda k: k.Dropout(0.3),
            lambda k: k.Conv2D(64, 5, strides=2, padding="same"), lambda k: k.LeakyReLU(), lambda k: k.Dropout(0.3),
            lambda k: k.Flatten(),
        ),
        _torch(
            _turned, lambda n: n.Conv2d(1, 32, 5, 2, 2), lambda n: n.LeakyReLU(0.3), lambda n: n.Dropout(0.3),
            lambda n: n.Conv2d(32, 64, 5, 2, 2), lambda n: n.LeakyReLU(0.3), lambda n: n.Dropout(0.3),
            lambda n: n.Flatten(), lambda n: n.Linear(64 * 49, 10),
        ),
        (28, 28, 1), 64,
    )  # fmt: skip


def _larger(keras: Any, x: Any) -> Any:
    """Super-resolution: the channels of a small picture become the pixels of a large one."""
    layers = keras.layers
    y = layers.Conv2D(32, 5, padding="same", activation="tanh")(x)
    y = layers.Conv2D(4, 3, padding="same")(layers.Conv2D(16, 3, padding="same", activation="tanh")(y))
    y = layers.Lambda(
        lambda x: keras.ops.transpose(keras.ops.reshape(x, (-1, 16, 16, 2, 2)), (0, 1, 3, 2, 4))
    )(y)
    return layers.AveragePooling2D(2)(layers.Reshape((32, 32, 1))(y))


def _torch_larger(nn: Any) -> Any:
    return nn.Sequential(
        _turned(nn), nn.Conv2d(3, 32, 5, padding=2), nn.Tanh(), nn.Conv2d(32, 16, 3, padding=1), nn.Tanh(),
        nn.Conv2d(16, 4, 3, padding=1), nn.PixelShuffle(2), nn.AvgPool2d(2),
    )  # fmt: skip


#: Every case by name.
CASES: dict[str, Case] = {
    "resnet, bottlenecks": Case(_bottleneck, _torch_bottleneck, (24, 24, 3), 32),
    "efficientnet": Case(_inverted, _torch_inverted, (32, 32, 3), 32),
    "convnext": Case(_convnext, _torch_convnext, (48, 48, 3), 32),
    "u-net, batch normalization": Case(_unet, _torch_unet, (48, 48, 1), 8, "binary"),
    "pyramid of dilations": Case(_pyramid, _torch_pyramid, (32, 32, 3), 16, "squares"),
    "shufflenet": Case(_shuffled, _torch_shuffled, (32, 32, 3), 32),
    "gan, generator": Case(_generator, _torch_generator, (28, 28, 1), 32, "squares"),
    "gan, discriminator": _discriminator(),
    "super-resolution": Case(_larger, _torch_larger, (16, 16, 3), 16, "squares"),
    "stem, borders added and cut": Case(
        _chain(
            lambda k: k.ZeroPadding2D(3), lambda k: k.Conv2D(16, 7, strides=2, activation="relu"),
            lambda k: k.ZeroPadding2D(1), lambda k: k.MaxPooling2D(3, 2), lambda k: k.Cropping2D(2),
            lambda k: k.SpatialDropout2D(0.2), lambda k: k.GlobalMaxPooling2D(),
        ),
        _torch(
            _turned, lambda n: n.ZeroPad2d(3), lambda n: n.Conv2d(3, 16, 7, 2), lambda n: n.ReLU(),
            lambda n: n.ZeroPad2d(1), lambda n: n.MaxPool2d(3, 2), lambda n: n.ZeroPad2d(-2),
            lambda n: n.Dropout2d(0.2), lambda n: n.AdaptiveMaxPool2d(1), lambda n: n.Flatten(),
            lambda n: n.Linear(16, 10),
        ),
        (64, 64, 3), 16,
    ),
    "convolution, layer normalization of pictures": Case(
        _chain(
            lambda k: k.Conv2D(16, 3), lambda k: k.LayerNormalization(axis=(1, 2, 3)), lambda k: k.ReLU(),
            lambda k: k.GlobalAveragePooling2D(),
        ),
        _torch(
            _turned, lambda n: n.Conv2d(3, 16, 3), lambda n: n.LayerNorm((16, 22, 22)), lambda n: n.ReLU(), _mean,
            lambda n: n.Linear(16, 10),
        ),
        (24, 24, 3), 32,
    ),
    "batch normalization alone": Case(
        _chain(lambda k: k.BatchNormalization(), lambda k: k.Flatten()),
        _torch(_turned, lambda n: n.BatchNorm2d(8), lambda n: n.Flatten(), lambda n: n.Linear(8 * 400, 10)),
        (20, 20, 8), 32,
    ),
    "pooling alone": Case(
        _chain(
            lambda k: k.AveragePooling2D(3, 2, padding="same"), lambda k: k.MaxPooling2D(3, 2), lambda k: k.Flatten()
        ),
        _torch(
            _turned, lambda n: n.AvgPool2d(3, 2, 1, count_include_pad=False), lambda n: n.MaxPool2d(3, 2),
            lambda n: n.Flatten(), lambda n: n.Linear(8 * 9 * 9, 10),
        ),
        (40, 40, 8), 32,
    ),
}  # fmt: skip
