"""The functional API: branches, a residual connection, a shared layer, and a model inside a model."""

import numpy as np
from start import set_weights

import layerloom as keras
from layerloom import layers


def make_encoder():
    inputs = keras.Input(shape=(12, 12, 1), name="picture")
    x = layers.Conv2D(6, 3, activation="relu")(inputs)
    x = layers.Conv2D(8, 3, activation="relu")(x)
    skip = layers.MaxPooling2D(2)(x)
    x = layers.Conv2D(8, 3, activation="relu", padding="same")(skip)
    x = layers.Conv2D(8, 3, activation="relu", padding="same")(x)
    x = layers.add([x, skip])
    outputs = layers.GlobalAveragePooling2D()(x)
    return keras.Model(inputs, outputs, name="encoder")


def make_model():
    """Tells whether two pictures show the same thing; both go through one encoder."""
    encoder = make_encoder()
    left = keras.Input(shape=(12, 12, 1), name="left")
    right = keras.Input(shape=(12, 12, 1), name="right")
    difference = layers.subtract([encoder(left), encoder(right)])
    x = layers.Dense(16, activation="tanh")(difference)
    same = layers.Dense(1, activation="sigmoid", name="same")(x)
    return keras.Model([left, right], same, name="twins")


def main():
    rng = np.random.default_rng(0)
    left = rng.normal(size=(64, 12, 12, 1)).astype("float32")
    same = (np.arange(64) % 2).astype("float32")[:, None]
    right = np.where(same[:, :, None, None] > 0, left, rng.normal(size=left.shape)).astype("float32")

    model = set_weights(make_model())
    model.compile(optimizer=keras.optimizers.SGD(0.1), loss="binary_crossentropy", metrics=["accuracy"])
    history = model.fit([left, right], same, batch_size=16, epochs=3, shuffle=False, verbose=0)
    by_name = model.predict({"left": left, "right": right}, verbose=0)

    inner = model.get_layer("encoder")
    features = keras.Model(inner.input, inner.layers[3].output)
    return {
        "losses": history.history["loss"],
        "predictions": by_name,
        "features": features.predict(left[:4], verbose=0),
        "parameters": model.count_params(),
        "names": [layer.name for layer in model.layers if "subtract" not in layer.name],
    }


if __name__ == "__main__":
    print(main())
