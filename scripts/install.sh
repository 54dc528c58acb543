#!/bin/sh
# install.sh FOLDER MINOR [REQUIREMENT...]: a virtual environment of Python 3.MINOR or newer in FOLDER, with what
# requirements.txt and the further requirements say. Does nothing when FOLDER already has exactly that.
set -eu

folder=$1 minor=$2
shift 2
wanted=$(cat requirements.txt; echo "$@")
stamp="$folder/installed.txt"
[ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ] && [ -x "$folder/bin/python" ] && exit 0

if ! "$folder/bin/python" -c "" 2>/dev/null; then
    python=$(sh "$(dirname "$0")/find_python.sh" "$minor")
    echo "Making a virtual environment in $folder with $("$python" --version) ..."
    "$python" -m venv --clear "$folder"
fi
echo "Installing what requirements.txt names into $folder (a minute or two) ..."
if ! "$folder/bin/python" -m pip install --quiet --disable-pip-version-check -r requirements.txt "$@"; then
    echo "The packages could not be installed: the lines above say why. Run the command again to go on." >&2
    exit 1
fi
printf '%s\n' "$wanted" >"$stamp"
