"""Layers of one's own: weights made when the input is known, a loss term, a mask of training, saving by config."""

import numpy as np
from start import set_weights

import layerloom as keras
from layerloom import layers, ops


@keras.saving.register_keras_serializable(package="guides")
class Gated(layers.Layer):
    """A dense layer whose outputs are multiplied with a gate; large gates cost something."""

    def __init__(self, units, cost=0.01, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.cost = cost

    def build(self, input_shape):
        size = input_shape[-1]
        self.kernel = self.add_weight(shape=(size, self.units), initializer="glorot_uniform", name="kernel")
        self.gate = self.add_weight(shape=(size, self.units), initializer="zeros", name="gate")
        self.bias = self.add_weight(shape=(self.units,), initializer="zeros", name="bias")

    def call(self, inputs):
        gate = ops.sigmoid(ops.matmul(inputs, self.gate))
        self.add_loss(self.cost * ops.mean(ops.square(gate)))
        return (ops.matmul(inputs, self.kernel) + self.bias) * gate

    def compute_output_shape(self, input_shape):
        return (*input_shape[:-1], self.units)

    def get_config(self):
        return {**super().get_config(), "units": self.units, "cost": self.cost}


class Centred(layers.Layer):
    """Subtracts a running mean in use, and the mean of the batch in training."""

    def build(self, input_shape):
        self.mean = self.add_weight(
            shape=(input_shape[-1],), initializer="zeros", trainable=False, name="mean"
        )

    def call(self, inputs, training=False):
        if not training:
            return inputs - self.mean
        mean = ops.mean(inputs, axis=0)
        self.mean.assign(0.9 * self.mean + 0.1 * mean)
        return inputs - mean


def main():
    rng = np.random.default_rng(1)
    x = rng.normal(2.0, 1.0, size=(96, 5)).astype("float32")
    y = (x[:, :1] * x[:, 1:2]).astype("float32")

    model = keras.Sequential([keras.Input((5,)), Centred(), Gated(8), layers.Dense(1)])
    set_weights(model)
    model.compile(optimizer=keras.optimizers.Adam(0.01), loss="mse")
    history = model.fit(x, y, batch_size=32, epochs=4, shuffle=False, verbose=0)

    config = model.layers[1].get_config()
    again = Gated.from_config(config)
    again.build((None, 5))
    again.set_weights(model.layers[1].get_weights())
    return {
        "losses": history.history["loss"],
        "mean": np.asarray(model.layers[0].mean),
        "predictions": model.predict(x[:8], verbose=0),
        "again": np.asarray(again(x[:8])),
        "trainable": len(model.trainable_variables),
        "frozen": len(model.non_trainable_variables),
        "registered": keras.saving.get_registered_name(Gated),
    }


if __name__ == "__main__":
    print(main())
