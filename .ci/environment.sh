#!/bin/sh
# environment.sh FOLDER run|dev
#
# Makes or renews FOLDER/.venv with exactly the versions of requirements.lock (run) or requirements-dev.lock (dev,
# which holds the same ones and the tools), checked by their hashes, and installs Tavla into it so that the code in
# FOLDER is what runs. Two that start at once wait for each other.
set -eu
here=$1
kind=$2
venv=$here/.venv

# Swedish unless the terminal says English, as the program itself does.
case ${LC_ALL:-${LC_MESSAGES:-${LANG:-}}} in
    [eE][nN]*) english=1 ;;
    *) english= ;;
esac
say() {
    if [ "$english" ]; then printf '%s\n' "$2" >&2; else printf '%s\n' "$1" >&2; fi
}

if ! command -v python3 >/dev/null; then
    say "Tavla behöver Python 3.11 eller senare. Be den som sköter datorn: apt install python3 python3-venv" \
        "Tavla needs Python 3.11 or later. Ask whoever runs this machine: apt install python3 python3-venv"
    exit 1
fi
if ! python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    say "Tavla behöver Python 3.11 eller senare, men här finns $(python3 --version)." \
        "Tavla needs Python 3.11 or later, but this is $(python3 --version)."
    exit 1
fi
if ! python3 -c 'import venv, ensurepip' 2>/dev/null; then
    say "Tavla behöver Pythons venv för att göra sin miljö. Be den som sköter datorn: apt install python3-venv" \
        "Tavla needs Python's venv to make its environment. Ask whoever runs this machine: apt install python3-venv"
    exit 1
fi
if [ ! -w "$here" ]; then
    say "Tavla är inte färdiginstallerad, och du får inte skriva i $here. Be den som äger mappen starta ./tavla en gång." \
        "Tavla is not fully installed, and you may not write in $here. Ask the folder's owner to start ./tavla once."
    exit 1
fi

if command -v flock >/dev/null; then
    exec 9>"$here/.venv.lock"
    flock 9
fi
stamp=$venv/ready
[ "$kind" = run ] || stamp=$venv/ready-dev
lock=$here/requirements.lock
[ "$kind" = run ] || lock=$here/requirements-dev.lock
made_for=
if [ -x "$venv/bin/python" ] && [ -f "$stamp" ]; then
    IFS= read -r made_for <"$stamp" || :
fi
if [ "$made_for" = "$here" ] && [ ! "$lock" -nt "$stamp" ] && [ ! "$here/pyproject.toml" -nt "$stamp" ]; then
    exit 0 # the one we waited for has done it
fi

say "Tavla gör i ordning sin miljö. Det görs en gång och tar ungefär en halv minut." \
    "Tavla is preparing its environment. This is done once and takes about half a minute."
# An environment made for another folder or by a Python that is gone is made anew.
if [ -e "$venv" ]; then
    old=
    for file in "$venv/ready" "$venv/ready-dev"; do
        [ ! -f "$file" ] || IFS= read -r old <"$file" || :
    done
    { [ "$old" = "$here" ] && "$venv/bin/python" -c 'import pip' 2>/dev/null; } || rm -rf "$venv"
fi
rm -f "$venv/ready" "$venv/ready-dev"
failed() {
    say "Det gick inte. Det som står ovan säger varför; ofta saknas nätet. Kör samma kommando igen när det är löst." \
        "That failed. The lines above say why; often the network is missing. Run the same command again when solved."
    exit 1
}
if [ ! -x "$venv/bin/python" ]; then
    # By its real name, so that the environment is seen to be gone when that Python is.
    "$(python3 -c 'import os, sys; print(os.path.realpath(sys.executable))')" -m venv "$venv" || failed
fi
pip() {
    # Compiled even where the account asks for no bytecode: every later start would pay for it.
    env -u PYTHONDONTWRITEBYTECODE "$venv/bin/python" -m pip --disable-pip-version-check --no-input -qq "$@" || failed
}
pip install --require-hashes -r "$lock"
pip install --no-deps --no-build-isolation -e "$here"
"$venv/bin/python" -m compileall -q "$here/board" "$here/storage" "$here/tui" || failed
printf '%s\n' "$here" >"$venv/ready"
[ "$kind" = run ] || printf '%s\n' "$here" >"$venv/ready-dev"
