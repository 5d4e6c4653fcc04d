"""Several inputs and outputs: a ticket with text, tags and a department, weighted losses, metrics of each output."""

import numpy as np
from start import set_weights

import layerloom as keras
from layerloom import layers


def make_model(words=50, tags=6, departments=4):
    title = keras.Input(shape=(None,), name="title")
    body = keras.Input(shape=(None,), name="body")
    tag = keras.Input(shape=(tags,), name="tags")
    title_features = layers.LSTM(8)(layers.Embedding(words, 6)(title))
    body_features = layers.GRU(6)(layers.Embedding(words, 6)(body))
    x = layers.concatenate([title_features, body_features, tag])
    priority = layers.Dense(1, name="priority")(x)
    department = layers.Dense(departments, name="department")(x)
    return keras.Model(inputs=[title, body, tag], outputs={"priority": priority, "department": department})


def main():
    rng = np.random.default_rng(4)
    n = 48
    inputs = {
        "title": rng.integers(0, 50, size=(n, 5)),
        "body": rng.integers(0, 50, size=(n, 9)),
        "tags": rng.integers(0, 2, size=(n, 6)).astype("float32"),
    }
    targets = {
        "priority": rng.integers(0, 2, size=(n, 1)).astype("float32"),
        "department": np.eye(4, dtype="float32")[rng.integers(0, 4, size=n)],
    }
    model = set_weights(make_model())
    model.compile(
        optimizer=keras.optimizers.SGD(0.1),
        loss={
            "priority": keras.losses.BinaryCrossentropy(from_logits=True),
            "department": keras.losses.CategoricalCrossentropy(from_logits=True),
        },
        loss_weights={"priority": 1.0, "department": 0.2},
        metrics={"department": ["accuracy"], "priority": [keras.metrics.BinaryAccuracy(threshold=0.0)]},
    )
    history = model.fit(inputs, targets, epochs=3, batch_size=16, shuffle=False, verbose=0)
    evaluated = model.evaluate(inputs, targets, batch_size=16, verbose=0, return_dict=True)
    predictions = model.predict(inputs, verbose=0)
    return {
        "history": dict(sorted(history.history.items())),
        "evaluated": {key: float(value) for key, value in sorted(evaluated.items())},
        "priority": predictions["priority"],
        "department": predictions["department"],
    }


if __name__ == "__main__":
    print(main())
