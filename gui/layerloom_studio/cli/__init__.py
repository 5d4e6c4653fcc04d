"""The program's commands without a window."""

from layerloom_studio.cli.commands import is_file_to_open, run

__all__ = ["is_file_to_open", "run"]
