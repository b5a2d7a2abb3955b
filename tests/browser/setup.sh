#!/bin/sh
# Fetch the pinned packages of the browser checks into tests/browser/node_modules, once.
set -eu
cd "$(dirname "$0")"
if [ -f node_modules/.package-lock.json ] && ! [ package-lock.json -nt node_modules/.package-lock.json ]; then
  exit 0
fi
npm ci --no-audit --no-fund --loglevel=error
touch node_modules/.package-lock.json
