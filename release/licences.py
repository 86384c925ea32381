"""Whether everything that jixiao installs may be passed on under the AGPL.

    uv run python release/licences.py

Prints each package with its licence; ends with 1 where one is not known to go with the AGPL.
"""

from __future__ import annotations

import re
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from packaging.requirements import Requirement

# Licences that go with AGPL-3.0-or-later, as SPDX names and as they are written elsewhere.
_GOES = re.compile(
    r"\b(MIT|BSD|Apache|ISC|PSF|Python Software Foundation|MPL|Mozilla|[AL]?GPL|Affero|HPND|Unlicense|CC0|0BSD|Zlib|"
    r"PostgreSQL|public domain)\b",
    re.IGNORECASE,
)
_NOT = re.compile(r"GPL-2\.0-only|SSPL|BUSL|Commons Clause|non-?commercial|proprietary", re.IGNORECASE)
_DUAL = re.compile(r"\b(OR|Dual)\b", re.IGNORECASE)


def installed(name: str, seen: dict[str, Distribution]) -> None:
    """Take in the package and what it needs here, extras of jixiao among them."""
    key = re.sub(r"[-_.]+", "-", name).lower()
    if key in seen:
        return
    try:
        found = distribution(name)
    except PackageNotFoundError:
        return
    seen[key] = found
    extras = found.metadata.get_all("Provides-Extra") or [] if key == "jixiao" else []
    for text in found.requires or []:
        needed = Requirement(text)
        if needed.marker is None or any(needed.marker.evaluate({"extra": extra}) for extra in ["", *extras]):
            installed(needed.name, seen)


def licence_of(found: Distribution) -> str:
    """What the package says of its licence, in a line; one that holds no file but its own description has none."""
    if all(".dist-info" in part for file in found.files or [] for part in file.parts[:1]):
        return "nothing in it (public domain)"
    said = found.metadata.get("License-Expression") or ""
    classifiers = [c for c in found.metadata.get_all("Classifier") or [] if c.startswith("License ::")]
    said = said or "; ".join(c.rpartition(":: ")[2] for c in classifiers)
    return said or (found.metadata.get("License") or "").strip().split("\n")[0][:80]


def main() -> int:
    """Look at all of them."""
    seen: dict[str, Distribution] = {}
    installed("jixiao", seen)
    bad = []
    for name, found in sorted(seen.items()):
        said = licence_of(found)
        fits = bool(_GOES.search(said)) and (not _NOT.search(said) or bool(_DUAL.search(said)))
        print(f"{'  ' if fits else '!!'} {name} {found.version}: {said or 'not told'}")
        if not fits:
            bad.append(name)
    print(f"{len(seen)} packages, {len(bad)} to be looked at")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
