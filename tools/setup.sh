#!/bin/sh
# Makes .venv from the locked requirements. Needs Python 3.11+ and pip; no root. A stamp makes the second run a no-op.
# A fresh Debian has neither ensurepip nor leave to install into the system, so uv is put into .boot when it is not there.
set -eu
cd "$(dirname "$0")/.."
locks="requirements.txt requirements-dev.txt requirements-uv.txt"
stamp=".venv/.locked-$(cat $locks | cksum | tr -d ' ')"
[ -f "$stamp" ] && exit 0

python=""
for name in python3 python3.13 python3.12 python3.11 python; do
    if command -v "$name" >/dev/null 2>&1 && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$name
        break
    fi
done
[ -n "$python" ] || { echo "Python 3.11 or newer is needed: apt-get install python3 python3-pip" >&2; exit 1; }
if ! command -v uv >/dev/null 2>&1 && ! "$python" -m pip --version >/dev/null 2>&1; then
    echo "pip is needed: apt-get install python3-pip" >&2
    exit 1
fi

echo "Setting up .venv (once) …" >&2
uv=""
if command -v uv >/dev/null 2>&1; then
    uv=uv
elif "$python" -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: \
    --target .boot -r requirements-uv.txt >/dev/null 2>&1; then
    uv=.boot/bin/uv
fi

rm -f .venv/.locked-*
if [ -n "$uv" ]; then
    [ -x .venv/bin/python ] || "$uv" venv --quiet --python "$python" .venv
    "$uv" pip install --quiet --require-hashes --python .venv/bin/python -r requirements-dev.txt
else
    "$python" -m venv --without-pip .venv
    "$python" -m pip --python .venv/bin/python install --quiet --disable-pip-version-check --require-hashes \
        --only-binary :all: -r requirements-dev.txt
fi
: > "$stamp"
