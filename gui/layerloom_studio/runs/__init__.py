"""Runs without a window: jobs, their folders and events, data, and classifying images with what was trained."""
