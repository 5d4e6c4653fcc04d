"""Every kind of file that a model goes through, with any library that writes and reads it."""

from __future__ import annotations

FORMATS = ("h5", "keras", "weights.h5", "json", "yaml")


def write(model, kind, path):
    """Writes a model, or what a kind of file holds of it."""
    if kind == "weights.h5":
        model.save_weights(path)
    elif kind in ("json", "yaml"):
        path.write_text(getattr(model, f"to_{kind}")())
    else:
        model.save(path)


def read(library, kind, path, make, weights):
    """Reads a model; where a file holds a part, ``make`` makes the model for it, or it is given the weights."""
    if kind in ("h5", "keras"):
        return library.models.load_model(path)
    if kind == "weights.h5":
        model = make()
        model.load_weights(path)
        return model
    model = getattr(library.models, f"model_from_{kind}")(path.read_text())
    model.set_weights(weights)
    return model
