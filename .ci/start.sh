#!/bin/sh
# Opens the program, or does the main job without a window where there is no display.
set -eu
cd "$(dirname "$0")/.."

if [ "$(uname -s)" = Linux ] && [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    echo "No display was found, so Layerloom does its main job in the terminal. Results go to output/."
    exec .venv/bin/layerloom demo --out output
fi
exec .venv/bin/layerloom
