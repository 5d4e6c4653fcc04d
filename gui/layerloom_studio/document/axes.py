"""What the axes of a tensor usually mean, by how many there are: the batch, then places, then channels."""

from __future__ import annotations

AXES = {
    1: ("batch",),
    2: ("batch", "features"),
    3: ("batch", "steps", "features"),
    4: ("batch", "height", "width", "channels"),
    5: ("batch", "depth", "height", "width", "channels"),
}
