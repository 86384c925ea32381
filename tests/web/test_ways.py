"""The whole ways of those who use the desk, each by keyboard alone."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import docx
from playwright.sync_api import Page, expect
from tests.web.browsing import context, keep
from tests.web.conftest import Served
from tests.web.test_browser import INPUT, opened, saved
from tests.web.test_office import PASSWORD, Place, house

__all__ = ["house"]


def to(page: Page, selector: str) -> None:
    """Press Tab until the element has the focus."""
    for _ in range(80):
        if page.evaluate("selector => document.activeElement?.matches(selector) ?? false", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} cannot be reached by Tab")


def keys(page: Page, *pressed: str) -> None:
    for key in pressed:
        page.keyboard.press(key)


def test_a_reader_goes_from_the_queue_to_its_end(window: Page, served: Served) -> None:
    """Enter is enough where everything is right; what is still not complete after that is declared so."""
    window.wait_for_selector("body[data-ready]")
    keys(window, "Enter")
    while True:
        window.wait_for_selector("body[data-ready] .editor")
        while doubts := window.locator(".what .turn").inner_text():
            keys(window, "Enter")
            expect(window.locator(".what .turn")).not_to_have_text(doubts)
        asked = window.locator(".ask").first
        expect(asked).to_contain_text("存疑都看过了")
        saved(window)
        if "还不完整" in asked.inner_text():
            keys(window, "Alt+c")
            expect(window.locator(".said")).to_have_text("已改")
        last, address = "回到队列" in asked.inner_text(), window.url
        keys(window, "Enter")
        window.wait_for_url(lambda url, before=address: url != before)  # type: ignore[misc]
        if last:
            break
    expect(window.locator(".empty")).to_contain_text("没有要看的了")
    with served.client as client:
        assert client.get("/api/queue").json()["left"]["places"] == 0


def test_tables_rows_pages_and_pictures_are_handled_without_a_mouse(window: Page, served: Served, copy: str) -> None:
    opened(window, served, copy)
    rows = window.locator("tr[data-row]").count()
    while "绩效指标" not in window.locator(".what b").inner_text():
        keys(window, "Tab")
    keys(window, "Alt+a")
    expect(window.locator("tr[data-row]")).to_have_count(rows + 1)
    expect(window.locator(".said")).to_have_text("已改")
    keys(window, "u")
    expect(window.locator("tr[data-row]")).to_have_count(rows)
    before = window.locator(".viewer svg").get_attribute("width")
    keys(window, "Alt+=", "Alt+=")
    assert window.locator(".viewer svg").get_attribute("width") != before
    keys(window, "Alt+0", "F2", "End")
    window.keyboard.type("，改过")
    keys(window, "Escape")
    assert "改过" not in window.locator(INPUT).input_value()


@contextmanager
def signed_in(browser: Any, house: Place, name: str) -> Iterator[Page]:
    """The window of a user who signed in by keyboard and went to the review."""
    here = context(browser)
    page = here.new_page()
    page.goto(f"{house.address}/review")
    page.wait_for_selector("[name=name]:focus")
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-walk]")
    page.wait_for_load_state()  # its scripts run: keys are heard
    yield page
    here.close()


def form_at_hand(page: Page) -> None:
    page.wait_for_selector("body[data-ready] #remarks")


def decide_all(page: Page) -> None:
    """Accept whatever is not decided yet."""
    for _ in range(page.locator("#remarks li:not(.decided)").count()):
        left = page.locator("#remarks li:not(.decided)").count()
        keys(page, "a")
        expect(page.locator("#remarks li:not(.decided)")).to_have_count(left - 1)
        # The last one is told as done with at once where keeping it was quick.
        expect(page.locator(".saved")).to_have_text(re.compile("已存|都处理过了"))


def until(page: Page, so: Callable[[], bool]) -> None:
    """Wait, and let the browser's events come in, until it is so."""
    end = time.monotonic() + 60
    while not so():
        assert time.monotonic() < end
        page.wait_for_timeout(20)


def passed_on(page: Page) -> Any:
    """Wait until a step with the form was answered."""
    return page.expect_response(lambda answer: "/handling" in answer.url and answer.request.method == "POST")


def test_a_late_answer_about_the_stage_is_not_believed(browser: Any, house: Place) -> None:
    with signed_in(browser, house, "张审") as page:
        keys(page, "ArrowDown", "Enter")
        form_at_hand(page)
        late: list[Any] = []

        def hold(route: Any) -> None:
            if route.request.method == "GET" and not late:
                late.extend((route, route.fetch()))
            else:
                route.continue_()

        page.route("**/handling", hold)
        keys(page, "a")
        expect(page.locator("#remarks li.decided")).to_have_count(1)
        until(page, lambda: len(late) == 2)
        decide_all(page)
        keys(page, "d")
        expect(page.locator("#stage")).to_have_text("待复核")
        with page.expect_response("**/handling"):
            late[0].fulfill(response=late[1])
        page.evaluate("new Promise((done) => setTimeout(done, 0))")
        assert page.locator("#stage").inner_text() == "待复核"


def test_a_form_is_handed_on_only_when_the_last_decision_has_come_in(browser: Any, house: Place) -> None:
    with signed_in(browser, house, "张审") as page:
        keys(page, "ArrowDown", "Enter")
        form_at_hand(page)
        for _ in range(page.locator("#remarks li:not(.decided)").count() - 1):
            keys(page, "a")
        expect(page.locator("#remarks li:not(.decided)")).to_have_count(1)
        late: list[Any] = []
        page.route("**/decisions", lambda route: late.append(route))
        keys(page, "a", "d")
        until(page, lambda: bool(late))
        page.wait_for_timeout(200)  # time for what must not happen
        for route in late:
            route.continue_()
        expect(page.locator("#stage")).to_have_text("待复核")


def test_a_form_is_handed_on_done_sent_back_and_agreed(browser: Any, house: Place) -> None:
    """One reviewer gives it to another, who does it; the first looks it over twice."""
    house.office.put("钱审", "reviewer", PASSWORD)
    with signed_in(browser, house, "张审") as first, signed_in(browser, house, "钱审") as second:
        keys(first, "ArrowDown", "Enter")
        form_at_hand(first)
        address = first.url.partition("?")[0]
        names = first.locator("#whom option").all_inner_texts()
        chosen = ["g", *["ArrowDown"] * names.index("钱审")]
        keys(first, *chosen)
        expect(first.locator("#whom")).to_have_value("钱审")
        keys(first, "Escape")
        expect(first.locator("#whom")).to_have_value("")
        keys(first, *chosen, "Enter")
        expect(first.locator(".saved")).to_have_text("已存")
        with house.enter("张审") as client:
            steps = client.get(f"/api/forms{address.partition('/review')[2]}/handling").json()["steps"]
        assert [step["whom"] for step in steps] == ["钱审"], "names that an arrow passed by got nothing"

        to(second, ".tabs a[href*='holder=%E9%92%B1%E5%AE%A1']")
        keys(second, "Enter")
        second.wait_for_url("**holder**")
        expect(second.locator("[data-walk] tbody tr")).to_have_count(1)
        keys(second, "ArrowDown", "Enter")
        form_at_hand(second)
        assert second.url.partition("?")[0] == address
        keys(second, "d")
        expect(second.locator("#refused")).to_contain_text("请逐条处理后再交复核")
        keep(second, "review-refused")
        decide_all(second)
        keys(second, "d")
        expect(second.locator("#stage")).to_have_text("待复核")
        keys(second, "y")
        expect(second.locator("#refused")).to_contain_text("请由另一个审核人复核")

        first.reload()
        form_at_hand(first)
        keys(first, "b")
        first.keyboard.type("第一条请写明依据")
        keys(first, "Enter")
        expect(first.locator("#stage")).to_have_text("退回")
        with passed_on(second):  # its page still shows the stage of before it was sent back
            keys(second, "d")
        keys(first, "y")
        expect(first.locator("#stage")).to_have_text("已复核")
        keep(first, "review-agreed")


def test_forms_are_shared_out(browser: Any, house: Place) -> None:
    house.office.put("钱审", "reviewer", PASSWORD)
    with signed_in(browser, house, "张审") as page:
        count = page.locator("[data-walk] tbody tr").count()
        to(page, "#share input[value='钱审']")
        keys(page, "Space")
        to(page, "#share button")
        keys(page, "Enter")
        expect(page.locator("[data-walk] td:text-is('钱审')")).to_have_count(count)


def test_a_decision_of_another_is_seen_and_not_written_over(browser: Any, house: Place) -> None:
    """Two reviewers have the same form open."""
    house.office.put("钱审", "reviewer", PASSWORD)
    with signed_in(browser, house, "张审") as first, signed_in(browser, house, "钱审") as second:
        for page in (first, second):
            keys(page, "ArrowDown", "Enter")
            form_at_hand(page)
        keys(first, "a")
        expect(first.locator("#remarks li.accepted")).to_have_count(1)
        keys(second, "r")
        second.keyboard.type("不是问题")
        keys(second, "Enter")
        expect(second.locator("#refused")).to_contain_text("采纳（张审）")
        expect(second.locator("#remarks li.accepted")).to_have_count(1)
        keys(second, "Enter")
        expect(second.locator("#remarks li.rejected")).to_have_count(1)


def test_a_project_is_written_and_drafted(window: Page, served: Served, tmp_path: Path) -> None:
    """From the empty form to the Word file: Enter goes on, Ctrl+S keeps."""
    window.goto(f"{served.address}/draft")
    to(window, "a.go")
    keys(window, "Enter")
    window.wait_for_url("**/draft/new")
    window.wait_for_selector("body[data-ready] [name=project_name]:focus")
    window.keyboard.type("沿河步道照明")
    keys(window, "Enter")
    window.keyboard.type("2026")
    keys(window, "Enter")
    window.keyboard.type("星岸市城市管理局")
    to(window, "#rows input")
    for line in (("产出指标", "数量指标", "更换灯具", "≥160盏"), ("产出指标", "质量指标", "验收合格率", "=100%")):
        for said in line:
            window.keyboard.type(said)
            keys(window, "Tab")
        keys(window, "Tab", "Tab")
    keep(window, "new-project")
    keys(window, "Control+s")
    window.wait_for_url("**/draft/*/1")
    window.wait_for_selector("body[data-ready]")
    expect(window.locator("#text")).to_be_focused()
    expect(window.locator(".under .linked").first).to_be_visible()
    keys(window, "Control+s")
    expect(window.locator(".saved")).to_have_text("存为第 1 稿")
    to(window, "tr[data-fact]")
    first = window.locator("tr[data-fact]").first.get_attribute("data-fact")
    keys(window, "Alt+ArrowDown")
    assert window.locator("tr[data-fact]").first.get_attribute("data-fact") != first
    keys(window, "Space")
    to(window, "#compose")
    with window.expect_response("**/draft"):
        keys(window, "Enter")
    expect(window.locator("#text")).not_to_have_value("")
    to(window, "#word")
    with window.expect_download() as caught:
        keys(window, "Enter")
    caught.value.save_as(tmp_path / "目标.docx")
    assert docx.Document(str(tmp_path / "目标.docx")).tables
