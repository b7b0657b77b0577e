#!/bin/sh
# Prints the path of the Python to use: 3.13 where the machine has it (it is the runtime on AWS), else any from 3.11 on.
# Also looks where pyenv, uv and Homebrew keep versions that are not on the path. Downloads nothing.
set -u

works='import sys, venv, ensurepip
sys.exit(not ((3, 11) <= sys.version_info[:2] < (3, 15)))'

try() {
    for python in "$@"; do
        path=$(command -v "$python" 2>/dev/null) || continue
        if real=$("$path" -c "$works
" 2>/dev/null && "$path" -c 'import sys; print(sys.executable)' 2>/dev/null); then
            echo "$real"
            exit 0
        fi
    done
}

[ -n "${PYTHON:-}" ] && try "$PYTHON"
for version in 3.13 3.12 3.14 3.11; do
    try "python$version" \
        "${PYENV_ROOT:-$HOME/.pyenv}"/versions/"$version".*/bin/python \
        "${XDG_DATA_HOME:-$HOME/.local/share}"/uv/python/cpython-"$version".*/bin/python3 \
        /opt/homebrew/bin/python"$version" /usr/local/bin/python"$version" /usr/bin/python"$version"
done
try python3 python

echo "No usable Python found: 3.11 or later with its venv and ensurepip modules is needed (3.13 is best)." >&2
echo "On Debian or Ubuntu: apt install python3-venv. Another Python: make PYTHON=/path/to/python3.13 install" >&2
exit 1
