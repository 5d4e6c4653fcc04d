"""The primitives of the library as operators of ONNX, by the name of each."""

from layerloom.models.onnx_export.primitives import (
    arrays,
    elementwise,
    matrices,
    order,
    pictures,
    places,
    products,
    reductions,
    signals,
    special,
    windows,
)
from layerloom.models.onnx_export.primitives.call import PrimitiveCall, Writer

#: What writes each primitive.
WRITERS: dict[str, Writer] = {
    **arrays.WRITERS,
    **elementwise.WRITERS,
    **matrices.WRITERS,
    **order.WRITERS,
    **pictures.WRITERS,
    **places.WRITERS,
    **products.WRITERS,
    **reductions.WRITERS,
    **signals.WRITERS,
    **special.WRITERS,
    **windows.WRITERS,
}

__all__ = ["WRITERS", "PrimitiveCall"]
