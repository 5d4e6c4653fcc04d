"""Text classification: strings to numbers by a vocabulary that is learnt, an embedding with a mask, an LSTM."""

import numpy as np
from start import set_weights

import layerloom as keras
from layerloom import layers

GOOD = ["a fine film", "what a lovely, lovely story", "great acting and a great plot", "I liked it!"]
BAD = ["a dull film", "what a boring story", "bad acting and no plot at all", "I hated it."]


def main():
    texts = np.array((GOOD + BAD) * 6)
    labels = np.array(([1] * len(GOOD) + [0] * len(BAD)) * 6, dtype="float32")[:, None]

    to_numbers = layers.TextVectorization(max_tokens=40, output_mode="int", output_sequence_length=8)
    to_numbers.adapt(texts)
    numbers = np.asarray(to_numbers(texts))

    bags = layers.TextVectorization(max_tokens=12, output_mode="tf_idf")
    bags.adapt(texts)

    inputs = keras.Input((8,), dtype="int32")
    x = layers.Embedding(40, 8, mask_zero=True)(inputs)
    x = layers.Bidirectional(layers.LSTM(6))(x)
    outputs = layers.Dense(1, activation="sigmoid")(x)
    model = set_weights(keras.Model(inputs, outputs))
    model.compile(keras.optimizers.SGD(0.5), "binary_crossentropy", metrics=["accuracy"])
    history = model.fit(numbers, labels, batch_size=12, epochs=4, shuffle=False, verbose=0)
    return {
        "vocabulary": to_numbers.get_vocabulary(),
        "numbers": numbers[:8],
        "bags": np.asarray(bags(texts[:8])),
        "losses": history.history["loss"],
        "predictions": model.predict(
            np.asarray(to_numbers(np.array(["a lovely film", "no story"]))), verbose=0
        ),
    }


if __name__ == "__main__":
    print(main())
