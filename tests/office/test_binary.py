"""The old workbooks of Excel: what goes wrong in the library that reads them is told as what it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from jixiao.errors import DamagedSource
from jixiao.office.excel import workbook_binary


@pytest.mark.parametrize("fault", [MemoryError(), ValueError("a record is cut")])
def test_want_of_memory_is_no_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Exception) -> None:
    def fails(*_: object, **__: object) -> None:
        raise fault

    monkeypatch.setattr(workbook_binary.xlrd, "open_workbook", fails)
    with pytest.raises(MemoryError if isinstance(fault, MemoryError) else DamagedSource):
        list(workbook_binary.sheets_of_xls(tmp_path / "a.xls", "a.xls", 10))
