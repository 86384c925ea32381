"""The network of cells as a second witness: it agrees with a right reading, and says so where one is wrong."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tests.fields.drawn_forms import drawn
from tests.pdf_builder import Rows, examined

from jixiao.evidence import Passage
from jixiao.fields.cells.account import Account, accounts_of
from jixiao.fields.cells.network import Network, network
from jixiao.fields.cells.told import SURE
from jixiao.fields.cells.witness import heard, is_outside, roles_for
from jixiao.records import Reason

KIND = "project_goal"
LEVELS = [
    ["产出指标", "数量指标", "修缮书库面积", "≥320平方米", "15"],
    ["^", "^", "更新书架数量", "≥46组", "10"],
    ["^", "质量指标", "工程验收合格率", "100%", "15"],
    ["^", "时效指标", "完工时间", "2024年11月底前", "10"],
    ["效益指标", "社会效益指标", "年接待读者人次", "≥5.2万人次", "30"],
    ["满意度指标", "服务对象满意度指标", "读者满意度", "≥92%", "10"],
]
ROWS: Rows = [
    ["项目名称", "县图书馆书库修缮", "<", "<", "<"],
    ["主管部门", "青禾县文化和旅游局", "<", "实施单位", "青禾县图书馆"],
    ["项目负责人", "周志明", "<", "联系电话", "0739-6620418"],
    ["年度目标", "修缮书库两层，更新书架，改善藏书条件，全年开放三百天以上，读者满意。", "<", "<", "<"],
    ["一级指标", "二级指标", "三级指标", "指标值", "分值"],
    *LEVELS,
]


def told(tmp_path: Path) -> tuple[Account, dict[str, Passage]]:
    (form,) = examined(drawn(tmp_path / "form.pdf", ROWS)).forms
    return accounts_of([form])[0], {c.text: c.flat for c in form.tables[0].cells if c.text}


def right(cells: dict[str, Passage]) -> dict[str, Passage]:
    values = {"project_name": cells["县图书馆书库修缮"], "goal_annual": cells[ROWS[3][1]]}
    for i, row in enumerate(LEVELS):
        said = zip(("level1", "level2", "level3", "value", "weight"), row, strict=True)
        values |= {f"indicators[{i}].{name}": cells[text] for name, text in said if text != "^" and name != "weight"}
    return values


def test_a_right_reading_is_agreed_to(tmp_path: Path) -> None:
    account, cells = told(tmp_path)
    second = heard(account, right(cells), KIND)
    unsure = Reason(code="table.walls-unsure", message="")
    assert second.agrees
    assert (second.differing, second.weighed([unsure])) == ([], [])


def test_a_value_from_the_wrong_column_is_doubted(tmp_path: Path) -> None:
    account, cells = told(tmp_path)
    wrong = right(cells) | {"indicators[1].level3": cells["≥46组"], "indicators[1].value": cells["更新书架数量"]}
    second = heard(account, wrong, KIND)
    assert {"indicators[1].level3", "indicators[1].value"} == set(second.differing)
    unsure = Reason(code="table.walls-unsure", message="")
    assert [r.code for r in second.weighed([unsure])][:2] == ["table.walls-unsure", "witness.differs"]
    assert "看更像" in second.weighed([])[0].message


def test_a_row_that_was_not_read_is_missed(tmp_path: Path) -> None:
    account, cells = told(tmp_path)
    values = {path: p for path, p in right(cells).items() if not path.startswith("indicators[4]")}
    second = heard(account, values, KIND)
    assert not second.agrees
    (reason,) = second.weighed([])
    assert reason.code == "witness.lost"
    assert any(text in reason.message for text in LEVELS[4][:4])


def test_what_no_field_asks_for_is_outside(tmp_path: Path) -> None:
    account, cells = told(tmp_path)
    assert is_outside(account, cells["周志明"])
    assert not is_outside(account, cells["县图书馆书库修缮"])


def test_amounts_and_what_was_never_seen_are_not_asked() -> None:
    assert roles_for("funds.annual.total") == ()
    assert roles_for("extra[0].value") == ()
    assert roles_for("indicators[12].value") == ("value", "sign", "unit")
    assert roles_for("indicators[3].description") == ("description", "level3"), "it may be the name again"
    assert "level3" in network().known
    assert "affiliates" not in network().known


def test_weights_for_other_roles_are_refused(tmp_path: Path) -> None:
    np.savez(tmp_path / "weights.npz", roles=np.array(["label", "value"]), counts=np.array([1, 1]))
    with pytest.raises(ValueError, match="train again"):
        Network.load(tmp_path / "weights.npz")


def test_a_label_read_as_a_body_is_doubted(tmp_path: Path) -> None:
    account, cells = told(tmp_path)
    values = right(cells) | {"department": cells["实施单位"], "implementer": cells["青禾县图书馆"]}
    assert heard(account, values, KIND).differing == ["department"]


def test_the_name_of_a_body_is_no_label(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A row of a list that says whose the next projects are looks like a heading to the network."""
    account, cells = told(tmp_path)
    monkeypatch.setattr(Account, "share", lambda *_: 0.0)
    values = {"department": cells["青禾县图书馆"], "implementer": cells["实施单位"]}
    assert heard(account, values, KIND).differing == ["implementer"]


def test_a_field_that_is_blank_though_its_value_is_there_is_said(tmp_path: Path) -> None:
    account, cells = told(tmp_path)
    values = {path: passage for path, passage in right(cells).items() if path != "project_name"}
    (reason,) = heard(account, values, KIND).weighed([])
    assert reason.code == "witness.lost" and "县图书馆书库修缮" in reason.message


def test_the_cells_that_surely_have_a_role_are_told_at_once(tmp_path: Path) -> None:
    account, _ = told(tmp_path)
    one_by_one = {i for i in range(len(account.best)) if account.at(i, "level3") >= SURE}
    assert account.surely("level3") == one_by_one
    assert {account.grid.texts[i] for i in one_by_one} <= {row[2] for row in LEVELS}
    assert one_by_one
