"""The layout of a form is taught on the desk: the next document like it is read without a person."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from jixiao.app.desk.desk import Desk, OpenForm
from jixiao.app.learning.learning import Learned, Shown, learn, parted
from jixiao.app.learning.unknown import unknown_labels
from jixiao.errors import ConfigError, SourceError
from jixiao.forms.vocabulary import FORM_KINDS
from jixiao.forms.vocabulary.installed import vocabulary
from jixiao.records import Reading
from jixiao.scratch import Scratch


def open_labels(reading: Reading, record: int) -> list[str]:
    """The labels of the record of that number, as read, that nobody knows; none of a file without records."""
    found = unknown_labels([replaced(reading, record)] if record else [], vocabulary())
    return [each.label for each in found]


def replaced(reading: Reading, record: int) -> Reading:
    """The reading with that record alone."""
    at = next(at for at in range(len(reading.records)) if reading.number_of(at) == record)
    return reading.model_copy(update={"records": [reading.records[at]], "corrected": None})


def teach(desk: Desk, reading: Reading, form: OpenForm | None, name: str, words: str, kind: str = "") -> Learned:
    """Learn the layout of the form as it was put right, or of a file in which none was found by `words`, lines of
    label=field. What the file gives is to be read again then.

    ConfigError where nothing new is said, ResourceError where it contradicts what is known, SourceError without the
    original.
    """
    path = desk.originals.find(reading.source)
    if path is None:
        raise SourceError(reading.source.name, "原文件不在手边；请用 --sources 指出材料所在的文件夹，再打开工作台")
    if form is not None and form.record.kind not in FORM_KINDS:
        raise ConfigError("公开表按印出的栏目读，不用教；请在项目、部门的表上教")
    labels, columns = parted(line for line in words.splitlines() if line.strip() and not line.strip().endswith("="))
    shown = Shown(path, name.strip(), kind=kind, labels=labels, columns=columns)
    if form is None:
        return learn(shown, desk.workspace.settings)
    with Scratch() as folder:
        confirmed = Path(folder) / "confirmed.json"
        confirmed.write_text(replaced(reading, form.number).model_dump_json(), encoding="utf-8")
        return learn(replace(shown, confirmed=confirmed), desk.workspace.settings)
