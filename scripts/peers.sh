#!/bin/sh
# Makes .peers: the programs beside which Rasid's speed is measured (benchmarks/throughput.py), by requirements-peers.lock.
#
#   news-please, newspaper4k, and Scrapy with trafilatura
#
# They are not Rasid's: nothing of them is installed into .venv, shipped, or imported by it.
set -eu
cd "$(dirname "$0")/.."

made_from() { cat scripts/peers.sh requirements-peers.lock | cksum; }
[ -f .peers/made ] && [ "$(made_from)" = "$(cat .peers/made)" ] && exit 0

rm -rf .peers
.venv/bin/python -m venv .peers
# Some of them come as source only.
.peers/bin/python -m pip install --quiet --no-input --disable-pip-version-check --no-deps \
    --require-hashes -r requirements-peers.lock
made_from >.peers/made
