"""What all tests of asking share."""

from __future__ import annotations

import pytest
from tests.llm.asking import GOOD, model, question
from tests.llm.fake_endpoint import endpoint, says


@pytest.fixture(scope="session", autouse=True)
def _loaded() -> None:
    """A first question loads what is loaded late: the waits of these tests are shorter than that."""
    with endpoint(says(GOOD)) as fake, model(fake.base_url, form_seconds=120.0) as asked:
        asked.ask(question())
