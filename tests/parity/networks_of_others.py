"""Networks that people pass around, small, in the way of their authors: with classes and functions of their own."""

from __future__ import annotations

import numpy as np
import tensorflow as tf
import tf_keras as k2

from layerloom import ops

K = k2.backend


def of(tensor):
    """TensorFlow's functions or ours for a tensor, which tells: tf.keras writes all that a Lambda closes over."""
    return ops if type(tensor).__module__.startswith("layerloom") else tf


def total(tensor, axis, keepdims=False):
    """Its sum over axes."""
    return (tf.reduce_sum if of(tensor) is tf else ops.sum)(tensor, axis, keepdims=keepdims)


def mean_of(tensor, axis):
    """Its mean over axes, which stay."""
    return (tf.reduce_mean if of(tensor) is tf else ops.mean)(tensor, axis, keepdims=True)


def attention_weighted_average(library):
    """The last layer of DeepMoji: a mean over time by learned weights, blind to what the mask leaves out."""

    class AttentionWeightedAverage(library.Layer):
        def __init__(self, return_attention=False, **kwargs):
            super().__init__(**kwargs)
            self.return_attention, self.supports_masking = return_attention, True

        def build(self, input_shape):
            self.W = self.add_weight(shape=(input_shape[2], 1), name="attention_W", initializer="uniform")
            super().build(input_shape)

        def call(self, x, mask=None):
            f = of(x)
            weights = f.exp(f.squeeze(f.matmul(x, self.W), -1)) * f.cast(mask, "float32")
            return total(x * f.expand_dims(weights / total(weights, 1, keepdims=True), -1), 1)

        def compute_mask(self, inputs, mask=None):
            return None

        def get_config(self):
            return {**super().get_config(), "return_attention": self.return_attention}

    return {"AttentionWeightedAverage": AttentionWeightedAverage}


def deepmoji(own):
    L = k2.layers
    words = k2.Input((6,), dtype="int32")
    x = L.Activation("tanh")(L.Embedding(9, 4, mask_zero=True)(words))
    first = L.Bidirectional(L.LSTM(3, return_sequences=True), name="bi_lstm_0")(x)
    second = L.Bidirectional(L.LSTM(3, return_sequences=True), name="bi_lstm_1")(first)
    x = own["AttentionWeightedAverage"](name="attlayer")(L.concatenate([second, first, x]))
    return k2.Model(words, L.Dense(2, activation="softmax", name="softmax")(x))


def instance_normalization(library):
    """The one of keras-contrib."""

    class InstanceNormalization(library.Layer):
        def __init__(self, axis=None, epsilon=1e-3, center=True, scale=True, **kwargs):
            super().__init__(**kwargs)
            self.axis, self.epsilon, self.center, self.scale = axis, epsilon, center, scale

        def build(self, input_shape):
            shape = (1,) if self.axis is None else (input_shape[self.axis],)
            self.gamma = self.add_weight(shape=shape, name="gamma", initializer="ones")
            self.beta = self.add_weight(shape=shape, name="beta", initializer="zeros")
            super().build(input_shape)

        def call(self, x):
            apart = x - mean_of(x, (1, 2))
            spread = of(x).sqrt(mean_of(apart**2, (1, 2)))
            return apart / (spread + self.epsilon) * self.gamma + self.beta

        def get_config(self):
            told = {"axis": self.axis, "epsilon": self.epsilon, "center": self.center, "scale": self.scale}
            return {**super().get_config(), **told}

    return {"InstanceNormalization": InstanceNormalization}


def contrib(own):
    L = k2.layers
    image = k2.Input((8, 8, 3))
    x = own["InstanceNormalization"](axis=-1)(L.Conv2D(4, 3)(image))
    x = L.GroupNormalization(groups=2)(L.LeakyReLU(0.2)(x))
    x = L.UpSampling2D()(x)
    return k2.Model(image, L.Conv2D(3, 4, padding="same", activation="tanh")(x))


def squash(vectors):
    """Brings the lengths of vectors below 1."""
    norm = total(vectors**2, -1, keepdims=True)
    return norm / (1 + norm) / (norm + 1e-7) ** 0.5 * vectors


def capsules(library):
    """Three of a capsule network: capsules, their lengths, and the mask of the longest."""

    class CapsuleLayer(library.Layer):
        def __init__(self, num_capsule, dim_capsule, routings=3, **kwargs):
            super().__init__(**kwargs)
            self.num_capsule, self.dim_capsule, self.routings = num_capsule, dim_capsule, routings

        def build(self, input_shape):
            shape = (self.num_capsule, input_shape[1], self.dim_capsule, input_shape[2])
            self.W = self.add_weight(shape=shape, initializer="glorot_uniform", name="W")
            super().build(input_shape)

        def call(self, x):
            einsum = of(x).einsum
            hats = einsum("ncde,bce->bncd", self.W, x)
            logits = 0 * total(hats, -1)
            for _ in range(self.routings):
                shares = of(x).exp(logits) / total(of(x).exp(logits), 1, keepdims=True)
                found = squash(einsum("bnc,bncd->bnd", shares, hats))
                logits = logits + einsum("bnd,bncd->bnc", found, hats)
            return found

        def get_config(self):
            told = {
                "num_capsule": self.num_capsule,
                "dim_capsule": self.dim_capsule,
                "routings": self.routings,
            }
            return {**super().get_config(), **told}

    class Length(library.Layer):
        def call(self, x):
            return (total(x**2, -1) + 1e-7) ** 0.5

    class Mask(library.Layer):
        def call(self, inputs):
            x, truth = inputs
            chosen = x * of(x).expand_dims(truth, -1)
            return of(x).reshape(chosen, (-1, chosen.shape[1] * chosen.shape[2]))

    return {"CapsuleLayer": CapsuleLayer, "Length": Length, "Mask": Mask, "primarycap_squash": squash}


def capsnet(own):
    L = k2.layers
    image, truth = k2.Input((10, 10, 1)), k2.Input((3,))
    x = L.Conv2D(8, 5, activation="relu", name="conv1")(image)
    x = L.Reshape((-1, 4), name="primarycap_reshape")(L.Conv2D(8, 3, strides=2)(x))
    x = L.Lambda(own["primarycap_squash"], name="primarycap_squash")(x)
    digits = own["CapsuleLayer"](3, 4, name="digitcaps")(x)
    steps = [L.Dense(6, activation="relu", input_dim=12), L.Dense(100, activation="sigmoid")]
    decoder = k2.Sequential([*steps, L.Reshape((10, 10, 1))], name="decoder")
    drawn = decoder(own["Mask"]()([digits, truth]))
    return k2.Model([image, truth], [own["Length"](name="capsnet")(digits), drawn])


def single_shot(library):
    """Two of SSD: the norm with a learned scale, and boxes that depend on the sizes alone."""

    class L2Normalization(library.Layer):
        def __init__(self, gamma_init=20, **kwargs):
            super().__init__(**kwargs)
            self.gamma_init = gamma_init

        def build(self, input_shape):
            self.gamma = self.add_weight(
                shape=(input_shape[-1],), name=f"{self.name}_gamma", initializer="ones"
            )
            super().build(input_shape)

        def call(self, x):
            return x / (total(x**2, -1, keepdims=True) + 1e-12) ** 0.5 * self.gamma

        def get_config(self):
            return {**super().get_config(), "gamma_init": self.gamma_init}

    class AnchorBoxes(library.Layer):
        def __init__(self, img_height, img_width, this_scale, aspect_ratios=(0.5, 1.0, 2.0), **kwargs):
            super().__init__(**kwargs)
            self.sizes, self.this_scale, self.aspect_ratios = (
                (img_height, img_width),
                this_scale,
                aspect_ratios,
            )

        def call(self, x):
            widths = np.asarray([self.this_scale * ratio**0.5 for ratio in self.aspect_ratios], "float32")
            return of(x).ones_like(x)[..., :1] * widths

        def get_config(self):
            told = dict(zip(("img_height", "img_width"), self.sizes, strict=True), this_scale=self.this_scale)
            return {**super().get_config(), **told, "aspect_ratios": list(self.aspect_ratios)}

    return {"L2Normalization": L2Normalization, "AnchorBoxes": AnchorBoxes, "identity_layer": lambda x: x}


def ssd(own):
    L = k2.layers
    image = k2.Input((12, 12, 3))
    x = L.Lambda(own["identity_layer"], output_shape=(12, 12, 3), name="identity_layer")(image)
    x = L.ZeroPadding2D(((1, 1), (1, 1)), name="fc_padding")(
        L.Conv2D(4, 3, activation="relu", name="conv4_3")(x)
    )
    norm = own["L2Normalization"](name="conv4_3_norm")(x)
    decay = k2.regularizers.l2(0.0005)
    found = L.Conv2D(9, 3, padding="same", kernel_regularizer=decay, name="conv4_3_norm_mbox_conf")(norm)
    boxes = own["AnchorBoxes"](12, 12, this_scale=0.1, name="conv4_3_norm_mbox_priorbox")(norm)
    found = L.Activation("softmax", name="mbox_conf_softmax")(L.Reshape((-1, 3))(found))
    return k2.Model(image, L.Concatenate(axis=2, name="predictions")([found, L.Reshape((-1, 1))(boxes)]))


def yolo_parts(library):
    def yolo_loss(args, anchors, num_classes, ignore_thresh=0.5):
        output, truth = args
        return total((output - truth) ** 2, (1, 2))[:, :1] * float(anchors[0][1]) / num_classes

    return {"yolo_loss": yolo_loss}


def yolo(own):
    L = k2.layers
    image, truth = k2.Input((16, 16, 3)), k2.Input((4, 4, 6))
    x = image
    for _ in range(2):
        x = L.ZeroPadding2D(((1, 0), (1, 0)))(x)
        x = L.Conv2D(6, 3, strides=2, use_bias=False, kernel_regularizer=k2.regularizers.l2(5e-4))(x)
        x = L.LeakyReLU(alpha=0.1)(L.BatchNormalization()(x))
    arguments = {"anchors": [[10, 13], [16, 30]], "num_classes": 3, "ignore_thresh": 0.5}
    loss = L.Lambda(own["yolo_loss"], output_shape=(1,), name="yolo_loss", arguments=arguments)([x, truth])
    model = k2.Model([image, truth], loss)
    model.compile("adam", loss={"yolo_loss": lambda y_true, y_pred: y_pred})
    return model


def dense_of_autokeras(library):

    class CastToFloat32(library.Layer):
        def call(self, x):
            return of(x).cast(x, "float32")

    class ExpandLastDim(library.Layer):
        def call(self, x):
            return of(x).expand_dims(x, -1)

    return {"CastToFloat32": CastToFloat32, "ExpandLastDim": ExpandLastDim}


def autokeras(own):
    L = k2.layers
    image = k2.Input((8, 8))
    x = own["ExpandLastDim"](name="expand_last_dim")(own["CastToFloat32"](name="cast_to_float32")(image))
    x = L.Normalization(axis=-1, mean=[0.3], variance=[2.0])(x)
    x = L.Flatten()(L.Dropout(0.25)(L.MaxPooling2D()(L.Conv2D(4, 3)(x))))
    return k2.Model(image, L.Softmax(name="classification_head_1")(L.Dense(3)(x)))


def efficient(library):
    class FixedDropout(library.Dropout):
        def _get_noise_shape(self, inputs):
            return self.noise_shape

    return {"FixedDropout": FixedDropout}


def efficientnet(own):
    L = k2.layers
    scaling = {"scale": 2.0, "mode": "fan_out", "distribution": "normal"}
    start = {"class_name": "VarianceScaling", "config": scaling}
    image = k2.Input((12, 12, 3))
    x = L.Conv2D(4, 3, strides=2, padding="same", use_bias=False, kernel_initializer=start, name="stem_conv")(
        image
    )
    stem = L.Activation("swish", name="stem_activation")(L.BatchNormalization(name="stem_bn")(x))
    x = L.DepthwiseConv2D(
        3, padding="same", use_bias=False, depthwise_initializer=start, name="block1a_dwconv"
    )(stem)
    squeeze = L.Reshape((1, 1, 4), name="block1a_se_reshape")(
        L.GlobalAveragePooling2D(name="block1a_se_squeeze")(x)
    )
    squeeze = L.Conv2D(4, 1, activation="sigmoid", name="block1a_se_expand")(
        L.Conv2D(1, 1, activation="swish")(squeeze)
    )
    x = L.multiply([x, squeeze], name="block1a_se_excite")
    x = own["FixedDropout"](0.2, noise_shape=(None, 1, 1, 1), name="block1a_drop")(x)
    x = L.GlobalAveragePooling2D(name="avg_pool")(L.add([x, stem]))
    return k2.Model(image, L.Dense(3, activation="softmax", name="probs")(x))


def slices(library):
    def get_slice(data, i, parts):
        size = of(data).shape(data)[0] // parts
        return data[i * size : (i + 1) * size]

    return {"Lambda": get_slice}


def multi_gpu(own):
    L = k2.layers
    inner = k2.Sequential([L.Dense(4, activation="relu", input_shape=(5,)), L.Dense(2)], name="model_1")
    data = k2.Input((5,))
    cuts = [{"i": i, "parts": 2} for i in range(2)]
    parts = [L.Lambda(own["Lambda"], output_shape=lambda shape: shape, arguments=cut)(data) for cut in cuts]
    return k2.Model(data, L.Concatenate(axis=0, name="dense_2")([inner(part) for part in parts]))


def sampler(library):
    def sampling(args):
        mean, spread = args
        return mean + 2.718281828 ** (0.5 * spread) * 0.1  # still, so that answers can be compared

    return {"z": sampling}


def vae(own):
    L = k2.layers
    image = k2.Input((6,), name="encoder_input")
    hidden = L.Dense(5, activation="relu")(image)
    mean, spread = L.Dense(2, name="z_mean")(hidden), L.Dense(2, name="z_log_var")(hidden)
    z = L.Lambda(own["z"], output_shape=(2,), name="z")([mean, spread])
    latent = k2.Input((2,), name="z_sampling")
    decoder = k2.Model(
        latent, L.Dense(6, activation="sigmoid")(L.Dense(5, activation="relu")(latent)), name="decoder"
    )
    answer = decoder(z)
    model = k2.Model(image, answer, name="vae_mlp")
    divergence = -0.5 * K.sum(1 + spread - K.square(mean) - K.exp(spread), axis=-1)
    model.add_loss(K.mean(k2.losses.mse(image, answer) * 6 + divergence))
    model.compile(optimizer="adam")
    return model


def residual_scaling(library):
    def scaling(x, scale):
        return x * scale

    return {"Lambda": scaling}


def facenet(own):
    L = k2.layers
    x = image = k2.Input((10, 10, 3))
    for block in range(5):
        up = L.Conv2D(3, 1, name=f"Block35_{block}_Conv2d_1x1")(
            L.Conv2D(2, 3, padding="same", use_bias=False)(x)
        )
        scale = {"scale": 0.17}
        up = L.Lambda(own["Lambda"], output_shape=(10, 10, 3), arguments=scale, name=f"scale_{block}")(up)
        x = L.Activation("relu", name=f"Block35_{block}_Activation")(L.add([x, up]))
    x = L.Dense(4, use_bias=False, name="Bottleneck")(L.GlobalAveragePooling2D(name="AvgPool")(x))
    return k2.Model(image, L.BatchNormalization(momentum=0.995, scale=False, name="Bottleneck_BatchNorm")(x))


def nothing(library):
    return {}


def characters(own):
    L = k2.layers
    model = k2.Sequential([L.Embedding(11, 4, batch_input_shape=(1, 1))])
    for _ in range(2):
        model.add(L.LSTM(5, return_sequences=True, stateful=True))
        model.add(L.Dropout(0.2))
    model.add(L.TimeDistributed(L.Dense(11)))
    model.add(L.Activation("softmax"))
    return model


#: How to make each network, what its author's file needs, and the names that the refusal tells.
NETWORKS = {
    "DeepMoji": (deepmoji, attention_weighted_average, ["AttentionWeightedAverage"]),
    "keras-contrib": (contrib, instance_normalization, ["InstanceNormalization"]),
    "CapsNet": (capsnet, capsules, ["CapsuleLayer", "Mask", "Length", "primarycap_squash"]),
    "SSD": (ssd, single_shot, ["L2Normalization", "AnchorBoxes", "identity_layer"]),
    "YOLO": (yolo, yolo_parts, ["yolo_loss"]),
    "autokeras": (autokeras, dense_of_autokeras, ["CastToFloat32", "ExpandLastDim"]),
    "EfficientNet": (efficientnet, efficient, ["FixedDropout"]),
    "several GPUs": (multi_gpu, slices, ["lambda", "lambda_1"]),
    "VAE": (vae, sampler, ["z"]),
    "FaceNet": (facenet, residual_scaling, ["Lambda"]),
    "characters": (characters, nothing, []),
}
