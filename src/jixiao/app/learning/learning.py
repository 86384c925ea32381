"""`learn`: a form that was corrected or confirmed becomes a family file, and is read again to see that it holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from jixiao.app.files.inputs import kept_readings
from jixiao.app.learning.families import COLUMN_NAMES, Family, checked, field_of, without_known, write
from jixiao.app.learning.showing import family_of_extras, family_of_tables, title_pattern
from jixiao.config import Settings
from jixiao.engine.api import Intake, read_documents
from jixiao.engine.limits import intake_limits
from jixiao.errors import ConfigError
from jixiao.forms.vocabulary import FORM_KINDS
from jixiao.forms.vocabulary.installed import vocabulary
from jixiao.pipeline import examine
from jixiao.records import AnyRecord, Reading
from jixiao.records.headings import field_heading
from jixiao.records.kinds import KINDS
from jixiao.records.paths import leaves
from jixiao.records.record import Base
from jixiao.resources import read_yaml
from jixiao.sources import gather
from jixiao.tables.table import Table
from jixiao.text import key

_JSON = ".json"
_AROUND = {*Base.model_fields, "kind"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A form that is shown: a document or a JSON reading, the name of its family, and what else is said about it.

    `confirmed` is the JSON reading in which the form was put right, `number` the record in it, from 1. `labels` are
    label -> field and `columns` heading -> role as a person says them; `kind` names the kind where no record does.
    """

    form: Path
    name: str
    confirmed: Path | None = None
    number: int = 1
    kind: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Learned:
    """What was learned and where it was written (None where the vocabulary knew it all); how many records and values
    the document gives now, and before; the fields of the confirmed record that are still read otherwise (`open`);
    whether a document was `read`."""

    family: Family
    path: Path | None
    before: tuple[int, int] = (0, 0)
    after: tuple[int, int] = (0, 0)
    open: tuple[str, ...] = ()
    read: bool = False


def learn(shown: Shown, settings: Settings, folder: Path | None = None) -> Learned:
    """Make the family of a form that is shown, and write it.

    ConfigError where nothing says what the form holds; ResourceError where it contradicts what is known, with nothing
    written; SourceError where the document cannot be read.
    """
    words = vocabulary()
    family = without_known(_family(shown, settings), words)
    if family.empty:
        return Learned(family, None)
    checked(family)
    before = _read(shown, settings)
    path = write(family, folder)
    after = _read(shown, settings)
    record = _record(shown)
    still = differing(record, [r for reading in after for r in reading.records]) if record and after else ()
    return Learned(family, path, _yield_of(before), _yield_of(after), still, bool(after))


def differing(record: AnyRecord, read: Sequence[AnyRecord]) -> tuple[str, ...]:
    """The headings of the fields that are read otherwise than the record has them, in the reading most like it."""
    wanted = _said(record)
    others = [_said(other) for other in read]
    lacking = [[p for p, text in wanted.items() if key(text) != key(other.get(p, ""))] for other in others]
    paths = min(lacking, key=len, default=list(wanted))
    return tuple(dict.fromkeys(field_heading(type(record), path) for path in paths))


def _said(record: AnyRecord) -> dict[str, str]:
    """What the record says, by field path; blank fields are left out."""
    return {p: str(value) for p, value in leaves(record.model_dump(exclude=_AROUND)) if value not in (None, "")}


def parted(given: Iterable[str]) -> tuple[dict[str, str], dict[str, str]]:
    """(labels, columns) of texts like 承办处室=实施单位: a column where the name is one of the list of indicators."""
    labels: dict[str, str] = {}
    columns: dict[str, str] = {}
    for text in given:
        label, mark, name = (part.strip() for part in text.partition("="))
        if not (label and mark and name):
            raise ConfigError(f"“{text}”写得不对；请写成 表上的叫法=栏目名称，如 承办处室=实施单位")
        (columns if name in COLUMN_NAMES or name in COLUMN_NAMES.values() else labels)[label] = name
    return labels, columns


def words_of(path: Path) -> tuple[str, dict[str, str], dict[str, str]]:
    """(kind, labels, columns) of a small YAML file: `种类`, `栏目` (label: field), `指标栏` (heading: role)."""
    data = read_yaml(path)
    unknown = set(data) - {"种类", "栏目", "指标栏"}
    if unknown:
        raise ConfigError(f"{path} 里的“{'、'.join(sorted(map(str, unknown)))}”不认识；只能写 种类、栏目、指标栏")
    given = [data.get(part) or {} for part in ("栏目", "指标栏")]
    if not all(isinstance(part, dict) for part in given):
        raise ConfigError(f"{path} 里的 栏目、指标栏 要写成“表上的叫法: 栏目名称”；请改正后再试")
    labels, columns = ({str(k): str(v) for k, v in part.items()} for part in given)
    return str(data.get("种类") or ""), labels, columns


def _family(shown: Shown, settings: Settings) -> Family:
    """What the form, the corrected record and the words that were given come to."""
    record = _record(shown)
    document = shown.form if shown.form.suffix.lower() != _JSON else None
    if document is not None and record is not None:
        tables, title = _tables(document, settings)
        family = family_of_tables(shown.name, record, tables, title, vocabulary())
    elif record is not None:
        family = family_of_extras(shown.name, record)
    else:
        family = Family(shown.name, _kind(shown))
        if document is not None:
            family.title = title_pattern(_tables(document, settings)[1])
    for label, said in shown.labels.items():
        family.labels[label] = field_of(said, family.kind)
    more = {heading: role_of(said) for heading, said in shown.columns.items()}
    family.columns["indicators"] = {**family.columns.get("indicators", {}), **more}
    if not (family.labels or any(family.columns.values())):
        raise ConfigError(
            f"{shown.form.name} 没有告诉程序新的叫法：请在 JSON 里把值填进对应的栏目，或加 --set 表上的叫法=栏目名称"
        )
    if not family.opening:
        family.opening = next((label for label, name in family.labels.items() if name == "project_name"), "")
    return family


def role_of(said: str) -> str:
    """The role of a column that a person names in Chinese (指标值) or by its name; ConfigError where there is none."""
    if said in COLUMN_NAMES.values():
        return said
    if said not in COLUMN_NAMES:
        raise ConfigError(f"指标表没有“{said}”这一栏；可用的有：{'、'.join(COLUMN_NAMES)}")
    return COLUMN_NAMES[said]


def _kind(shown: Shown) -> str:
    """The kind that the person names, in Chinese or by its name."""
    by_label = {kind.label: name for name, kind in KINDS.items() if name in FORM_KINDS}
    kind = by_label.get(shown.kind, shown.kind) or FORM_KINDS[0]
    if kind not in FORM_KINDS:
        raise ConfigError(f"没有“{shown.kind}”这种表；可用的有：{'、'.join(by_label)}")
    return kind


def _record(shown: Shown) -> AnyRecord | None:
    """The record that was put right, None where only words are given."""
    path = shown.confirmed or (shown.form if shown.form.suffix.lower() == _JSON else None)
    if path is None:
        return None
    readings = list(kept_readings(path))
    records = [record for reading in readings for record in reading.records if record.kind in FORM_KINDS]
    if not 1 <= shown.number <= len(records):
        raise ConfigError(f"{path} 里没有第 {shown.number} 份表，共有 {len(records)} 份；请换一个 --record")
    return records[shown.number - 1]


def _tables(document: Path, settings: Settings) -> tuple[list[Table], str]:
    """The tables of the document, and the title of its first form."""
    with TemporaryDirectory(prefix="jixiao-") as folder:
        found = gather([document], Path(folder), intake_limits(settings))
        if found.problems:
            raise found.problems[0]
        seen = examine(found.sources[0], settings)
    tables = [block for block in seen.layout.blocks if isinstance(block, Table)]
    title = next((form.title.text for form in seen.forms if form.title), "")
    return tables, title or _line_over(seen.layout.blocks)


def _line_over(blocks: Iterable[object]) -> str:
    """The nearest centred line over the first table that reads like a title."""
    last = ""
    for block in blocks:
        if isinstance(block, Table):
            return last
        text = getattr(block, "text", "")
        if 4 <= len(text) <= 40 and text.rstrip("）)").endswith(("表", "书", "单")):
            last = text
    return last


def _read(shown: Shown, settings: Settings) -> list[Reading]:
    """The readings of the document, none where only a JSON reading was shown."""
    if shown.form.suffix.lower() == _JSON:
        return []
    return list(read_documents([shown.form], settings, Intake(here=True)))


def _yield_of(readings: Sequence[Reading]) -> tuple[int, int]:
    """How many records and values there are."""
    return sum(len(r.records) for r in readings), sum(_written(r) for r in readings)


def _written(reading: Reading) -> int:
    return sum(1 for r in reading.records for path in r.evidence if not path.startswith("extra["))
