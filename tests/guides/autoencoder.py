"""A convolutional autoencoder that removes noise, and its two halves used by themselves."""

import numpy as np
from start import set_weights

import layerloom as keras
from layerloom import layers


def main():
    rng = np.random.default_rng(7)
    rows = np.linspace(0, 1, 16)
    clean = np.stack([np.outer(np.sin(3 * rows + p), np.cos(4 * rows - p)) for p in rng.uniform(0, 3, 48)])
    clean = (0.5 + 0.5 * clean[..., None]).astype("float32")
    noisy = np.clip(clean + 0.2 * rng.normal(size=clean.shape), 0, 1).astype("float32")

    image = keras.Input((16, 16, 1))
    x = layers.Conv2D(6, 3, activation="relu", padding="same")(image)
    x = layers.MaxPooling2D(2, padding="same")(x)
    x = layers.Conv2D(4, 3, activation="relu", padding="same")(x)
    code = layers.AveragePooling2D(2, padding="same")(x)
    encoder = keras.Model(image, code, name="encoder")

    hidden = keras.Input(code.shape[1:])
    x = layers.Conv2DTranspose(4, 3, strides=2, activation="relu", padding="same")(hidden)
    x = layers.UpSampling2D(2, interpolation="bilinear")(x)
    decoder = keras.Model(
        hidden, layers.Conv2D(1, 3, activation="sigmoid", padding="same")(x), name="decoder"
    )

    model = keras.Model(image, decoder(encoder(image)), name="autoencoder")
    set_weights(model)
    model.compile(keras.optimizers.Adam(0.005), "binary_crossentropy")
    history = model.fit(
        noisy, clean, epochs=3, batch_size=16, shuffle=False, validation_split=0.25, verbose=0
    )
    codes = encoder.predict(noisy[:4], verbose=0)
    return {
        "losses": history.history["loss"],
        "validation": history.history["val_loss"],
        "codes": codes,
        "pictures": decoder.predict(codes, verbose=0),
        "whole": model.predict(noisy[:4], verbose=0),
    }


if __name__ == "__main__":
    print(main())
