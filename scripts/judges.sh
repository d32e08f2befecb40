#!/bin/sh
# Installs the programs of others that judge what Rasid sends (tests/judges), each by its lock, into .judges:
#
#   teremok            a judge of Telegram payloads; it needs an older pydantic than Rasid, hence its own environment
#   telegram-test-api  a Telegram-like server for Node.js
#
# The tests of tests/judges are skipped where this has not been called, and fail in CI.
set -eu
cd "$(dirname "$0")/.."

made_from() { cat scripts/judges.sh requirements-judge.lock tests/judges/package-lock.json | cksum; }
[ -f .judges/made ] && [ "$(made_from)" = "$(cat .judges/made)" ] && exit 0

command -v npm >/dev/null || { echo "judges: npm is missing" >&2; exit 1; }
rm -rf .judges
mkdir .judges
.venv/bin/python -m venv .judges/venv
.judges/venv/bin/python -m pip install --quiet --no-input --disable-pip-version-check --no-deps --only-binary :all: \
    --require-hashes -r requirements-judge.lock
cp tests/judges/package.json tests/judges/package-lock.json .judges/
(cd .judges && npm ci --silent --no-audit --no-fund --ignore-scripts)
made_from >.judges/made
