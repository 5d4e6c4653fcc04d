"""What happens round every ``build`` of a layer, whoever calls it: its name scope, and that it is remembered."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Any

from layerloom.naming import current_path, name_scope


def complete_build(build: Callable[..., None]) -> Callable[..., None]:
    """Wraps the ``build`` that a class writes, so that calling it by hand makes the layer a built one.

    The weights get the layer's name in their paths, and the shapes are kept for
    :meth:`Layer.get_build_config`. A ``build`` called by that of a subclass is a part of it and changes nothing.
    """
    signature = inspect.signature(build)

    @functools.wraps(build)
    def built(self: Any, *args: Any, **kwargs: Any) -> None:
        self._start()
        if self._building:
            build(self, *args, **kwargs)
            return
        shapes = dict(list(signature.bind(self, *args, **kwargs).arguments.items())[1:])
        self._building = True
        try:
            with name_scope(self.name, caller=self):
                self._path = current_path()
                build(self, *args, **kwargs)
        finally:
            self._building = False
        self.built = True
        self._build_shapes = shapes if len(shapes) > 1 else {"input_shape": next(iter(shapes.values()), None)}

    return built
