"""Every page at the sizes of an office's screens: nothing hangs out, nothing is cut, axe finds nothing serious."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from tests.web.browsing import context, keep
from tests.web.conftest import Served
from tests.web.test_browser import reviewable
from tests.web.test_office import PASSWORD, Place, house

__all__ = ["house"]
AXE = Path(__file__).parent / "axe.min.js"
SIZES = {"small": (1280, 800), "4k": (3840, 2160)}


def serious(page: Page) -> list[tuple[str, list[str]]]:
    """What axe finds that keeps somebody from using the page."""
    page.add_script_tag(path=str(AXE))
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [
        (each["id"], [node["html"][:120] for node in each["nodes"]][:3])
        for each in found["violations"]
        if each["impact"] in ("serious", "critical")
    ]


def beyond(page: Page) -> list[str]:
    """What stands out of the window to the right, however it is scrolled."""
    return list(
        page.evaluate(
            """() => [...document.querySelectorAll("body *")]
                .filter((node) => !node.closest("svg, .grid, .menu, .visually-hidden, dialog") && node.offsetParent)
                .filter((node) => node.getBoundingClientRect().right > innerWidth + 1)
                .map((node) => node.outerHTML.slice(0, 100)).slice(0, 5)"""
        )
    )


def addresses(served: Served, copy: str) -> dict[str, str]:
    """Every page of the desk by a name."""
    goal, form = reviewable(served), copy.removeprefix("/api")
    with served.client as client:
        groups = client.get("/api/queue").json()["groups"]
    return {
        "queue": "/",
        "queue-files": "/?by=file",
        "group": f"/queue?by=cause&of={groups[0]['key']}",
        "forms": "/forms",
        "forms-none": "/forms?find=没有这个名字",
        "changes": "/changes",
        "sample": "/sample/3?n=3",
        "review": "/review",
        "review-none": "/review?stage=agreed",
        "drafts": "/draft",
        "drafts-none": "/draft?find=没有这个名字",
        "new": "/draft/new",
        "learn": form.replace("/forms", "/learn"),
        "form": form,
        "opinion": f"/review/{goal}",
        "draft": f"/draft/{goal}",
        "not-there": "/forms/000000000000/1",
    }


@pytest.mark.parametrize(("scheme", "size"), [("light", "small"), ("dark", "small"), ("light", "4k")])
def test_pages_can_be_used_by_everybody(browser: Any, served: Served, copy: str, scheme: str, size: str) -> None:
    width, height = SIZES[size]
    here = context(browser, width, height, color_scheme=scheme, bypass_csp=True)
    page = here.new_page()
    page.goto(served.entrance)
    wrong = {}
    for name, address in addresses(served, copy).items():
        page.goto(served.address + address)
        page.wait_for_load_state("networkidle") if name != "queue" else page.wait_for_selector("body[data-ready]")
        keep(page, f"{scheme}-{size}-{name}")
        if found := [*serious(page), *beyond(page)]:
            wrong[name] = found
    here.close()
    assert not wrong


def test_signing_in_and_users_can_be_used_by_everybody(browser: Any, house: Place) -> None:
    here = context(browser, bypass_csp=True)
    page = here.new_page()
    page.goto(f"{house.address}/users")
    keep(page, "sign-in")
    assert not serious(page)
    page.fill("[name=name]", "王管")
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("details.sure")
    page.locator("details.sure summary").first.click()
    keep(page, "users")
    assert not [*serious(page), *beyond(page)]
    here.close()
