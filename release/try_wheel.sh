#!/usr/bin/env bash
# Tries a wheel where there is nothing but Python and uv: how large it installs, and the samples read to the end.
#   release/try_wheel.sh dist/jixiao-X.whl
set -euo pipefail
export UV_COMPILE_BYTECODE=0 # sizes are those of what is installed, without what Python compiles of it
wheel=$(realpath "$1")
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
for extras in "" "[scans]"; do
  uv venv -q env --clear
  uv pip install -q --python env "jixiao${extras} @ file://${wheel}"
  echo "jixiao${extras}: $(du -sm --apparent-size env | cut -f1) MB"
done
env -i PATH="$PATH" HOME="$HOME" LANG=C.UTF-8 bash -c "time env/bin/jixiao demo --out demo" >demo.log 2>&1 || { cat demo.log; exit 1; }
grep -E "^(文件|real)" demo.log
