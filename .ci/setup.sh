#!/bin/sh
# Sets up .venv and the system libraries of Qt:  setup.sh run|test
# Safe to run again: what is there is kept, and a second run only looks.
set -eu
cd "$(dirname "$0")/.."

oldest=11 # Python 3.11
newest=13 # the newest Python with wheels of TensorFlow, which the tests compare with; later ones only run the program
pointer_libraries="libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0"

main() {
    case "${1:-}" in
    run) wanted="-e ." ;;
    test) wanted="-e .[test]" ;;
    *) fail "usage: setup.sh run|test" ;;
    esac
    python=$(usable_venv || find_python) ||
        fail "Layerloom needs Python 3.$oldest or newer, and none was found; install it and run make again."
    install_system_packages "$python"
    [ "$1" != test ] || install_pointer
    make_venv "$python"
    install_python_packages "$1" "$wanted"
}

say() { echo "setup: $*" >&2; }

fail() {
    echo "setup: $*" >&2
    exit 1
}

minor_of() { # "12" for a Python 3.12; fails for one that does not start or is no Python 3
    "$1" -c 'import sys; print(sys.version_info[1]) if sys.version_info[0] == 3 else sys.exit(1)' 2>/dev/null
}

usable_venv() {
    minor=$(minor_of .venv/bin/python) && [ "$minor" -ge "$oldest" ] &&
        .venv/bin/python -m pip --version >/dev/null 2>&1 && echo .venv/bin/python
}

find_python() { # the newest one that can run everything; else any that can run the program
    minor=$newest
    while [ "$minor" -ge "$oldest" ]; do
        for candidate in "python3.$minor" python3; do
            if [ "$(minor_of "$candidate")" = "$minor" ]; then
                command -v "$candidate"
                return
            fi
        done
        minor=$((minor - 1))
    done
    minor=$(minor_of python3) && [ "$minor" -gt "$newest" ] && command -v python3
}

install_system_packages() {
    [ "$(uname -s)" = Linux ] || return 0
    packages=$(missing_packages "$1")
    [ -n "$packages" ] || return 0
    line="apt-get install -y --no-install-recommends $packages"
    command -v apt-get >/dev/null ||
        fail "these are missing (names as in Debian), please install them and run make again: $packages"
    if [ "$(id -u)" = 0 ]; then
        as_root="env"
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        as_root="sudo -n env"
    else
        fail "some system packages are missing; run this line, then make again:
    sudo $line"
    fi
    say "installing system packages: $packages"
    apt="$as_root DEBIAN_FRONTEND=noninteractive"
    $apt $line >/dev/null 2>&1 || { $apt apt-get update >/dev/null && $apt $line >/dev/null; } ||
        fail "the system packages could not be installed; run this line, then make again:
    sudo $line"
    packages=$(missing_packages "$1")
    [ -z "$packages" ] || fail "still missing after the installation: $packages"
}

install_pointer() { # for tests with a real pointer, which are skipped where it cannot be installed; and a font with Hangul
    [ "$(uname -s)" = Linux ] && command -v apt-get >/dev/null || return 0
    command -v Xvfb >/dev/null && command -v xdotool >/dev/null && [ -d /usr/share/fonts/truetype/nanum ] && return 0
    if [ "$(id -u)" = 0 ]; then
        apt="env DEBIAN_FRONTEND=noninteractive"
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        apt="sudo -n env DEBIAN_FRONTEND=noninteractive"
    else
        say "tests with a real pointer will be skipped; they need: sudo apt-get install xvfb xdotool $pointer_libraries"
        return 0
    fi
    line="apt-get install -y --no-install-recommends xvfb xdotool fonts-nanum $pointer_libraries"
    $apt $line >/dev/null 2>&1 || { $apt apt-get update >/dev/null 2>&1 && $apt $line >/dev/null 2>&1; } ||
        say "xvfb and xdotool could not be installed, so tests with a real pointer will be skipped."
}

missing_packages() { # asks the loader for each library, so that it does not matter where it comes from
    "$1" - "${DISPLAY:-}${WAYLAND_DISPLAY:-}" <<'PYTHON'
import ctypes, importlib.util, subprocess, sys

LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",  # Debian 13 and Ubuntu 24.04 provide it by libglib2.0-0t64
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
}
WINDOW = {
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}


def missing(library):
    try:
        ctypes.CDLL(library)
    except OSError:
        return True
    return False


def venv_package():
    version = "%d.%d" % sys.version_info[:2]
    try:
        default = subprocess.run(["/usr/bin/python3", "--version"], capture_output=True, text=True).stdout
    except OSError:
        default = ""
    return "python3-venv" if version + "." in default else "python%s-venv" % version


packages = []
if sys.prefix == sys.base_prefix and not importlib.util.find_spec("ensurepip"):
    packages.append(venv_package())
libraries = {**LIBRARIES, **(WINDOW if sys.argv[1] else {})}
packages += [package for library, package in libraries.items() if missing(library)]
print(" ".join(packages))
PYTHON
}

make_venv() {
    [ "$1" != .venv/bin/python ] || return 0
    say "making .venv with $("$1" --version)"
    "$1" -m venv --clear .venv || fail "$1 could not make the virtual environment .venv; see the message above."
}

install_python_packages() { # a stamp remembers for which pyproject.toml this was done
    now=$(cat pyproject.toml .ci/setup.sh | cksum)
    for stamp in ".venv/.ready-$1" .venv/.ready-test; do
        [ "$(cat "$stamp" 2>/dev/null)" != "$now" ] || return 0
    done
    [ "$1" != test ] || [ "$(minor_of .venv/bin/python)" -le "$newest" ] ||
        say "TensorFlow may have no wheel yet for $(.venv/bin/python --version); Python 3.$newest would do."
    say "installing Python packages into .venv; the first time this takes some minutes"
    quiet=--quiet
    [ ! -t 1 ] || quiet=""
    .venv/bin/python -m pip install --disable-pip-version-check $quiet $wanted ||
        fail "pip could not install the packages; see its message above."
    echo "$now" >".venv/.ready-$1"
}

main "$@"
