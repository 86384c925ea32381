"""`jixiao draft` as a user runs it."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest
import yaml
from typer.testing import CliRunner, Result

from jixiao.cli import app
from jixiao.cli.codes import Exit
from jixiao.errors import ConfigError, JixiaoError, SourceError
from jixiao.store import Store

OWN_FORM = Path(__file__).resolve().parents[2] / "schemas" / "drafts" / "goal-form.docx"


def ran(*arguments: object) -> Result:
    return CliRunner().invoke(app.build(), ["draft", *map(str, arguments)], env={"COLUMNS": "200"})


@pytest.fixture
def projects(samples: Path) -> Path:
    return samples / "drafts" / "projects.yaml"


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No settings file, no model, and an own home."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("JIXIAO_MODEL_BASE_URL", raising=False)


def test_goals_are_printed_with_how_they_were_written(projects: Path) -> None:
    done = ran(projects)
    assert done.exit_code == 0, done.output
    for said in ("县乡公路日常养护", "云政办发〔2024〕11号", "486公里", "5.2万平方米", "（由模板写成）"):
        assert said in done.stdout
    assert "“公共图书馆夜间开放”没有给出：政策依据" in done.stderr.replace("\n", "")


def test_every_output_is_written(projects: Path, tmp_path: Path) -> None:
    done = ran(projects, "--out", "目标", "--versions", 2)
    assert done.exit_code == 0, done.output
    out = tmp_path / "目标"
    assert {path.name for path in out.iterdir()} == {"目标.txt", "目标.json", "目标.xlsx", "目标.html", "目标表"}
    assert len(list((out / "目标表").glob("*.docx"))) == 6
    drafts = json.loads((out / "目标.json").read_text(encoding="utf-8"))["drafts"]
    assert [d["version"] for d in drafts] == [1, 2, 1, 2, 1, 2]
    assert all(d["final"] for d in drafts)


def test_the_workbook_and_the_file_of_the_samples_say_the_same(projects: Path) -> None:
    assert ran(projects.with_suffix(".xlsx")).stdout == ran(projects).stdout


def test_the_plan_is_written_first_and_read_back(projects: Path, tmp_path: Path) -> None:
    first = ran(projects, "--plan", "提纲.yaml")
    assert first.exit_code == 0 and '- 项目: "县乡公路日常养护"' in first.stdout
    plan = tmp_path / "提纲.yaml"
    text = plan.read_text(encoding="utf-8")
    plan.write_text(
        text.replace("  - [3]  # 行道树补栽数量 ≥3200株\n", "", 1).replace(
            "  不写:\n", "  不写:\n  - 3: 另行安排\n", 1
        ),
        encoding="utf-8",
    )
    second = ran(projects, "--plan", "提纲.yaml")
    assert second.exit_code == 0, second.output
    assert "3200株以上" not in second.stdout and "另行安排" in second.stdout


def test_drafts_come_from_documents_results_and_stores(samples: Path, tmp_path: Path) -> None:
    import jixiao

    document = samples / "xingan-projects.docx"
    reading = jixiao.extract(document)
    (tmp_path / "结果.json").write_text(reading.model_dump_json(), encoding="utf-8")
    with Store.open(tmp_path / "库.db") as store:
        store.add(store.begin({}), reading)
    from_document = ran(document).stdout
    assert from_document.count("（由模板写成）") == 4
    assert ran("结果.json").stdout == ran("库.db").stdout == from_document


def test_templates_are_written(tmp_path: Path) -> None:
    done = ran("--template", "模板.xlsx", "--own-form", "表.docx")
    assert done.exit_code == 0
    assert (tmp_path / "模板.xlsx").is_file() and (tmp_path / "表.docx").is_file()
    assert "填好后：jixiao draft" in done.stdout


def test_goals_that_are_there_are_checked(samples: Path) -> None:
    done = ran(samples / "xingan-projects.docx", "--check")
    assert done.exit_code == 0, done.output
    assert "核对了 4 段目标" in done.stdout
    assert "（值是数或日期；没有写到的成本不算）8 项，写到 7 项；没有写到数值的：工程一次验收合格率" in done.stdout


def test_costs_are_not_asked_of_a_goal_and_a_wrong_figure_counts_as_told(samples: Path, tmp_path: Path) -> None:
    import jixiao

    reading = jixiao.extract(samples / "xingan-projects.docx")
    first = reading.records[0]
    first.goal_annual = "2024年计划更换节能路灯400盏，改造配电箱16处。"
    (tmp_path / "结果.json").write_text(reading.model_dump_json(), encoding="utf-8")
    said = ran("结果.json", "--check").stdout.split("滨河步道")[1].split("社区食堂")[0]
    assert "7 项，写到 2 项" in said and "单盏路灯更换成本" not in said and "不一致　目标写“400盏”" in said


def test_contradictions_come_first_and_end_with_a_code_of_their_own(samples: Path, tmp_path: Path) -> None:
    import jixiao

    reading = jixiao.extract(samples / "xingan-projects.docx")
    first, second, third, *_ = reading.records
    first.goal_annual = "按照××文件，2024年计划更换节能路灯400盏。"
    third.goal_annual = second.goal_annual
    (tmp_path / "结果.json").write_text(reading.model_dump_json(), encoding="utf-8")
    done = ran("结果.json", "--check")
    assert done.exit_code == Exit.FOUND
    assert done.stdout.index("不一致　目标写“400盏”") < done.stdout.index("文字　“××”是没有填的空")
    assert "与“社区食堂助餐补贴”的目标一字不差" in done.stdout


def test_ways_of_writing_are_options(projects: Path) -> None:
    done = ran(projects, "--region", "中央", "--length", "long", "--tone", "formal")
    assert done.exit_code == 0 and "目标1：" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "error", "said"),
    [
        ((), ConfigError, "没有写输入"),
        (("无.yaml",), SourceError, "没有找到"),
        (("空.json",), SourceError, "里面没有项目"),
        (("项目.yaml", "--region", "火星"), ConfigError, "没有地区“火星”的写法"),
        (("无.yaml", "--form", str(OWN_FORM)), ConfigError, "请加上 --out"),
    ],
)
def test_what_cannot_be_done_is_told(
    arguments: tuple[str, ...], error: type[Exception], said: str, tmp_path: Path
) -> None:
    (tmp_path / "空.json").write_text("[]", encoding="utf-8")
    done = ran(*arguments)
    assert isinstance(done.exception, error)
    assert said in str(done.exception)


def test_an_endpoint_that_is_not_there_is_told_and_the_goals_are_composed(
    projects: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JIXIAO_MODEL_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("JIXIAO_MODEL_NAME", "none")
    monkeypatch.setenv("JIXIAO_MODEL_MODE", "json_schema")
    monkeypatch.setenv("JIXIAO_MODEL_ATTEMPTS", "1")
    done = ran(projects)
    assert done.exit_code == 0
    assert "已改由模板写" in done.stderr and "（由模板写成（大模型没有写成：" in done.stdout
    assert "已改由模板写" not in ran(projects, "--no-model").stderr


def test_a_template_never_takes_the_place_of_a_file(tmp_path: Path) -> None:
    filled = tmp_path / "填好的.xlsx"
    filled.write_bytes(b"somebody's work")
    with pytest.raises(ConfigError, match=r"填好的\.xlsx 已经有了.*换一个文件名"):
        raise ran("--template", filled).exception or AssertionError
    assert filled.read_bytes() == b"somebody's work"
    with pytest.raises(ConfigError, match=r"应以 \.xlsx 或 \.docx 结尾"):
        raise ran("--new-template", tmp_path / "表.txt").exception or AssertionError


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--form", "无.docx"), r"无\.docx：没有这个文件.*--new-template"),
        (("--form", "文件"), r"文件：打不开，或不是 Word 文档"),
        (("--form", "文件夹"), r"文件夹：这是一个文件夹"),
        (("--form", "普通.docx"), r"里面没有可填的标记.*--new-template"),
        (("--form", "别的.docx"), r"没有“criteria”这一项"),
        (("--out", "文件/下"), r"文件/下 写不进：这里要一个文件夹"),
        (("--plan", "文件夹"), r"文件夹 是一个文件夹，这里要一个文件"),
        (("--store", "无.db"), r"没有 无\.db 这个数据库.*jixiao extract"),
        (("--store", "文件"), r"文件 不是 jixiao 的数据库"),
    ],
)
def test_what_cannot_be_used_is_told_before_the_input_is_read(
    arguments: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    (tmp_path / "文件").write_text("在这里", encoding="utf-8")
    (tmp_path / "文件夹").mkdir()
    for name, text in (("普通.docx", "一段话"), ("别的.docx", "{{ criteria }}")):
        document = docx.Document()
        document.add_paragraph(text)
        document.save(str(tmp_path / name))
    with pytest.raises(JixiaoError, match=said):
        raise ran("没有这个输入.yaml", *arguments).exception or AssertionError
    assert not (tmp_path / "无.db").exists()


def test_the_template_that_is_given_out_is_taken_back(projects: Path, tmp_path: Path) -> None:
    ran("--own-form", "表.docx")
    done = ran(projects, "--form", "表.docx", "--out", "目标")
    assert done.exit_code == 0, done.output
    assert len(list((tmp_path / "目标" / "目标表").glob("*.docx"))) == 3


def test_an_output_folder_that_is_a_file_is_told(projects: Path, tmp_path: Path) -> None:
    (tmp_path / "目标").write_text("在这里", encoding="utf-8")
    with pytest.raises(ConfigError, match="同名的文件"):
        raise ran(projects, "--out", tmp_path / "目标").exception or AssertionError


def test_a_project_that_cannot_be_used_is_named_and_the_others_are_drafted(projects: Path, tmp_path: Path) -> None:
    given = yaml.safe_load(projects.read_text(encoding="utf-8"))
    listed = given["项目"] if isinstance(given, dict) else given
    wrong = {**listed[0], "项目名称": "坏项目", "年度": "明年"}
    path = tmp_path / "两个.yaml"
    path.write_text(yaml.safe_dump([listed[0], wrong], allow_unicode=True), encoding="utf-8")
    done = ran(path, "--out", "目标")
    assert done.exit_code == Exit.UNREAD
    assert "“坏项目”没有起草，其余照常" in done.stdout and "年度应写成" in done.stdout
    assert listed[0]["项目名称"] in (tmp_path / "目标" / "目标.txt").read_text(encoding="utf-8")


def test_a_goal_without_a_figure_is_no_final_one_and_says_what_to_fill_in(tmp_path: Path) -> None:
    rows = [
        ("数量指标", "安装太阳能路灯数量", "待定"),
        ("质量指标", "验收合格率", "100"),
        ("质量指标", "亮灯率", "≥**%"),
    ]
    project = {
        "项目名称": "村级道路亮化",
        "年度": 2025,
        "主要任务": ["安装太阳能路灯"],
        "绩效指标": [{"二级指标": level, "三级指标": name, "指标值": value} for level, name, value in rows],
    }
    (tmp_path / "空.yaml").write_text(yaml.safe_dump(project, allow_unicode=True), encoding="utf-8")
    done = ran("空.yaml", "--out", "目标")
    assert done.exit_code == Exit.INCOMPLETE
    said = (tmp_path / "目标" / "目标.txt").read_text(encoding="utf-8")
    assert "初稿" in said and "“安装太阳能路灯数量”：指标值没有填写" in said and "数和单位" in said
    assert "安装太阳能路灯数量（待定）、亮灯率（≥**%）：指标值没有填写" in said
    assert "验收合格率（100）：" in said and "没有写“%”" in said


def test_what_was_given_and_is_not_told_is_named_by_its_field() -> None:
    from jixiao.grounding import Guard
    from jixiao.records.drafts import Draft, Plan, PlanGroup, PlanItem, Project

    plan = Plan(groups=[PlanGroup(part="basis", items=[PlanItem(paths=["purpose"])])])
    (fault,) = Guard(Project(project_name="清淤", purpose="清除淤积")).check_draft(Draft(plan=plan))
    assert fault.message.startswith("资金用途中的“清除淤积”没有写进任何一句") and "提纲" not in fault.message
