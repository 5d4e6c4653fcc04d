"""A training loop written out with a tape, and the same as a `train_step` of one's own."""

import numpy as np
from start import set_weights

import layerloom as keras
from layerloom import layers

GradientTape = keras.GradientTape


class WithPenalty(keras.Model):
    """A model that is trained on its loss and on the size of its answers."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.hidden = layers.Dense(12, activation="relu")
        self.answer = layers.Dense(3)
        self.seen = keras.metrics.Mean(name="penalty")

    def call(self, inputs):
        return self.answer(self.hidden(inputs))

    def train_step(self, data):
        x, y = data
        with GradientTape() as tape:
            scores = self(x, training=True)
            penalty = keras.ops.mean(keras.ops.square(scores))
            loss = self.compute_loss(y=y, y_pred=scores) + 0.1 * penalty
        gradients = tape.gradient(loss, self.trainable_variables)
        self.optimizer.apply(gradients, self.trainable_variables)
        self.seen.update_state(penalty)
        for metric in self.metrics:
            if metric.name == "loss":
                metric.update_state(loss)
            elif metric.name != "penalty":
                metric.update_state(y, scores)
        return {metric.name: metric.result() for metric in self.metrics}


def train_by_hand(model, x, y, epochs):
    optimizer = keras.optimizers.SGD(learning_rate=0.1, momentum=0.9)
    loss_of = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    accuracy = keras.metrics.SparseCategoricalAccuracy()
    told = []
    for _ in range(epochs):
        accuracy.reset_state()
        for start in range(0, len(x), 16):
            batch, labels = x[start : start + 16], y[start : start + 16]
            with GradientTape() as tape:
                scores = model(batch, training=True)
                loss = loss_of(labels, scores)
            gradients = tape.gradient(loss, model.trainable_variables)
            optimizer.apply_gradients(zip(gradients, model.trainable_variables))
            accuracy.update_state(labels, scores)
        told.append([float(loss), float(accuracy.result())])
    return told


def main():
    rng = np.random.default_rng(2)
    x = rng.normal(size=(96, 4)).astype("float32")
    y = np.argmax(x[:, :3], axis=1)

    by_hand = set_weights(keras.Sequential([keras.Input((4,)), layers.Dense(8, "tanh"), layers.Dense(3)]))
    told = train_by_hand(by_hand, x, y, epochs=3)

    model = WithPenalty()
    model(x[:1])
    set_weights(model)
    model.compile(
        optimizer=keras.optimizers.RMSprop(0.01),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    history = model.fit(x, y, batch_size=32, epochs=3, shuffle=False, verbose=0)
    return {
        "by hand": told,
        "scores": by_hand.predict(x[:5], verbose=0),
        "losses": history.history["loss"],
        "penalties": history.history["penalty"],
        "accuracies": history.history["accuracy"],
        "answers": model.predict(x[:5], verbose=0),
    }


if __name__ == "__main__":
    print(main())
