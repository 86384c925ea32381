"""The errands of CONTRIBUTING done on dummies in a copy of the program: each is done in at most three places."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from tests.conftest import PROJECT

MOST = 3
# A place and what is done there: a whole new file, or texts that others take the place of.
Edits = Mapping[str, str | Sequence[tuple[str, str]]]

FAMILY: Edits = {
    "schemas/forms/cloudridge.yaml": (
        "family: 云岭\nproject_goal:\n  fields:\n    project_name: [事项名称]\n  opening: [事项名称]\n"
        "lists:\n  indicators:\n    value: [承诺水平]\n"
    ),
}
CHECK: Edits = {
    "schemas/checks/cloudridge.yaml": (
        "checks:\n  - id: name.too-plain\n    of: [project_goal]\n    needs: [project_name]\n    severity: advice\n"
        "    criterion: 完整性\n    asserts: 项目名称说得出是什么\n    rule: 例\n    message: 项目名称只有“{name}”\n"
        "    advice: 写全名称\n"
    ),
    "src/jixiao/checks/plain_names.py": (
        '"""Checks of names that say nothing."""\n\n'
        "from jixiao.checks.violation import Ground, Hit, Hits\n"
        "from jixiao.records import ProjectGoal\n\n\n"
        "def check_plain(record: ProjectGoal, ground: Ground) -> Hits:\n"
        '    """A name that is only the word project."""\n'
        '    if record.project_name == "项目":\n'
        '        yield Hit("name.too-plain", ("project_name",), {"name": record.project_name})\n'
    ),
    "src/jixiao/checks/run.py": [
        (
            "from jixiao.checks.tables.prose_tables",
            "from jixiao.checks.plain_names import check_plain\nfrom jixiao.checks.tables.prose_tables",
        ),
        ('"project_goal": (', '"project_goal": (check_plain, '),
    ],
}
EXPORT: Edits = {
    "src/jixiao/export/as_names.py": (
        '"""The names of projects, one a line."""\n\n'
        "from jixiao.atomic import whole\n\n\n"
        "def names(readings, path):\n"
        '    """Write the names."""\n'
        "    with whole(path) as part:\n"
        "        found = [record.project_name for reading in readings for record in reading.records]\n"
        '        part.write_text("\\n".join(found), encoding="utf-8")\n'
    ),
    "src/jixiao/export/formats.py": [
        (
            "_ROWS = (\n",
            '_ROWS = (\n    OutputFormat("names", "名单", "项目名单", "名单.txt", "jixiao.export.as_names:names"),\n',
        ),
    ],
}
FORMAT: Edits = {
    "src/jixiao/office/plain.py": (
        '"""Text files, a paragraph for each line."""\n\n'
        "from jixiao.evidence import Word\n"
        "from jixiao.geometry import Box\n"
        "from jixiao.sources import Source\n"
        "from jixiao.tables.reader import Way\n"
        "from jixiao.tables.table import Layout, Line, Paragraph\n\n\n"
        "def from_plain(source: Source, way: Way) -> Layout:\n"
        '    """The reader of text files."""\n'
        '    lines = source.path.read_text(encoding="utf-8").splitlines()[1:]\n'
        "    words = [Word(line, 0, Box(0, 0, 0, 0)) for line in lines]\n"
        "    return Layout([Paragraph([Line([word])], 0, None, 0.0) for word in words], None)\n"
    ),
    "src/jixiao/sources/formats.py": [
        (
            "FORMATS = (\n",
            'FORMATS = (\n    InputFormat("plain", "文字", (".plain",), (Mark(b"PLAIN"),),\n'
            '           reader="jixiao.office.plain:from_plain"),\n',
        ),
    ],
}
KIND: Edits = {
    "src/jixiao/records/promise.py": (
        '"""What an office promises."""\n\n'
        "from typing import Literal\n\n"
        "from pydantic import Field\n\n"
        "from jixiao.records.record import Base\nfrom jixiao.records.model import Printed\n\n\n"
        "class Promise(Base):\n"
        '    """One promise."""\n\n'
        '    kind: Literal["promise"] = "promise"\n'
        '    title: Printed = Field(default=None, description="表名")\n'
        '    department: Printed = Field(default=None, description="部门")\n'
        '    year: int | None = Field(default=None, description="年度")\n'
        '    text: Printed = Field(default=None, description="承诺")\n'
    ),
    "src/jixiao/records/kinds.py": [
        ("from jixiao.records.record", "from jixiao.records.promise import Promise\nfrom jixiao.records.record"),
        ("AnyRecord = ", "AnyRecord = Promise | "),
        (
            "_ROWS = (\n",
            '_ROWS = (\n    Kind(Promise, "承诺", "form", "jixiao.fields.promise:read_promise",\n'
            '         tables=(KindTable("", "承诺", "每份一行"),)),\n',
        ),
    ],
    "src/jixiao/fields/promise.py": (
        '"""A promise into its record."""\n\n'
        "from jixiao.fields.tree import Draft\n\n\n"
        "def read_promise(form, year, words):\n"
        '    """The reader of promises."""\n'
        "    return Draft({})\n"
    ),
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program with its data, apart from the checkout."""
    out = tmp_path_factory.mktemp("copy")
    for name in ("src", "schemas", "prompts"):
        shutil.copytree(PROJECT / name, out / name, ignore=shutil.ignore_patterns("__pycache__"))
    (out / "samples").mkdir()
    return out


def done(copy: Path, tmp_path: Path, edits: Edits, script: str) -> str:
    """What the script prints in a copy where the errand was done."""
    tree = tmp_path / "tree"
    shutil.copytree(copy, tree)
    for place, edit in edits.items():
        path = tree / place
        if isinstance(edit, str):
            assert not path.exists()
            path.write_text(edit, encoding="utf-8")
            continue
        text = path.read_text(encoding="utf-8")
        for old, new in edit:
            assert text.count(old) == 1, (place, old)
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(tree / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-c", f"import jixiao\nassert {str(tree)!r} in jixiao.__file__\n{script}"]
    ran = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.strip()


@pytest.mark.parametrize(
    "edits", [FAMILY, CHECK, EXPORT, FORMAT, KIND], ids=["family", "check", "export", "format", "kind"]
)
def test_an_errand_touches_at_most_three_places(edits: Edits) -> None:
    assert len(edits) <= MOST


def test_a_family_of_forms_is_one_file(copy: Path, tmp_path: Path) -> None:
    script = (
        "from jixiao.forms.vocabulary.installed import vocabulary as v\n"
        "print(v().term('project_goal', '事项名称').field, v().column('indicators', '承诺水平'))"
    )
    assert done(copy, tmp_path, FAMILY, script) == "project_name value"


def test_a_check_is_a_row_a_function_and_its_name(copy: Path, tmp_path: Path) -> None:
    script = (
        "from jixiao.checks import check\n"
        "from jixiao.records import ProjectGoal, Reading, SourceInfo\n"
        "source, record = SourceInfo(name='a.pdf', sha256='0' * 64), ProjectGoal(project_name='项目')\n"
        "reading = Reading(source=source, records=[record])\n"
        "print([f.message for f in check(reading).findings if f.check == 'name.too-plain'])"
    )
    assert done(copy, tmp_path, CHECK, script) == "['项目名称只有“项目”']"


def test_an_export_is_a_writer_and_a_row(copy: Path, tmp_path: Path) -> None:
    script = (
        "from pathlib import Path\n"
        "from jixiao.cli import run\n"
        "from jixiao.records import ProjectGoal, Reading, SourceInfo\n"
        "source, record = SourceInfo(name='a.pdf', sha256='0' * 64), ProjectGoal(project_name='书库修缮')\n"
        "Path('a.json').write_text(Reading(source=source, records=[record]).model_dump_json(), encoding='utf-8')\n"
        "assert run(['export', 'a.json', '--names', '--out', 'out']) == 0\n"
        "print('=', Path('out/名单.txt').read_text(encoding='utf-8'))"
    )
    assert done(copy, tmp_path, EXPORT, script).endswith("= 书库修缮")


def test_an_input_format_is_a_reader_and_a_row(copy: Path, tmp_path: Path) -> None:
    (tmp_path / "a.plain").write_text("PLAIN\n预算说明。", encoding="utf-8")
    script = (
        "r = jixiao.extract('a.plain'); print(r.source.name, [p.text for p in r.prose], *(p.code for p in r.problems))"
    )
    assert done(copy, tmp_path, FORMAT, script) == "a.plain ['预算说明。'] file.no-form"


def test_a_kind_of_form_is_a_model_a_row_and_a_reader(copy: Path, tmp_path: Path) -> None:
    script = (
        "from jixiao.records import Reading\n"
        "from jixiao.records.tables.schema import OF_KINDS\n"
        "from jixiao.export.schemas import MODELS\n"
        "from jixiao.fields.form import reader_of\n"
        "source = {'name': 'a.pdf', 'sha256': '0' * 64}\n"
        "reading = Reading.model_validate({'source': source, 'records': [{'kind': 'promise', 'text': '修桥'}]})\n"
        "(noun,) = [noun for noun in OF_KINDS if noun.heading == '承诺']\n"
        "print(type(reading.records[0]).__name__, reader_of('promise').__name__, 'promise' in MODELS)\n"
        "print('修桥' in str(list(noun.rows(reading))))"
    )
    assert done(copy, tmp_path, KIND, script) == "Promise read_promise True\nTrue"
