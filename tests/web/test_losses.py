"""Nothing that was typed is lost, in any room: without a connection, with the database gone, after a page closed."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.web.conftest import Served
from tests.web.test_browser import opened, reviewable, saved, state
from tests.web.test_forms_api import doubted


def ready(window: Page, address: str) -> None:
    window.goto(address)
    window.wait_for_selector("body[data-ready]")


def test_a_database_that_is_gone_is_told_and_the_value_kept_when_it_is_back(
    window: Page, served: Served, copy: str
) -> None:
    opened(window, served, copy)
    with served.client as client:
        cell = doubted(client.get(copy).json())[0]
    away = served.desk.place.with_suffix(".away")
    served.desk.place.rename(away)
    window.keyboard.type("库不在时打的")
    window.keyboard.press("Enter")
    expect(window.locator(".ask").first).to_contain_text("请把它放回原处")
    expect(window.locator(".saved")).to_contain_text("1 处记在本机")
    away.rename(served.desk.place)
    saved(window)
    assert state(served, copy)[cell["path"]]["text"] == "库不在时打的"


def test_a_draft_that_was_not_kept_is_there_again(window: Page, served: Served) -> None:
    address = f"{served.address}/draft/{reviewable(served)}"
    ready(window, address)
    window.context.set_offline(True)
    window.keyboard.press("Control+End")
    window.keyboard.type("另外写的一句。")
    window.keyboard.press("Control+s")
    expect(window.locator(".saved")).to_contain_text("稿子记在本机")
    window.context.set_offline(False)
    ready(window, address)
    assert window.locator("#text").input_value().endswith("另外写的一句。")
    expect(window.locator(".saved")).to_contain_text("上次没有存的稿子")
    window.keyboard.press("Control+s")
    expect(window.locator(".saved")).to_have_text("存为第 1 稿")


def test_a_reason_that_was_not_kept_is_there_again(window: Page, served: Served) -> None:
    address = f"{served.address}/review/{reviewable(served)}"
    ready(window, address)
    window.keyboard.press("r")
    window.keyboard.type("理由写了一半")
    window.context.set_offline(True)
    window.keyboard.press("Enter")
    expect(window.locator("#refused")).to_contain_text("连不上")
    window.context.set_offline(False)
    ready(window, address)
    window.keyboard.press("r")
    expect(window.locator("#words")).to_have_value("理由写了一半")
    window.keyboard.press("Enter")
    expect(window.locator("li.rejected")).to_contain_text("理由写了一半")


def test_a_project_that_was_not_kept_is_there_again(window: Page, served: Served) -> None:
    ready(window, f"{served.address}/draft/new")
    window.wait_for_selector("[name=project_name]:focus")
    window.keyboard.type("沿河步道照明")
    window.locator("#rows input").first.fill("产出指标")
    window.context.set_offline(True)
    window.keyboard.press("Control+s")
    expect(window.locator("#said")).to_contain_text("打的字记在本机")
    window.context.set_offline(False)
    ready(window, f"{served.address}/draft/new")
    expect(window.locator("[name=project_name]")).to_have_value("沿河步道照明")
    expect(window.locator("#rows input").first).to_have_value("产出指标")


def test_a_judgement_without_a_connection_is_asked_for_again(window: Page, served: Served) -> None:
    ready(window, f"{served.address}/sample/3?n=3")
    window.keyboard.type("改成这样")
    window.context.set_offline(True)
    window.keyboard.press("Enter")
    expect(window.locator("#sample .said")).to_contain_text("再按一次回车")
    window.context.set_offline(False)
    window.keyboard.press("Enter")
    expect(window.locator("#sample header")).to_contain_text("看了 1 / 3")


@pytest.mark.parametrize("room", ["/draft/{}", "/review/{}", "/forms/{}"])
def test_a_form_that_is_gone_says_what_to_do(window: Page, served: Served, room: str) -> None:
    answer: Any = window.goto(served.address + room.format("0" * 12 + "/1"))
    assert answer.status == 404
    expect(window.locator("main")).to_contain_text("请回到队列")
    window.get_by_role("link", name="回到队列").click()
    expect(window.locator("body[data-ready]")).to_have_count(1)


def test_a_file_that_is_too_large_is_told_before_it_is_sent(window: Page, served: Served) -> None:
    window.wait_for_selector("body[data-ready]")
    window.evaluate(
        """() => {
            const big = new File([], "大.pdf");
            Object.defineProperty(big, "size", { value: 2 ** 30 });
            const drop = new Event("drop", { bubbles: true, cancelable: true });
            drop.dataTransfer = { files: [big] };
            document.dispatchEvent(drop);
        }"""
    )
    expect(window.locator("#uploads")).to_contain_text("超过 400 MB")
