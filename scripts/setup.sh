#!/bin/sh
# Builds .venv in the tree: the packages of a lock, then Rasid itself, editable, with the `rasid` command.
#
#   sh scripts/setup.sh run     what `rasid` needs (requirements.lock)
#   sh scripts/setup.sh dev     that, and what checks it (requirements-dev.lock)
#
# What it built is written down in .venv/rasid-run and .venv/rasid-dev, so that the next call ends at once. It builds
# again when a lock or the project's part of pyproject.toml has changed, when the tree has been moved, or when the Python
# it was built with is gone. Where packages come from is the machine's own affair (pip's configuration): no address
# stands here or in a lock.
set -eu
cd "$(dirname "$0")/.."

kind=${1:-run}
case $kind in
    run) lock=requirements.lock ;;
    dev) lock=requirements-dev.lock ;;
    *) echo "setup: '$kind' is not known; say run or dev" >&2; exit 2 ;;
esac
environment=.venv
python=$environment/bin/python

fail() {
    echo "setup: $*" >&2
    exit 1
}

# What an environment of a kind is built from. A moved tree counts: an environment holds absolute paths.
made_from() {
    echo "$PWD"
    cksum "$1" scripts/setup.sh
    sed '/^\[tool\.ruff/,$d' pyproject.toml | cksum # how the checks are set changes nothing that is installed
}

is_built() { # KIND LOCK
    [ -f "$environment/rasid-$1" ] && [ "$(made_from "$2")" = "$(cat "$environment/rasid-$1")" ] \
        && "$python" -c '' 2>/dev/null
}

# The packages of a run are among those of dev with the same versions (tests/house/test_locks.py).
if is_built dev requirements-dev.lock || is_built "$kind" "$lock"; then
    exit 0
fi

# One word about a candidate: good, or what is wrong with it. ensurepip is asked for its version because Debian packs
# it apart from Python, with venv's command but not its module.
check='
import sys
if sys.version_info < (3, 11):
    print("%d.%d is too old" % sys.version_info[:2])
else:
    try:
        import ensurepip, venv
        ensurepip.version()
        print("good")
    except Exception:
        print("%d.%d has no venv: on Debian and Ubuntu, install python3-venv" % sys.version_info[:2])
'

find_python() {
    seen=""
    for candidate in ${PYTHON:-python3.14 python3.13 python3.12 python3.11 python3}; do
        verdict=$("$candidate" -c "$check" 2>/dev/null) || continue
        if [ "$verdict" = good ]; then
            found=$candidate
            return
        fi
        seen="$seen; $candidate $verdict"
    done
    fail "Rasid needs Python 3.11 or newer with its venv module${PYTHON:+ ($PYTHON was asked for)}${seen:-; none was found};" \
        "name another one with: make setup PYTHON=/path/to/python3"
}

run() { # says nothing when it works, and pip's own last error in one line when it does not
    if ! "$@" >"$log" 2>&1; then
        reason=$(grep -E '^(ERROR|error)' "$log" | tail -n 1)
        fail "'$(basename "$1") ${2:-} ${3:-} ${4:-}' failed: ${reason:-$(tail -n 1 "$log")} (all of it: $log)"
    fi
}

log=$environment/setup.log
if ! is_built run requirements.lock; then
    find_python
    echo "setup: making $environment with $("$found" -V 2>&1) from $lock; this takes a minute, once" >&2
    rm -rf "$environment"
    "$found" -m venv "$environment" >/dev/null 2>&1 || fail "'$found -m venv $environment' failed; run it to see why"
else
    echo "setup: adding the packages of $lock to $environment" >&2
fi
# Binary packages only: a machine without a compiler must do, and nothing of a stranger's runs while installing.
# The lock is whole, so pip takes it as it stands: left to look for dependencies, an older pip takes the newest release
# for a package that another wants "with extras", and then refuses it for its hash. `pip check` proves that it is whole.
run "$python" -m pip install --no-input --disable-pip-version-check --no-deps --only-binary :all: --require-hashes \
    -r "$lock"
run "$python" -m pip install --no-input --disable-pip-version-check --no-deps --no-build-isolation -e .
run "$python" -m pip check --disable-pip-version-check
rm -f "$log"
made_from "$lock" >"$environment/rasid-$kind"
