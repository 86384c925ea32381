"""A family's labels count on its own forms alone: no file may change how another province's documents are read."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from tests.fields.drawn_forms import drawn, project, wide

from jixiao.config import Settings
from jixiao.forms.vocabulary import Vocabulary, build, label_key
from jixiao.forms.vocabulary.scope import families_of
from jixiao.pipeline import read_blocks, read_layout
from jixiao.records import Reading, SourceInfo
from jixiao.resources import yaml_files
from jixiao.sources import Source

SHIPPED = list(yaml_files("schemas/forms"))
# A province whose words mean there what they mean nowhere else.
ODD: Mapping[str, Any] = {
    "family": "云岭",
    "titles": {"project_goal": ["事项绩效承诺书"]},
    "project_goal": {"fields": {"implementer": ["排水体制"], "purpose": ["河道等级"], "category": ["堤防级别"]}},
    "lists": {"indicators": {"basis": ["养护频次"]}},
}
OTHERS = project(["河道等级", "三级", "主管部门", "沙洲县水务局"])
ITS_OWN = project(["河道等级", "三级河道清淤", "排水体制", "沙洲县河道所"])


def read(path: Path, words: Vocabulary) -> Reading:
    source = Source(path.name, path, "0" * 64, "pdf")
    layout = read_blocks(source, Settings(), words)
    return read_layout(layout, SourceInfo(name=path.name, sha256="0" * 64), words).reading


@pytest.fixture(scope="module")
def without() -> Vocabulary:
    return build(SHIPPED)


@pytest.fixture(scope="module")
def with_odd() -> Vocabulary:
    return build([*SHIPPED, ODD])


def test_a_new_family_leaves_other_forms_as_they_were(
    tmp_path: Path, without: Vocabulary, with_odd: Vocabulary
) -> None:
    path = drawn(tmp_path / "别处.pdf", OTHERS)
    assert read(path, with_odd) == read(path, without)
    assert read(path, with_odd).records[0].purpose is None  # type: ignore[union-attr]


def test_two_of_its_labels_make_a_form_one_of_the_family(tmp_path: Path, with_odd: Vocabulary) -> None:
    (record,) = read(drawn(tmp_path / "本地.pdf", ITS_OWN), with_odd).records
    assert (record.purpose, record.implementer) == ("三级河道清淤", "沙洲县河道所")  # type: ignore[union-attr]


def test_its_title_makes_a_form_one_of_the_family(tmp_path: Path, with_odd: Vocabulary) -> None:
    path = drawn(tmp_path / "本地.pdf", OTHERS, title="2024年事项绩效承诺书")
    (record,) = read(path, with_odd).records
    assert record.purpose == "三级"  # type: ignore[union-attr]


def test_words_shared_by_all_forms_are_no_familys_own() -> None:
    shared = {label_key("项目名称"), label_key("主管部门"), label_key("指标值")}
    families = families_of([*SHIPPED, ODD])
    assert "云岭" in {each.name for each in families}
    assert not {"通用", "自评表", "决算"} & {each.name for each in families}
    assert not any(each.labels & shared for each in families)


def test_a_form_without_a_foreign_label_is_read_with_the_vocabulary_as_it_is(with_odd: Vocabulary) -> None:
    assert with_odd.on("项目支出绩效目标表", ["项目名称", "主管部门"]) is with_odd
    part = with_odd.on("项目支出绩效目标表", ["项目名称", "河道等级"])
    assert part.families == [name for name in with_odd.families if name != "云岭"]
    assert with_odd.on("另一张表", ["河道等级"]) is part, "made once"


def test_lists_are_scoped_as_labels_are(with_odd: Vocabulary) -> None:
    rows = wide(["项目名称", "清淤"], ["养护频次", "每月一次"])
    part = with_odd.on("绩效目标表", [text for row in rows for text in row])
    assert with_odd.column("indicators", "养护频次") == "basis" and part.column("indicators", "养护频次") is None
