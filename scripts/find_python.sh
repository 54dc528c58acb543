#!/bin/sh
# Prints the newest Python that is at least version 3.$1 and can make virtual environments; PYTHON overrides.
# PATH comes first, then what pyenv keeps. Each is run before it counts: a stand-in on PATH may have nothing behind it.

least=$1
suits() {
    "$1" -c "import sys, ensurepip, ssl; sys.exit(sys.version_info < (3, $least))" >/dev/null 2>&1
}

if [ -n "$PYTHON" ]; then
    suits "$PYTHON" && echo "$PYTHON" && exit 0
    echo "PYTHON=$PYTHON is not a Python 3.$least or newer with the venv module." >&2
    exit 1
fi
for candidate in python3.14 python3.13 python3.12 python3.11 python3; do
    suits "$candidate" && echo "$candidate" && exit 0
done
for minor in 14 13 12 11; do
    for candidate in "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.$minor.*/bin/python; do
        suits "$candidate" && echo "$candidate" && exit 0
    done
done
echo "Python 3.$least or newer with its venv module was not found." >&2
echo "Install it (Debian, Ubuntu: apt-get install python3 python3-venv; macOS: brew install python), or set PYTHON." >&2
exit 1
