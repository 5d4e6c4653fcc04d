"""Pictures of images with their labels and masks, the public namespace ``keras.visualization``."""

from layerloom.visualization.gallery import plot_image_gallery, plot_segmentation_mask_gallery
from layerloom.visualization.masks import draw_segmentation_masks

__all__ = ["draw_segmentation_masks", "plot_image_gallery", "plot_segmentation_mask_gallery"]
