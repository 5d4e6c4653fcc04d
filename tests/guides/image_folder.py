"""Pictures in folders, one per class: read in batches, augmented while training, classified by a small network."""

import tempfile
from pathlib import Path

import numpy as np
from PIL import Image
from start import set_weights

import layerloom as keras
from layerloom import layers


def paint(folder, count=12):
    """Write upright and lying bars as PNG files."""
    rng = np.random.default_rng(8)
    for name in ("lying", "upright"):
        (folder / name).mkdir(parents=True)
        for number in range(count):
            picture = rng.integers(0, 60, size=(24, 24, 3), dtype=np.uint8)
            at = rng.integers(4, 18)
            picture[
                (slice(at, at + 3), slice(2, 22)) if name == "lying" else (slice(2, 22), slice(at, at + 3))
            ] = 220
            Image.fromarray(picture).save(folder / name / f"{number:02}.png")


def read(folder, part):
    return keras.utils.image_dataset_from_directory(
        folder,
        validation_split=0.25,
        subset=part,
        seed=1,
        shuffle=False,
        image_size=(16, 16),
        batch_size=6,
        label_mode="binary",
    )


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "bars"
        paint(folder)
        whole = keras.utils.image_dataset_from_directory(
            folder, shuffle=False, image_size=(16, 16), batch_size=6, label_mode="binary"
        )
        pictures = np.concatenate([np.asarray(x) for x, _ in whole])
        labels = np.concatenate([np.asarray(y) for _, y in whole])
        names = list(whole.class_names)
        held_back = sum(len(x) for x, _ in read(folder, "validation"))

    augment = keras.Sequential(
        [
            layers.RandomFlip("horizontal_and_vertical"),
            layers.RandomTranslation(0.1, 0.1),
            layers.RandomContrast(0.2),
        ],
        name="augment",
    )
    model = keras.Sequential(
        [
            keras.Input((16, 16, 3)),
            augment,
            layers.Rescaling(1 / 255),
            layers.Conv2D(8, 5, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Flatten(),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    set_weights(model)
    before = model.predict(pictures, verbose=0)
    model.compile(keras.optimizers.Adam(0.01), "binary_crossentropy", metrics=["accuracy"])
    history = model.fit(pictures, labels, epochs=12, batch_size=6, verbose=0)
    return {
        "classes": names,
        "held back": held_back,
        "pictures": pictures,
        "labels": labels,
        "before": before,
        "improved": history.history["loss"][-1] < history.history["loss"][0],
    }


if __name__ == "__main__":
    print(main())
