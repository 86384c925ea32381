"""The reading desk in a real browser, by keyboard alone."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect
from tests.web.browsing import keep
from tests.web.conftest import Served
from tests.web.test_forms_api import cells, change, doubted

from jixiao.app.desk.sampling import draw
from jixiao.geometry import Box, upright
from jixiao.store import Store

INPUT = ".editor textarea"


def opened(window: Page, served: Served, copy: str) -> None:
    """Go to the form and wait until it can be typed into."""
    window.goto(served.address + copy.removeprefix("/api"))
    window.wait_for_selector("body[data-ready]")


def state(served: Served, copy: str) -> dict[str, Any]:
    with served.client as client:
        return {cell["path"]: cell for cell in cells(client.get(copy).json())}


def saved(window: Page) -> None:
    expect(window.locator(".saved")).to_have_text("已存")


def test_from_the_queue_to_the_last_doubt_by_keyboard(window: Page, served: Served, copy: str) -> None:
    """Enter accepts, a digit takes another reading, typing replaces; after the last doubt comes the next form."""
    keep(window, "queue")
    opened(window, served, copy)
    with served.client as client:
        waiting = doubted(client.get(copy).json())
    first = next(cell for cell in waiting if cell["others"])
    assert waiting[0] == first
    keep(window, "form")
    window.keyboard.press("1")
    window.keyboard.press("Enter")
    for cell in waiting[1:]:
        assert window.locator(".what b").inner_text().endswith(cell["heading"])
        window.keyboard.type("手打的值")
        window.keyboard.press("Enter")
    saved(window)
    after = state(served, copy)
    assert after[first["path"]]["text"] == first["others"][0]
    assert all(after[cell["path"]]["text"] == "手打的值" for cell in waiting[1:])
    expect(window.locator(".ask").first).to_contain_text("存疑都看过了")


def test_what_was_read_the_same_is_put_right_together(window: Page, served: Served, copy: str) -> None:
    """Only by its own key: Enter, which a typist presses without looking, changes nothing else."""
    other = again(served, copy)
    opened(window, served, copy)
    with served.client as client:
        cell = doubted(client.get(copy).json())[0]
    window.keyboard.type("改过的")
    window.keyboard.press("Enter")
    expect(window.locator(".offer")).to_contain_text("还有 1 处存疑的")
    window.keyboard.press("Enter")
    saved(window)
    assert state(served, other)[cell["path"]]["text"] == cell["text"]
    window.keyboard.press("Alt+l")
    expect(window.locator(".said")).to_have_text("一起改了 1 处")
    assert state(served, other)[cell["path"]]["text"] == "改过的"
    window.keyboard.press("u")
    expect(window.locator(".said")).to_have_text("已撤销")
    assert state(served, other)[cell["path"]]["text"] == cell["text"]
    assert state(served, copy)[cell["path"]]["text"] == "改过的"


def again(served: Served, copy: str) -> str:
    """The address of the same form as it was read from another file."""
    with served.client as client:
        sha256 = client.get(copy).json()["source"]["sha256"]
    with Store.open(served.desk.place) as store:
        reading = store.as_read(sha256)
        assert reading is not None
        reading.source.sha256, reading.source.name = "f" * 64, "另一份.pdf"
        store.add(store.begin({}), reading)
    return f"/api/forms/{'f' * 12}/{copy.rpartition('/')[2]}"


def test_the_map_of_keys_the_theme_and_the_arrows_answer_once(window: Page, served: Served) -> None:
    """A script that is loaded twice would open and close, and walk two rows at a time."""
    expect(window.locator("body[data-ready]")).to_have_count(1)
    window.keyboard.press("?")
    expect(window.locator("#keys")).to_be_visible()
    window.keyboard.press("Escape")
    before = window.locator("html").get_attribute("data-theme")
    window.click("#theme")
    assert window.locator("html").get_attribute("data-theme") != before
    window.locator("#theme").blur()
    for _ in range(2):
        window.keyboard.press("ArrowDown")
    expect(window.locator("tbody tr").nth(1)).to_have_class("current")
    keep(window, "queue-walked")


def test_value_place_and_cut_out_are_one(window: Page, served: Served, copy: str) -> None:
    opened(window, served, copy)
    window.keyboard.press("ArrowDown")
    heading = window.locator(".what b").inner_text()
    expect(window.locator("rect.box.current").first).to_be_visible()
    other = window.locator("rect.box:not(.current)").nth(3)
    other.click(force=True)
    assert window.locator(".what b").inner_text() != heading
    expect(window.locator(".cut img")).to_be_visible()
    expect(window.locator("[data-path].current")).to_have_count(1)


def test_u_takes_the_last_change_back(window: Page, served: Served, copy: str) -> None:
    opened(window, served, copy)
    with served.client as client:
        cell = doubted(client.get(copy).json())[0]
    window.keyboard.type("错的")
    window.keyboard.press("Enter")
    saved(window)
    window.keyboard.press("u")
    expect(window.locator(".said")).to_have_text("已撤销")
    assert state(served, copy)[cell["path"]]["text"] == cell["text"]
    expect(window.locator(INPUT)).to_have_value(cell["text"])


def test_u_right_after_enter_takes_back_what_was_typed(window: Page, served: Served, copy: str) -> None:
    """However long the value takes to be kept."""
    opened(window, served, copy)
    with served.client as client:
        cell = doubted(client.get(copy).json())[0]
    held = held_back(window, "**/corrections")
    window.keyboard.type("错的")
    window.keyboard.press("Enter")
    window.keyboard.press("u")
    released(window, held)
    expect(window.locator(".said")).to_have_text("已撤销")
    assert state(served, copy)[cell["path"]]["text"] == cell["text"]


def held_back(window: Page, what: str) -> list[Route]:
    """Requests of that address, which wait here until they are released."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    window.route(what, hold)
    return held


def released(window: Page, held: list[Route]) -> None:
    """Let through what was held back, as soon as it came."""
    while not held:
        window.wait_for_timeout(10)
    held.pop().continue_()


def test_a_row_that_is_moved_twice_goes_two_places(window: Page, served: Served, copy: str) -> None:
    opened(window, served, copy)
    window.locator("td[data-path='indicators[0].level3']").click()
    name = state(served, copy)["indicators[0].level3"]["text"]
    held = held_back(window, "**/corrections")
    for _ in range(2):
        window.keyboard.press("Alt+Shift+ArrowDown")
    for _ in range(2):
        released(window, held)
    expect(window.locator("td[data-path='indicators[2].level3']")).to_have_text(name)


def test_a_digit_that_was_meant_as_text_is_text(window: Page, served: Served, copy: str) -> None:
    """Where there are other readings a digit shows one; whoever goes on typing meant the digit."""
    opened(window, served, copy)
    window.keyboard.type("1200")
    expect(window.locator(INPUT)).to_have_value("1200")
    window.keyboard.press("Escape")
    assert window.locator(INPUT).input_value() != "1200"


def test_a_digit_before_words_of_an_input_method_is_text(window: Page, served: Served, copy: str) -> None:
    """What an input method puts in comes without a key; the digit before it was meant as text too."""
    opened(window, served, copy)
    window.keyboard.press("1")
    window.keyboard.insert_text("月底前")
    expect(window.locator(INPUT)).to_have_value("1月底前")


def test_cells_from_excel_are_pasted_shown_and_kept(window: Page, served: Served, copy: str) -> None:
    opened(window, served, copy)
    cell = window.locator("td[data-path='indicators[0].level3']")
    cell.click()
    paste(window, '新名称\t"两行\n说明"\n第二行\t')
    expect(window.locator(".previewed").first).to_be_visible()
    assert state(served, copy)["indicators[0].level3"]["text"] != "新名称"
    window.keyboard.press("Enter")
    expect(window.locator("td[data-path='indicators[1].level3']")).to_have_text("第二行")
    expect(window.locator(".said")).to_have_text("已改")
    assert state(served, copy)["indicators[0].level3"]["text"] == "新名称"


def paste(window: Page, text: str) -> None:
    window.evaluate(
        """text => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
            document.activeElement.dispatchEvent(event);
        }""",
        text,
    )


def test_nothing_typed_is_lost_without_a_connection(window: Page, served: Served, copy: str) -> None:
    opened(window, served, copy)
    with served.client as client:
        cell, other = doubted(client.get(copy).json())[:2]
    window.context.set_offline(True)
    window.keyboard.type("断线时打的")
    window.keyboard.press("Enter")
    window.keyboard.type("还没按回车")
    expect(window.locator(".saved")).to_contain_text("记在本机")
    window.context.set_offline(False)
    saved(window)
    assert state(served, copy)[cell["path"]]["text"] == "断线时打的"
    opened(window, served, copy)  # a new tab, or the same after a crash
    assert window.locator(INPUT).input_value() == "还没按回车"
    assert state(served, copy)[other["path"]]["text"] == other["text"]


def test_a_second_window_is_asked_and_not_overwritten(window: Page, served: Served, copy: str) -> None:
    opened(window, served, copy)
    with served.client as client:
        cell = doubted(client.get(copy).json())[0]
        change(client, copy, "value", cell["path"], cell["text"], "同事改的")
    window.keyboard.type("我改的")
    window.keyboard.press("Enter")
    expect(window.locator(".ask").first).to_contain_text("同事改的")
    assert state(served, copy)[cell["path"]]["text"] == "同事改的"
    window.get_by_role("button", name="仍改为“我改的”").click()
    saved(window)
    assert state(served, copy)[cell["path"]]["text"] == "我改的"


def test_an_ended_session_keeps_what_was_typed(window: Page, served: Served, copy: str) -> None:
    opened(window, served, copy)
    window.context.clear_cookies()
    window.keyboard.type("登录过期时打的")
    window.keyboard.press("Enter")
    expect(window.locator(".ask").first).to_contain_text("重新登录")
    window.goto(served.entrance)
    opened(window, served, copy)
    saved(window)
    assert "登录过期时打的" in {cell["text"] for cell in state(served, copy).values()}


def test_text_of_a_document_stays_text(window: Page, served: Served, copy: str) -> None:
    evil = '<img src=x onerror="document.title=1"></script><script>document.title=2</script>'
    with served.client as client:
        cell = doubted(client.get(copy).json())[0]
        change(client, copy, "value", cell["path"], cell["text"], evil)
    opened(window, served, copy)
    expect(window.locator(f"[data-path='{cell['path']}']")).to_contain_text(evil)
    assert window.title() not in ("1", "2")


def test_files_that_are_dropped_are_read_and_come_into_the_queue(
    window: Page, served: Served, samples: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "坏的.pdf"
    broken.write_bytes(b"%PDF-1.7 nothing")
    expect(window.locator("body[data-ready]")).to_have_count(1)
    # How far a file is may be gone before anybody looks twice: the page itself keeps what it showed.
    window.evaluate(
        """() => {
            const list = document.getElementById("uploads");
            const note = () => { if (list.querySelector("progress")) document.body.dataset.told = "yes"; };
            new MutationObserver(note).observe(list, { childList: true, subtree: true });
        }"""
    )
    window.set_input_files("#files", [str(samples / "haitun-department.xlsx"), str(broken)])
    expect(window.locator("#uploads")).to_contain_text("读好了：", timeout=60_000)
    expect(window.locator("#uploads")).to_contain_text("没有读成", timeout=60_000)
    expect(window.locator("body[data-told]")).to_have_count(1)
    with served.client as client:
        assert "haitun-department.xlsx" in {form["file"] for form in client.get("/api/forms").json()}


def test_a_sample_of_accepted_values_is_judged_by_enter(window: Page, served: Served) -> None:
    window.goto(f"{served.address}/sample/3?n=3")
    for done in range(3):
        expect(window.locator("#sample header")).to_contain_text(f"看了 {done} / 3")
        if done == 1:
            window.keyboard.type("不是这样")
        window.keyboard.press("Enter")
    expect(window.locator("#sample")).to_contain_text("错 1 处，错误率 33.3 %")


def test_a_reviewer_decides_with_one_key_each(window: Page, served: Served) -> None:
    goal = reviewable(served)
    window.goto(f"{served.address}/review/{goal}")
    window.wait_for_selector("body[data-ready]")
    keep(window, "review")
    window.keyboard.press("a")
    expect(window.locator("li.accepted")).to_have_count(1)
    window.keyboard.press("r")
    window.keyboard.type("表上另有说明")
    window.keyboard.press("Enter")
    expect(window.locator("li.rejected")).to_contain_text("理由：表上另有说明")
    window.keyboard.press("n")
    window.keyboard.type("与去年相差太大，请说明")
    window.keyboard.press("Enter")
    expect(window.locator("#remarks")).to_contain_text("与去年相差太大，请说明")
    with served.client as client:
        made = client.get(f"/api/forms/{goal}/opinion").json()["remarks"]
    assert sorted(r["decision"]["verdict"] for r in made if r["decision"]) == ["accepted", "accepted", "rejected"]


def test_enter_goes_on_only_when_the_decision_has_come_in(window: Page, served: Served) -> None:
    goal = reviewable(served)
    window.goto(f"{served.address}/review/{goal}")
    window.wait_for_selector("body[data-ready]")
    held = held_back(window, "**/decisions")
    window.keyboard.press("a")
    window.keyboard.press("Enter")
    window.wait_for_timeout(500)
    assert goal in window.url
    released(window, held)
    window.wait_for_url(lambda url: goal not in url)
    with served.client as client:
        made = client.get(f"/api/forms/{goal}/opinion").json()["remarks"]
    assert [r["decision"]["verdict"] for r in made if r["decision"]] == ["accepted"]


def came_late(window: Page, what: str, deed: Callable[[], object]) -> Callable[[], None]:
    """Do what asks for that address; the answer of now comes only when that is called for, later ones at once."""
    late: list[Any] = []

    def hold(route: Route) -> None:
        if late:
            route.continue_()
        else:
            late.extend((route, route.fetch()))

    def come() -> None:
        with window.expect_response(what):
            late[0].fulfill(response=late[1])
        window.evaluate("address => fetch(address).then((answer) => answer.text())", late[0].request.url)

    window.route(what, hold)
    deed()
    while len(late) < 2:
        window.wait_for_timeout(10)
    return come


def test_a_list_that_comes_late_takes_no_decision_back(window: Page, served: Served) -> None:
    goal = reviewable(served)
    window.goto(f"{served.address}/review/{goal}")
    window.wait_for_selector("body[data-ready]")
    come = came_late(window, "**/remarks", lambda: window.keyboard.press("a"))
    window.keyboard.press("a")
    expect(window.locator("li.accepted")).to_have_count(2)
    come()
    assert window.locator("li.accepted").count() == 2


def test_values_that_come_late_take_no_typed_value_back(window: Page, served: Served, copy: str) -> None:
    opened(window, served, copy)
    with served.client as client:
        path = doubted(client.get(copy).json())[0]["path"]
    come = came_late(window, "**/values", lambda: window.keyboard.press("Alt+c"))
    window.keyboard.type("后来打的")
    window.keyboard.press("Enter")
    saved(window)
    come()
    expect(window.locator(".said")).to_have_text("已改")
    expect(window.locator(f"[data-path='{path}']")).to_contain_text("后来打的")


def test_a_writer_sees_at_once_where_a_number_comes_from(window: Page, served: Served) -> None:
    goal = reviewable(served)
    window.goto(f"{served.address}/draft/{goal}")
    window.wait_for_selector(".under .linked")
    window.evaluate("document.querySelector('[data-fact=\"funds.annual.total\"]')?.remove()")
    head, first = (window.locator(f".indicators {part}").first.bounding_box() for part in ("thead", "tbody tr"))
    assert head and first and head["y"] + head["height"] <= first["y"] + 1, "the head covers no row"
    keep(window, "draft")
    window.keyboard.press("Control+End")
    window.keyboard.type("另外新建公厕77座。")
    expect(window.locator(".under .wrong").last).to_contain_text("77")
    expect(window.locator("#verdict")).to_contain_text("处要改")
    window.keyboard.press("Control+s")
    expect(window.locator(".saved")).to_have_text("存为第 1 稿")
    row = window.locator("tr[data-fact].used").first
    row.click()
    expect(row).to_have_class("used current")
    with window.expect_download() as caught:
        window.click("#word")
    assert caught.value.suggested_filename.endswith(".docx")


def reviewable(served: Served) -> str:
    """The address of a project with remarks and indicators."""
    with served.client as client:
        for form in client.get("/api/forms").json():
            address = form["address"].removeprefix("/forms/")
            if len(client.get(f"/api/forms/{address}/opinion").json()["remarks"]) > 1:
                return str(address)
    raise AssertionError("no form of the samples has remarks")


def test_a_goal_of_several_lines_is_typed_with_its_lines(window: Page, served: Served, copy: str) -> None:
    """Enter keeps; whoever types fewer lines than there were is told which key makes one."""
    with served.client as client:
        cell = doubted(client.get(copy).json())[0]
        change(client, copy, "value", cell["path"], cell["text"], "一、建成；\n二、验收。")
    window.goto(f"{served.address}{copy.removeprefix('/api')}?at={cell['path']}")
    window.wait_for_selector("body[data-ready]")
    window.keyboard.type("第一句；")
    expect(window.locator(".said")).to_contain_text("换行按 Alt+Enter")
    window.keyboard.press("Alt+Enter")
    window.keyboard.type("第二句。")
    window.keyboard.press("Enter")
    saved(window)
    assert state(served, copy)[cell["path"]]["text"] == "第一句；\n第二句。"


def test_a_scanned_page_lies_level_under_its_boxes(window: Page, served: Served, copy: str) -> None:
    """A value's box of the page as it was scanned comes to lie where the value is on the level page."""
    opened(window, served, copy)
    lean, there = math.radians(3), Box(100, 200, 300, 212)
    cos, sin = math.cos(lean), math.sin(lean)
    matrix = (cos, -sin, 40.0, sin, cos, -10.0, 0.0, 0.0, 1.0)
    given = upright(there, matrix)
    module = window.locator("script[src*=form]").get_attribute("src")
    assert module is not None
    found = window.evaluate(
        "([module, matrix, box]) => import(module).then(({ levelled }) => levelled(matrix, box))",
        [module.replace("form.js", "level.js"), list(matrix), list(given)],
    )
    assert found == pytest.approx(tuple(there), abs=0.5)
    if served.desk.originals.level(served.desk.reading(copy.split("/")[3])[0].source, 1):
        assert "level=true" in (window.locator(".viewer image").get_attribute("href") or "")


def test_values_of_one_place_have_one_box_and_a_click_goes_on_among_them(
    window: Page, served: Served, copy: str
) -> None:
    """A cell that holds for several rows is drawn once."""
    opened(window, served, copy)
    shared: dict[str, list[str]] = {}
    for path, cell in state(served, copy).items():
        for spot in cell["spots"]:
            shared.setdefault(str(spot), []).append(path)
    expect(window.locator("rect.box")).to_have_count(len(shared))
    paths = max(shared.values(), key=len)
    assert len(paths) > 1
    window.locator(f"[data-path='{paths[0]}']").click()
    expect(window.locator("rect.box.current")).to_have_count(1)
    window.locator("rect.box.current").click(force=True)
    expect(window.locator(f"[data-path='{paths[1]}']")).to_have_class(re.compile("current"))


def test_a_remark_on_a_form_without_pages_is_seen_in_the_values(window: Page, served: Served) -> None:
    """A Word file has no picture: the values lie beside the remarks, and each leads to the other."""
    goal = reviewable(served)
    window.goto(f"{served.address}/review/{goal}")
    window.wait_for_selector("body[data-ready]")
    remarks, marked = window.locator("#remarks li"), window.locator("#form-values .current")
    found = {n for n in range(remarks.count()) if remarks.nth(n).get_attribute("data-path")}
    seen = []
    for n in sorted(found):
        remarks.nth(n).click()
        if marked.count():
            seen.append((n, marked.first.get_attribute("data-path")))
    assert seen
    away = next(n for n in range(remarks.count()) if n != seen[0][0])
    remarks.nth(away).click()
    expect(remarks.nth(away)).to_have_class(re.compile("current"))
    window.locator(f"#form-values [data-path='{seen[0][1]}']").click()
    expect(marked.first).to_have_attribute("data-path", str(seen[0][1]))
    expect(remarks.nth(seen[0][0])).to_have_class(re.compile("current"))


def test_a_sample_is_of_what_is_printed(served: Served) -> None:
    drawn = draw(served.desk, 500, 1).values
    assert len(drawn) > 50
    assert not [one.path for one in drawn if one.path.rpartition(".")[2] in ("scope", "year")]


def test_a_long_value_has_room_and_leaves_the_other_columns_theirs(window: Page, served: Served, copy: str) -> None:
    opened(window, served, copy)
    window.locator("td[data-path='indicators[0].level3']").click()
    before = window.locator(INPUT).evaluate("node => node.offsetHeight")
    window.keyboard.insert_text("很长的一段指标说明" * 40)
    assert window.locator(INPUT).evaluate("node => node.offsetHeight") > 1.5 * before
    window.keyboard.press("Enter")
    saved(window)
    widths = window.locator("td[data-path^='indicators[0].']").evaluate_all(
        "all => all.map((node) => node.offsetWidth)"
    )
    assert min(widths) > 60 and max(widths) < 0.75 * sum(widths)
    window.locator("td[data-path^='indicators'][data-path$='.value']").last.click()
    assert window.locator("table.grid thead").last.bounding_box()["y"] > window.locator(".values").bounding_box()["y"]  # type: ignore[index]
