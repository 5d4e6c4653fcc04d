"""Longer pieces of the code of a training: what Keras has no class for."""

from __future__ import annotations

from typing import Any

from layerloom_studio.runs.augmenting import Augmenting, is_pictures
from layerloom_studio.runs.job import Job

STOP_AT_VALUE = '''class StopAtValue(keras.callbacks.Callback):
    """Stops the training after the first epoch in which a metric has reached a value."""

    def __init__(self, monitor="val_accuracy", value=0.95, rises=True):
        super().__init__()
        self.monitor = monitor
        self.value = value
        self.rises = rises

    def on_epoch_end(self, epoch, logs=None):
        reached = logs[self.monitor]
        if reached >= self.value if self.rises else reached <= self.value:
            self.model.stop_training = True'''

_AUGMENTED = '''BATCH_SIZE = {size}

augment = keras.Sequential(
    [
{rows}    ]
)


class Augmented(keras.utils.PyDataset):
    """Batches of pictures that are changed by chance in every epoch."""

    def __init__(self, x, y, batch_size):
        super().__init__(workers={workers}, max_queue_size={ahead})
        self.x, self.y, self.batch_size = x, y, batch_size
        self.rng = np.random.default_rng({seed})
        self.order = {order}

    def __len__(self):
        return -(-len(self.x) // self.batch_size)

    def __getitem__(self, index):
        chosen = self.order[index * self.batch_size : (index + 1) * self.batch_size]
        return np.asarray(augment(self.x[chosen], training=True)), self.y[chosen]
{again}'''
_AGAIN = """
    def on_epoch_end(self):
        self.order = self.rng.permutation(len(self.x))
"""


def augmented(augmenting: Augmenting, x: Any, job: Job) -> str:
    """Code of the layers that change pictures, and of the batches that they make.

    Args:
        augmenting: How pictures are changed.
        x: Pictures to learn from; their least and largest value are black and white.
        job: Tells batches and order.
    """
    few = x[:512] if not isinstance(x, list) else next(part[:512] for part in x if is_pictures(part))
    white = (float(few.min()), float(few.max())) if few.size else (0.0, 1.0)
    fill = f'fill_mode="{augmenting.fill_mode}"'
    rows = []
    if augmenting.horizontal_flip or augmenting.vertical_flip:
        both = augmenting.horizontal_flip and augmenting.vertical_flip
        way = (
            "horizontal_and_vertical" if both else "horizontal" if augmenting.horizontal_flip else "vertical"
        )
        rows.append(f'layers.RandomFlip("{way}")')
    if augmenting.rotation_range:
        rows.append(f"layers.RandomRotation({augmenting.rotation_range / 360:.6g}, {fill})")
    if augmenting.width_shift_range or augmenting.height_shift_range:
        shift = f"{augmenting.height_shift_range:g}, {augmenting.width_shift_range:g}"
        rows.append(f"layers.RandomTranslation({shift}, {fill})")
    if augmenting.shear_range:
        rows.append(f"layers.RandomShear({augmenting.shear_range / 90:.6g}, {fill})")
    if augmenting.zoom_range:
        zoom = f"(-{augmenting.zoom_range:g}, {augmenting.zoom_range:g})"
        rows.append(f"layers.RandomZoom({zoom}, {fill})")
    if augmenting.brightness:
        rows.append(
            f"layers.RandomBrightness({augmenting.brightness:g}, value_range=({white[0]:g}, {white[1]:g}))"
        )
    return _AUGMENTED.format(
        size=job.batch_size,
        rows="".join(f"        {row},\n" for row in rows),
        workers=job.workers,
        ahead=job.max_queue_size,
        seed=job.seed,
        order="self.rng.permutation(len(x))" if job.shuffle else "np.arange(len(x))",
        again=_AGAIN if job.shuffle else "",
    ).rstrip("\n")
