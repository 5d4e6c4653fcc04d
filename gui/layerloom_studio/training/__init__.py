"""Training from the window: controller, worker thread, coalesced news, and the record of a run."""
