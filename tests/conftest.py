"""What all tests share: where the samples and the corpus are, and what happens without the corpus."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.s3 import bucket, s3  # noqa: F401

# Tests start hundreds of processes: what these load is compiled by the first of them, whatever the environment says.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
# No family of forms that somebody taught on this machine takes part in the tests.
os.environ["JIXIAO_FAMILIES"] = os.devnull + "-families"

PROJECT = Path(__file__).resolve().parents[1]
CORPUS = Path(os.environ.get("JIXIAO_CORPUS", PROJECT.parent / "shared" / "corpus"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without the corpus its tests are skipped, on a CI machine they stay and fail."""
    if CORPUS.is_dir() or os.environ.get("CI") == "true":
        return
    absent = pytest.mark.skip(reason=f"the corpus folder {CORPUS} is absent; set JIXIAO_CORPUS to where it is")
    for item in items:
        if item.get_closest_marker("corpus"):
            item.add_marker(absent)


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder with the labelled corpus; a test that asks for it carries the mark `corpus`."""
    if not CORPUS.is_dir():
        pytest.fail(f"the corpus folder {CORPUS} is absent; set JIXIAO_CORPUS to where it is")
    return CORPUS


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder with the documents composed for this project."""
    return PROJECT / "samples"
