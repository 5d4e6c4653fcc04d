"""Transfer learning: train a network, keep its lower half, freeze it, train a new top, then thaw it carefully."""

import numpy as np
from start import set_weights

import layerloom as keras
from layerloom import layers


def make_base():
    return keras.Sequential(
        [
            keras.Input((10, 10, 1)),
            layers.Conv2D(6, 3, activation="relu", name="edges"),
            layers.BatchNormalization(name="calm"),
            layers.MaxPooling2D(2),
            layers.Flatten(),
            layers.Dense(10, activation="relu", name="features"),
            layers.Dense(4, activation="softmax", name="classes"),
        ],
        name="base",
    )


def main():
    rng = np.random.default_rng(3)
    x = rng.normal(size=(80, 10, 10, 1)).astype("float32")
    four = (x.mean(axis=(1, 2, 3)) > 0).astype(int) * 2 + (x[:, 0, 0, 0] > 0)
    two = (four > 1).astype("float32")[:, None]

    base = set_weights(make_base())
    base.compile(keras.optimizers.SGD(0.05), "sparse_categorical_crossentropy")
    first = base.fit(x, four, batch_size=20, epochs=2, shuffle=False, verbose=0)

    lower = keras.Model(base.inputs[0], base.get_layer("features").output, name="lower")
    lower.trainable = False
    inputs = keras.Input((10, 10, 1))
    outputs = layers.Dense(1, activation="sigmoid", name="top")(lower(inputs))
    model = keras.Model(inputs, outputs)
    set_weights(model, seed=1)
    frozen = [np.array(values) for values in lower.get_weights()]
    model.compile(keras.optimizers.Adam(0.01), "binary_crossentropy", metrics=["accuracy"])
    second = model.fit(x, two, batch_size=20, epochs=2, shuffle=False, verbose=0)
    unchanged = all(np.array_equal(a, b) for a, b in zip(frozen, lower.get_weights()))

    lower.trainable = True
    trainable = len(model.trainable_variables)
    model.compile(keras.optimizers.Adam(0.0001), "binary_crossentropy")
    third = model.fit(x, two, batch_size=20, epochs=2, shuffle=False, verbose=0)

    copy = make_base()
    for layer in base.layers[:-1]:
        copy.get_layer(layer.name).set_weights(layer.get_weights()) if layer.get_weights() else None
    return {
        "losses": [first.history["loss"], second.history["loss"], third.history["loss"]],
        "unchanged": unchanged,
        "trainable": [1 + 1, trainable],
        "moving mean": np.asarray(base.get_layer("calm").moving_mean),
        "predictions": model.predict(x[:6], verbose=0),
        "copied": copy.get_layer("features").get_weights()[0],
    }


if __name__ == "__main__":
    print(main())
