#!/usr/bin/env bash
# The version of a release is that of its tag: refuses one whose tag, code and change log do not say the same, or with
# changes that no commit holds. Without a tag on this commit it is a trial and says so.
set -euo pipefail
cd "$(dirname "$0")/.."
version=$(sed -n 's/^__version__ = "\(.*\)"/\1/p' src/jixiao/__init__.py)
grep -q "^## ${version}\$" CHANGELOG.md || { echo "CHANGELOG.md has no section ${version}" >&2; exit 1; }
tags=$(git tag --points-at HEAD --list 'v*')
[ -n "$tags" ] || { echo "trial of ${version}: this commit has no tag"; exit 0; }
[ "$tags" = "v${version}" ] || { echo "the tag is ${tags}, the code says ${version}" >&2; exit 1; }
[ -z "$(git status --porcelain)" ] || { echo "commit or take back first:" >&2; git status --short >&2; exit 1; }
echo "release ${version}"
