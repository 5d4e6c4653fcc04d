"""Detectors and a language model that people pass around, small, with classes of their authors' own.

Among these are an initializer, and layers that have the names of Keras's own and are others.
"""

from __future__ import annotations

import numpy as np
import tf_keras as k2

from layerloom import initializers


def of(tensor):
    """TensorFlow's functions or ours for a tensor, which tells."""
    from tests.parity.networks_of_others import of

    return of(tensor)


def retinanet_parts(library):
    """Those of keras-retinanet: features of another size, boxes that move and are cut, and the start of scores."""
    base = initializers.Initializer if library is not k2.layers else k2.initializers.Initializer

    class PriorProbability(base):
        def __init__(self, probability=0.01):
            self.probability = probability

        def get_config(self):
            return {"probability": self.probability}

        def __call__(self, shape, dtype=None, **_):
            start = k2.initializers.Constant(-np.log((1 - self.probability) / self.probability))
            return start(shape) if base is k2.initializers.Initializer else np.asarray(start(shape))

    class UpsampleLike(library.Layer):
        def call(self, inputs):
            source, target = inputs
            for axis in (1, 2):
                source = of(source).repeat(source, target.shape[axis] // source.shape[axis], axis=axis)
            return source

    class Anchors(library.Layer):
        def __init__(self, size, stride, ratios=None, **kwargs):
            super().__init__(**kwargs)
            self.size, self.stride, self.ratios = size, stride, ratios or [0.5, 1.0]

        def call(self, features):
            rows, columns = features.shape[1:3]
            centers = (
                np.stack(np.meshgrid(np.arange(columns), np.arange(rows)), -1).reshape(-1, 1, 2) * self.stride
            )
            sides = np.asarray([[self.size * ratio**0.5, self.size / ratio**0.5] for ratio in self.ratios])
            boxes = np.concatenate([centers - sides / 2, centers + sides / 2], -1).reshape(1, -1, 4)
            nothing = of(features).reshape(features, (-1, rows * columns * features.shape[3], 1))[:, :1] * 0
            return nothing + boxes.astype("float32")

        def get_config(self):
            return {**super().get_config(), "size": self.size, "stride": self.stride, "ratios": self.ratios}

    class RegressBoxes(library.Layer):
        def __init__(self, mean=(0, 0, 0, 0), std=(0.2, 0.2, 0.2, 0.2), **kwargs):
            super().__init__(**kwargs)
            self.mean, self.std = list(mean), list(std)

        def call(self, inputs):
            anchors, moves = inputs
            return anchors + moves * np.float32(self.std) + np.float32(self.mean)

        def get_config(self):
            return {**super().get_config(), "mean": self.mean, "std": self.std}

    class ClipBoxes(library.Layer):
        def call(self, inputs):
            image, boxes = inputs
            return of(boxes).minimum(of(boxes).maximum(boxes, 0.0), float(image.shape[1] - 1))

    return {cls.__name__: cls for cls in (PriorProbability, UpsampleLike, Anchors, RegressBoxes, ClipBoxes)}


def retinanet(own):
    L = k2.layers
    image = k2.Input((16, 16, 3), name="input_1")
    fine = L.Conv2D(4, 3, strides=2, padding="same", name="C3")(image)
    coarse = L.Conv2D(4, 3, strides=2, padding="same", name="C4")(fine)
    levels = [L.Add(name="P3")([own["UpsampleLike"](name="P4_upsampled")([coarse, fine]), fine]), coarse]
    inner = k2.Input((None, None, 4))
    scores = L.Conv2D(
        2 * 3,
        3,
        padding="same",
        bias_initializer=own["PriorProbability"](0.01),
        name="pyramid_classification",
    )(inner)
    scores = L.Activation("sigmoid")(L.Reshape((-1, 3))(scores))
    classify = k2.Model(inner, scores, name="classification_submodel")
    moves = L.Reshape((-1, 4))(L.Conv2D(2 * 4, 3, padding="same", name="pyramid_regression")(inner))
    regress = k2.Model(inner, moves, name="regression_submodel")
    scores = L.Concatenate(axis=1, name="classification")([classify(level) for level in levels])
    moves = L.Concatenate(axis=1, name="regression")([regress(level) for level in levels])
    anchors = [
        own["Anchors"](4 * 2**n, 2 * 2**n, name=f"anchors_{n}")(level) for n, level in enumerate(levels)
    ]
    boxes = own["RegressBoxes"](name="boxes")([L.Concatenate(axis=1, name="anchors")(anchors), moves])
    return k2.Model(
        image, [own["ClipBoxes"](name="clipped_boxes")([image, boxes]), scores], name="retinanet-bbox"
    )


def mask_rcnn_parts(library):
    """Those of Mask R-CNN: normalization that does not learn, the best boxes, and pieces of features."""

    class BatchNorm(library.BatchNormalization):
        def call(self, inputs, training=None):
            return super().call(inputs, training=False)

    class ProposalLayer(library.Layer):
        def __init__(self, proposal_count, nms_threshold, **kwargs):
            super().__init__(**kwargs)
            self.proposal_count, self.nms_threshold = proposal_count, nms_threshold

        def call(self, inputs):
            scores, deltas = inputs
            order = of(scores).argsort(-scores[:, :, 1], axis=1)[:, : self.proposal_count]
            chosen = of(scores).one_hot(order, scores.shape[1])
            return of(scores).matmul(chosen, deltas)

        def get_config(self):
            told = {"proposal_count": self.proposal_count, "nms_threshold": self.nms_threshold}
            return {**super().get_config(), **told}

    class PyramidROIAlign(library.Layer):
        def __init__(self, pool_shape, **kwargs):
            super().__init__(**kwargs)
            self.pool_shape = tuple(pool_shape)

        def call(self, inputs):
            boxes, features = inputs
            piece = features[:, : self.pool_shape[0], : self.pool_shape[1]]
            return of(boxes).einsum("bnk,bhwc->bnhwc", boxes[:, :, :1], piece)

        def get_config(self):
            return {**super().get_config(), "pool_shape": list(self.pool_shape)}

    return {cls.__name__: cls for cls in (BatchNorm, ProposalLayer, PyramidROIAlign)}


def mask_rcnn(own):
    L = k2.layers
    image = k2.Input((16, 16, 3), name="input_image")
    x = L.Conv2D(4, 3, strides=2, padding="same", name="conv1")(image)
    features = L.Activation("relu")(own["BatchNorm"](name="bn_conv1")(x))
    inner = k2.Input((None, None, 4), name="input_rpn_feature_map")
    shared = L.Conv2D(4, 3, padding="same", activation="relu", name="rpn_conv_shared")(inner)
    scores = L.Activation("softmax", name="rpn_class_xxx")(
        L.Reshape((-1, 2))(L.Conv2D(4, 1, name="rpn_class_raw")(shared))
    )
    deltas = L.Reshape((-1, 4))(L.Conv2D(8, 1, name="rpn_bbox_pred")(shared))
    rpn = k2.Model(inner, [scores, deltas], name="rpn_model")
    scores, deltas = rpn(features)
    scores, deltas = L.Reshape((128, 2))(scores), L.Reshape((128, 4))(deltas)
    boxes = own["ProposalLayer"](proposal_count=5, nms_threshold=0.7, name="ROI")([scores, deltas])
    pieces = own["PyramidROIAlign"]([3, 3], name="roi_align_classifier")([boxes, features])
    x = L.TimeDistributed(L.Conv2D(6, 3), name="mrcnn_class_conv1")(pieces)
    x = L.TimeDistributed(own["BatchNorm"](), name="mrcnn_class_bn1")(x)
    return k2.Model(image, [L.TimeDistributed(L.Dense(3), name="mrcnn_class")(L.Reshape((5, 6))(x)), boxes])


def bert_parts(library):
    """Those of keras-bert, two of which have the names of Keras's own layers."""

    class PositionEmbedding(library.Layer):
        def __init__(self, input_dim, output_dim, mode="add", **kwargs):
            super().__init__(**kwargs)
            self.input_dim, self.output_dim, self.mode = input_dim, output_dim, mode

        def build(self, shape):
            size = (self.input_dim, self.output_dim)
            self.embeddings = self.add_weight(shape=size, name="embeddings", initializer="uniform")
            super().build(shape)

        def call(self, x):
            return x + self.embeddings[: x.shape[1]]

        def get_config(self):
            told = {"input_dim": self.input_dim, "output_dim": self.output_dim, "mode": self.mode}
            return {**super().get_config(), **told}

    class LayerNormalization(library.Layer):
        def __init__(self, center=True, scale=True, epsilon=1e-14, **kwargs):
            super().__init__(**kwargs)
            self.center, self.scale, self.epsilon = center, scale, epsilon

        def build(self, shape):
            self.gamma = self.add_weight(shape=(shape[-1],), name="gamma", initializer="uniform")
            self.beta = self.add_weight(shape=(shape[-1],), name="beta", initializer="uniform")
            super().build(shape)

        def call(self, x):
            from tests.parity.networks_of_others import mean_of

            apart = x - mean_of(x, -1)
            return apart / of(x).sqrt(mean_of(apart**2, -1) + self.epsilon) * self.gamma + self.beta

        def get_config(self):
            told = {"center": self.center, "scale": self.scale, "epsilon": self.epsilon}
            return {**super().get_config(), **told}

    class MultiHeadAttention(library.Layer):
        def __init__(self, head_num, activation="relu", history_only=False, **kwargs):
            super().__init__(**kwargs)
            self.head_num, self.activation, self.history_only = head_num, activation, history_only

        def build(self, shape):
            for name in ("Wq", "Wk", "Wv", "Wo"):
                weight = self.add_weight(
                    shape=(shape[-1], shape[-1]), name=name, initializer="glorot_uniform"
                )
                setattr(self, name, weight)
            super().build(shape)

        def call(self, x):
            f = of(x)

            def heads(weight):
                made = f.matmul(x, weight)
                size = (-1, x.shape[1], self.head_num, x.shape[2] // self.head_num)
                return f.transpose(f.reshape(made, size), (0, 2, 1, 3))

            softmax = f.nn.softmax if hasattr(f, "Module") else f.softmax
            logits = f.matmul(heads(self.Wq), f.transpose(heads(self.Wk), (0, 1, 3, 2)))
            mixed = f.transpose(f.matmul(softmax(logits), heads(self.Wv)), (0, 2, 1, 3))
            return f.matmul(f.reshape(mixed, (-1, x.shape[1], x.shape[2])), self.Wo)

        def get_config(self):
            told = {"head_num": self.head_num, "activation": self.activation}
            return {**super().get_config(), **told, "history_only": self.history_only}

    class EmbeddingSimilarity(library.Layer):
        def build(self, shape):
            self.bias = self.add_weight(shape=(9,), name="bias", initializer="uniform")
            super().build(shape)

        def call(self, inputs):
            x, table = inputs
            return of(x).einsum("btd,bvd->btv", x, table) + self.bias

    named = (PositionEmbedding, LayerNormalization, MultiHeadAttention, EmbeddingSimilarity)
    return {cls.__name__: cls for cls in named}


def bert(own):
    """One block, whose embedding is tied: it stands a second time for the words that the end is compared with."""
    L = k2.layers
    words, every = k2.Input((6,), name="Input-Token"), k2.Input((9,), name="Input-Every")
    table = L.Embedding(9, 8, name="Embedding-Token")
    x = own["PositionEmbedding"](10, 8, name="Embedding-Position")(table(words))
    x = own["LayerNormalization"](name="Embedding-Norm")(x)
    mixed = own["MultiHeadAttention"](head_num=2, name="Encoder-1-MultiHeadSelfAttention")(x)
    x = own["LayerNormalization"](name="Encoder-1-MultiHeadSelfAttention-Norm")(L.Add()([x, mixed]))
    return k2.Model([words, every], own["EmbeddingSimilarity"](name="MLM-Sim")([x, table(every)]))


#: How to make each network, what its author's file needs, and the names that the refusal tells.
DETECTORS = {
    "keras-retinanet": (
        retinanet,
        retinanet_parts,
        ["UpsampleLike", "Anchors", "RegressBoxes", "PriorProbability", "ClipBoxes"],
    ),
    "Mask R-CNN": (mask_rcnn, mask_rcnn_parts, ["BatchNorm", "ProposalLayer", "PyramidROIAlign"]),
    "keras-bert": (bert, bert_parts, ["PositionEmbedding", "MultiHeadAttention", "EmbeddingSimilarity"]),
}
