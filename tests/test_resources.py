"""Data files: found in a checkout, read with errors that name file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from jixiao import resources
from jixiao.errors import ResourceError


def test_the_folders_of_a_checkout_are_found() -> None:
    for name in (*resources.FOLDERS, "schemas/forms"):
        assert resources.folder(name).is_dir()
    with pytest.raises(ResourceError, match="找不到随程序安装的文件夹 nowhere"):
        resources.folder("nowhere")


def test_the_common_vocabulary_comes_first() -> None:
    families = [data["family"] for data in resources.yaml_files("schemas/forms")]
    assert families[0] == "通用"
    assert len(families) == len(set(families)) > 3
    with pytest.raises(ResourceError, match=r"没有 \.yaml 文件"):
        resources.yaml_files("samples/gold")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"a: [1\nb: 2", "第 2 行不合 YAML"),
        (b"- 1\n- 2", "现为 list"),
        ("名称: 值".encode("gb18030"), "UTF-8"),
        (None, "打不开"),
    ],
)
def test_a_wrong_file_is_named(tmp_path: Path, content: bytes | None, said: str) -> None:
    path = tmp_path / "词表.yaml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ResourceError) as caught:
        resources.read_yaml(path)
    assert "词表.yaml" in str(caught.value)
    assert said in str(caught.value)


def test_the_fingerprint_of_a_folder_changes_with_any_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "_PLACES", (tmp_path,))
    (tmp_path / "schemas" / "forms").mkdir(parents=True)
    seen = set()
    for content in ("a: 1", "a: 2"):
        (tmp_path / "schemas" / "forms" / "x.yaml").write_text(content)
        resources.fingerprint.cache_clear()
        seen.add(resources.fingerprint("schemas"))
    resources.fingerprint.cache_clear()
    assert len(seen) == 2
