"""What the axes of a tensor usually mean, by how many there are: the batch, then places, then channels."""

from __future__ import annotations

from layerloom_studio.language import tr

AXES = {
    1: ("batch",),
    2: ("batch", "features"),
    3: ("batch", "steps", "features"),
    4: ("batch", "height", "width", "channels"),
    5: ("batch", "depth", "height", "width", "channels"),
}


def named_axes(wanted: str) -> str:
    """Return a shape that leaves all sizes open, such as `(None, None, None)`, with the meaning of its axes."""
    sizes = wanted.strip("()").split(", ")
    names = AXES.get(len(sizes), ())
    if len(sizes) < 2 or not names or any(size != "None" for size in sizes):
        return wanted
    return f"{wanted} – {' × '.join(map(tr, names))}"
