"""What all tests of asking share."""

from __future__ import annotations

import pytest


@pytest.fixture(scope="session", autouse=True)
def _vendors() -> None:
    """Loaded beforehand: the waits of these tests are shorter than the loading."""
    import instructor
    import openai
    import tenacity

    assert instructor and openai and tenacity
