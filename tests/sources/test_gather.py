"""Inputs of a run: files, folders and patterns, each content once, each name distinct and usable for output."""

from __future__ import annotations

import hashlib
import io
import os
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from jixiao.errors import DamagedSource, SourceError, UnsupportedFormat
from jixiao.export.drafts.template import input_template
from jixiao.sources import OUTPUT_CREATOR, SourceLimits, copies, gather
from jixiao.sources.copies import Copies
from jixiao.sources.single import digest_of


def pdf(path: Path, mark: str = "") -> Path:
    """A file that begins as a PDF, with content of its own."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"%PDF-1.4\n" + (mark or str(path)).encode("utf-8", "surrogateescape"))
    return path


@pytest.fixture
def work(tmp_path: Path) -> Path:
    return tmp_path / "work"


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    folder.mkdir()
    return folder


def test_a_file_becomes_a_source(docs: Path, work: Path) -> None:
    path = pdf(docs / "预算.pdf")
    (source,) = gather([str(path)], work).sources
    assert (source.name, source.path, source.kind, source.origin) == ("预算.pdf", path, "pdf", "")
    assert source.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_folder_is_read_recursively_and_sorted(docs: Path, work: Path) -> None:
    for name in ("乙/2.pdf", "乙/1.pdf", "3.pdf", ".隐藏/4.pdf", ".5.pdf", "~$6.docx"):
        pdf(docs / name)
    (docs / "说明.txt").write_text("不是文档", encoding="utf-8")
    (docs / "3.pdf.json").write_text("{}", encoding="utf-8")
    found = gather([docs], work)
    assert [s.name for s in found.sources] == ["3.pdf", "1.pdf", "2.pdf"]
    assert not found.problems
    assert found.passed == ["3.pdf.json", "说明.txt"], "what is passed by is said"


def test_a_workbook_given_for_drafting_is_no_document(docs: Path, work: Path) -> None:
    """Filled in and saved by another program it still is none: it keeps its title."""
    pdf(docs / "预算.pdf")
    path = input_template(docs / "填好.xlsx")
    book = load_workbook(path)
    book["项目"]["A3"] = "清淤"
    book.properties.creator = "某人"
    book.save(path)
    found = gather([docs], work)
    assert [s.name for s in found.sources] == ["预算.pdf"]
    assert found.passed == ["填好.xlsx"] and not found.problems
    (problem,) = gather([path], work).problems
    assert "jixiao draft" in str(problem)


def test_a_folder_gives_documents_without_suffix_and_names_unreadable_ones(docs: Path, work: Path) -> None:
    pdf(docs / "没有后缀")
    (docs / "图标").write_bytes(b"nothing")
    (docs / "公文.ceb").write_bytes(b"PK")
    (docs / "空.pdf").write_bytes(b"")
    found = gather([docs], work)
    assert [s.name for s in found.sources] == ["没有后缀"]
    assert found.notices[0][0] == "没有后缀"
    assert {type(p) for p in found.problems} == {UnsupportedFormat, DamagedSource}
    assert {p.name for p in found.problems} == {"公文.ceb", "空.pdf"}


def test_output_files_in_a_folder_are_passed_by(docs: Path, work: Path) -> None:
    pdf(docs / "甲.pdf")
    pdf(docs / "out" / "旧输出.pdf")
    book = Workbook()
    book.properties.creator = OUTPUT_CREATOR
    book.save(docs / "结果.xlsx")
    assert [s.name for s in gather([docs], work, outputs=[docs / "out"]).sources] == ["甲.pdf"]


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("*.pdf", ["a.pdf"]),
        ("**/*.pdf", ["a.pdf", "b.pdf", "c.pdf"]),
        ("sub/?.pdf", ["b.pdf"]),
        ("s*", ["b.pdf", "c.pdf"]),
    ],
)
def test_patterns(docs: Path, work: Path, pattern: str, names: list[str]) -> None:
    for name in ("a.pdf", "sub/b.pdf", "sub/deep/c.pdf"):
        pdf(docs / name)
    assert [s.name for s in gather([str(docs / pattern)], work).sources] == names


def test_a_path_that_exists_wins_over_a_pattern(docs: Path, work: Path) -> None:
    pdf(docs / "表[1].pdf")
    pdf(docs / "表1.pdf")
    assert [s.name for s in gather([str(docs / "表[1].pdf")], work).sources] == ["表[1].pdf"]


def test_brackets_in_a_folder_are_literal_before_a_pattern(docs: Path, work: Path) -> None:
    pdf(docs / "[2023]年" / "甲.pdf")
    assert [s.name for s in gather([str(docs / "[2023]年" / "*.pdf")], work).sources] == ["甲.pdf"]


def test_the_same_content_is_read_once(docs: Path, work: Path) -> None:
    pdf(docs / "甲.pdf", "同样的内容")
    pdf(docs / "副本" / "乙.pdf", "同样的内容")
    found = gather([docs / "甲.pdf", docs / "副本" / "乙.pdf"], work)
    assert [s.name for s in found.sources] == ["甲.pdf"]
    assert found.same == [("乙.pdf", "甲.pdf")]


def test_the_same_file_given_twice_is_no_copy(docs: Path, work: Path) -> None:
    path = pdf(docs / "甲.pdf")
    (docs / "链接.pdf").symlink_to(path)
    found = gather([path, docs, str(docs / "*.pdf"), docs / "链接.pdf"], work)
    assert len(found.sources) == 1
    assert not found.same


def test_equal_names_from_different_folders_are_told_apart(docs: Path, work: Path) -> None:
    for name in ("甲局/2023/表.pdf", "乙局/2023/表.pdf", "乙局/别的.pdf", "丙/表.PDF"):
        pdf(docs / name)
    names = {s.name for s in gather([docs], work).sources}
    assert names == {"甲局__2023__表.pdf", "乙局__2023__表.pdf", "别的.pdf", "丙__表.PDF"}


@pytest.mark.parametrize(
    "name",
    [
        "有 空 格.pdf",
        "换\n行.pdf",
        "表😀.pdf",
        "-开头.pdf",
        "长" * 80 + ".pdf",
        "a" * 250 + ".pdf",
        '引"号:?.pdf',
        " .pdf",
    ],
)
def test_odd_names_make_usable_output_names(docs: Path, work: Path, name: str) -> None:
    found = gather([pdf(docs / name)], work)
    (source,) = found.sources
    out = docs / f"{source.name}.json"
    out.write_text("{}", encoding="utf-8")
    assert out.parent == docs
    assert "\n" not in source.name
    assert len(source.name.encode()) <= 200
    assert source.name.endswith(".pdf")


def test_long_names_that_begin_alike_stay_distinct(docs: Path, work: Path) -> None:
    for end in "甲乙":
        pdf(docs / ("很长的名字" * 14 + end + ".pdf"))
    names = [s.name for s in gather([docs], work).sources]
    assert len(set(names)) == 2


def test_file_names_in_gbk_are_shown_readable(docs: Path, work: Path) -> None:
    raw = os.fsencode(docs) + b"/" + "绩效目标.pdf".encode("gbk")
    path = Path(os.fsdecode(raw))
    pdf(path)
    assert [s.name for s in gather([docs], work).sources] == ["绩效目标.pdf"]


def test_what_is_not_there_is_a_problem_and_the_rest_goes_on(docs: Path, work: Path) -> None:
    pdf(docs / "甲.pdf")
    (docs / "空").mkdir()
    found = gather([docs / "没有.pdf", docs / "空", str(docs / "*.docx"), docs / "甲.pdf"], work)
    assert [s.name for s in found.sources] == ["甲.pdf"]
    assert [word in str(p) for p, word in zip(found.problems, ("没有找到", "没有可以读取", "匹配"), strict=True)] == [
        True
    ] * 3


def test_special_files_and_broken_links_are_problems(docs: Path, work: Path) -> None:
    os.mkfifo(docs / "管道.pdf")
    (docs / "断.pdf").symlink_to(docs / "不存在.pdf")
    found = gather([docs / "管道.pdf", docs / "断.pdf"], work)
    assert not found.sources
    assert ["普通文件" in str(found.problems[0]), "不存在" in str(found.problems[1])] == [True, True]


def test_a_file_beyond_the_limit_is_not_read(docs: Path, work: Path) -> None:
    pdf(docs / "大.pdf", "x" * 5000)
    found = gather([docs / "大.pdf"], work, SourceLimits(file_bytes=1000))
    assert [type(p) for p in found.problems] == [SourceError]
    assert "大.pdf" in str(found.problems[0]) and "拆分" in str(found.problems[0])


def test_a_wrong_suffix_is_read_by_content_and_said(docs: Path, work: Path) -> None:
    book = Workbook()
    book.active["A1"] = "项目名称"
    data = io.BytesIO()
    book.save(data)
    (docs / "目标表.pdf").write_bytes(data.getvalue())
    found = gather([docs / "目标表.pdf"], work)
    assert [s.kind for s in found.sources] == ["xlsx"]
    ((name, message),) = found.notices
    assert name == "目标表.pdf" and "Excel" in message


def test_what_a_browser_saved_beside_a_page_is_no_document(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "公开_files").mkdir(parents=True)
    (folder / "公开.htm").write_text("<html><body><p>表</p></body></html>", encoding="utf-8")
    (folder / "公开_files" / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\n....")
    assert [source.name for source in gather([folder], tmp_path / "work").sources] == ["公开.htm"]


@pytest.mark.parametrize("order", [1, -1])
def test_not_hashed_is_read_only_as_far_as_tells_a_copy(
    tmp_path: Path, work: Path, monkeypatch: pytest.MonkeyPatch, order: int
) -> None:
    end, begun = b"." * 5000, b"%PDF-1.7\n"
    files = {
        "alone.pdf": begun,
        "same size.pdf": begun + b"1" + end + b"1",
        "and size.pdf": begun + b"1" + end + b"2",
        "same end.pdf": begun + b"3" + end + b"3",
        "and end.pdf": begun + b"4" + end + b"3",
        "copied.pdf": begun + b"56" + end,
        "copy.pdf": begun + b"56" + end,
        f"{'长' * 70}.pdf": begun + b"a name that is cut and needs the hash",
    }
    paths = [tmp_path / name for name in files]
    for path, content in zip(paths, files.values(), strict=True):
        path.write_bytes(content)
    paths = paths[::order]
    whole = gather(paths, work)
    read: list[str] = []
    monkeypatch.setattr(
        copies, "digest_of", lambda path, shown: (read.append(path.name[:8]), digest_of(path, shown))[1]
    )
    found = gather(paths, work, hashed=False)
    assert (found.same, found.problems, found.notices) == (whole.same, whole.problems, whole.notices)
    assert len(found.same) == 1
    assert [replace(each, sha256="") for each in found.sources] == [replace(each, sha256="") for each in whole.sources]
    hashes = {each.name: each.sha256 for each in whole.sources}
    assert all(each.sha256 in ("", hashes[each.name]) for each in found.sources)
    assert sorted(read) == sorted(["same end", "and end.", "copied.p", "copy.pdf", "长" * 8])


def test_what_is_gone_while_another_is_compared_with_it_is_no_copy_of_it(tmp_path: Path, work: Path) -> None:
    begun = b"%PDF-1.7\n"
    one, two, three = (tmp_path / f"{number}.pdf" for number in range(3))
    for path in (one, two, three):
        path.write_bytes(begun)
    known = Copies()
    assert known.take(one, one.name, 9, False) is None
    one.unlink()
    assert known.take(two, two.name, 9, False) is None
    assert known.take(three, three.name, 9, False) == 1
    with pytest.raises(SourceError, match="读取中断"):
        known.take(one, one.name, 9, False)
    assert known.take(three, three.name, 9, True) == 1
