"""A time series: windows cut from a long record, normalization learnt from it, and a forecast by a GRU."""

import numpy as np
from start import set_weights

import layerloom as keras
from layerloom import layers


def main():
    rng = np.random.default_rng(6)
    time = np.arange(400)
    series = np.stack([np.sin(time / 8), 5 + np.cos(time / 20)], axis=1) + 0.05 * rng.normal(size=(400, 2))
    series = series.astype("float32")
    window, ahead = 12, 3

    def windows(first, last):
        return keras.utils.timeseries_dataset_from_array(
            series[first : last - window - ahead],
            targets=series[first + window + ahead : last, 0],
            sequence_length=window,
            sampling_rate=1,
            batch_size=32,
            shuffle=False,
        )

    scale = layers.Normalization(axis=-1)
    scale.adapt(series[:300])
    model = keras.Sequential(
        [
            keras.Input((window, 2)),
            scale,
            layers.Conv1D(6, 3, padding="causal", activation="relu"),
            layers.GRU(8, return_sequences=True),
            layers.GRU(6),
            layers.Dense(1),
        ]
    )
    set_weights(model)
    model.compile(keras.optimizers.Adam(0.01), "mae")
    history = model.fit(windows(0, 300), validation_data=windows(300, 400), epochs=3, verbose=0)
    return {
        "losses": history.history["loss"],
        "validation": history.history["val_loss"],
        "forecast": model.predict(windows(300, 400), verbose=0),
        "shapes": [list(np.asarray(part).shape) for part in next(iter(windows(0, 300)))],
    }


if __name__ == "__main__":
    print(main())
