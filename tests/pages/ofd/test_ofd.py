"""OFD pages: the same words and rules as the PDF they were made from, what the file says beside what its glyphs show,
and files that are not whole."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import ofdkit
import pymupdf
import pytest
from eval.documents.as_ofd import as_ofd, content, text, write_frame

from jixiao.errors import DamagedSource, EncryptedSource
from jixiao.evidence import Word
from jixiao.pages.cutout import cutout
from jixiao.pages.ofd.as_pdf import as_pdf
from jixiao.pages.ofd.numbers import steps
from jixiao.pages.ofd.paths import operators
from jixiao.pages.page import Page
from jixiao.pages.pdf import Ofd, Pdf
from jixiao.pages.view import page_sizes
from jixiao.sources import gather

SAMPLES = Path(__file__).resolve().parents[3] / "samples"
PAGE = '<ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/>'


def layer(body: str) -> str:
    return content(f'<ofd:Layer ID="2">{body}</ofd:Layer>')


def made(tmp_path: Path, pages: Mapping[str, str | bytes], resources: str = "", listed: str = PAGE) -> Path:
    """An OFD of these members of `Doc_0`, whose document lists the pages."""
    path = tmp_path / "文.ofd"
    with zipfile.ZipFile(path, "w") as out:
        write_frame(out, listed, resources)
        for name, data in pages.items():
            out.writestr(f"Doc_0/{name}", data)
    return path


def one(tmp_path: Path, body: str, resources: str = "", **more: str | bytes) -> Path:
    return made(tmp_path, {"Pages/Page_0/Content.xml": layer(body), **more}, resources)


def read(path: Path) -> list[Page]:
    with Ofd(path, path.name) as pages:
        return list(pages.pages())


def words(path: Path) -> list[str]:
    return [word.text for page in read(path) for word in page.words]


@pytest.mark.parametrize("name", ["linhe-departments", "qingshi-budget"])
def test_a_page_reads_as_the_pdf_it_was_made_from(tmp_path: Path, name: str) -> None:
    path = as_ofd(SAMPLES / f"{name}.pdf", tmp_path / "文.ofd")
    with Pdf(SAMPLES / f"{name}.pdf", name) as pdf:
        before = list(pdf.pages())
    after = read(path)
    assert len(before) == len(after)
    for old, new in zip(before, after, strict=True):
        before_, after_ = in_lines(old.words), in_lines(new.words)
        assert [text_ for text_, *_ in before_] == [text_ for text_, *_ in after_]
        for (_, *one), (_, *other) in zip(before_, after_, strict=True):
            assert one == pytest.approx(other, abs=4)
        assert (len(old.horizontal), len(old.vertical)) == (len(new.horizontal), len(new.vertical))


def in_lines(words: Sequence[Word]) -> list[tuple[str, float, float]]:
    """The lines of a page in the order of their texts: text without blanks, where it begins and its middle (points).
    Where the words of a line part may differ, as a PDF tells which parts of fonts are of one and an OFD does not."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=middle):
        if lines and middle(word) - middle(lines[-1][0]) < 4:
            lines[-1].append(word)
        else:
            lines.append([word])
    rows = (sorted(line, key=lambda w: w.box.x0) for line in lines)
    return sorted(("".join(w.text for w in row).replace(" ", ""), row[0].box.x0, middle(row[0])) for row in rows)


def middle(word: Word) -> float:
    return (word.box.y1 + word.box.y0) / 2


def test_another_reader_finds_the_same_characters(tmp_path: Path) -> None:
    path = as_ofd(SAMPLES / "xingan-projects.pdf", tmp_path / "文.ofd")
    theirs = "".join(run.text for page in ofdkit.open(str(path)).pages for run in page.runs)
    ours = "".join(word.text for page in read(path) for word in page.words)
    assert sorted("".join(theirs.split())) == sorted("".join(ours.split()))


def test_pages_can_be_drawn_and_cut_out(tmp_path: Path) -> None:
    path = one(tmp_path, text("项目名称", (20, 30), 5))
    assert [(round(w), round(h)) for w, h in page_sizes(path)] == [(595, 842)]
    assert cutout(path, 1, (50, 60, 120, 100)).startswith(b"\x89PNG")


def test_steps_places_and_turns(tmp_path: Path) -> None:
    assert steps("1.5 g 3 2 -4") == [1.5, 2, 2, 2, -4]
    (page,) = read(one(tmp_path, text("预算12", (20, 30), 5, "g 2 5 2.5")))
    (word,) = page.words
    assert word.text == "预算12"
    assert [round(x * 25.4 / 72, 1) for x in word.edges[:4]] == [20, 25, 30, 32.5]
    scaled = text("金额", (20, 60), 5, "5").replace("Boundary", 'CTM="2 0 0 2 0 0" Boundary')
    (page,) = read(one(tmp_path, scaled))
    assert round(page.words[0].size * 25.4 / 72, 1) == 10


def test_paths_of_all_operators() -> None:
    assert operators("M 0 0 L 1 0 Q 2 0 2 1 B 1 1 2 2 3 3 C").split("\n")[-1] == "h"
    assert operators("M 0 0 A 5 5 0 0 1 10 0").count(" c") == 2
    assert operators("M 0 0 A 0 5 0 0 1 10 0").endswith("10.0000 0.0000 l")
    assert operators("") == operators("L 1 1") == operators("X 1 2") == ""


def test_white_and_hidden_text_is_not_read(tmp_path: Path) -> None:
    white = text("白字", (20, 30), 5, more='<ofd:FillColor Value="255 255 255"/>')
    hidden = text("藏字", (20, 50), 5).replace("<ofd:TextObject ", '<ofd:TextObject Visible="false" ')
    assert words(one(tmp_path, white + hidden + text("看得见", (20, 70), 5))) == ["看得见"]


def font(glyphs: str) -> tuple[str, str, dict[str, bytes]]:
    """Resources with a font file, and what gives glyphs by number."""
    resources = (
        '<ofd:Fonts><ofd:Font ID="900001" FontName="F"><ofd:FontFile>f.ttf</ofd:FontFile></ofd:Font></ofd:Fonts>'
    )
    drawn = "".join(str(pymupdf.Font("cjk").has_glyph(ord(c))) + " " for c in glyphs)
    count = len(glyphs)
    transform = (
        f'<ofd:CGTransform CodePosition="0" CodeCount="{count}" GlyphCount="{count}">'
        f"<ofd:Glyphs>{drawn}</ofd:Glyphs></ofd:CGTransform>"
    )
    return resources, transform, {"Res/f.ttf": pymupdf.Font("cjk").buffer}


def test_text_is_what_the_file_says_and_glyphs_are_what_it_draws(tmp_path: Path) -> None:
    resources, transform, files = font("甲乙乙")
    path = one(tmp_path, text("预算数", (20, 30), 5, "g 2 5", transform), resources, **files)
    assert words(path) == ["预算数"]  # one glyph that says two characters says both
    with pymupdf.open(stream=as_pdf(path, "文").data, filetype="pdf") as document:
        picture = document[0].get_pixmap(dpi=100).samples
    plain = one(tmp_path, text("甲乙乙", (20, 30), 5, "g 2 5"), resources, **files)
    with pymupdf.open(stream=as_pdf(plain, "文").data, filetype="pdf") as document:
        assert document[0].get_pixmap(dpi=100).samples == picture


def test_digits_that_the_font_draws_otherwise_are_read_from_the_picture(tmp_path: Path) -> None:
    shown = ["1234", "5678", "9012", "3456", "7890"]
    said = [number.translate(str.maketrans("0123456789", "3456789012")) for number in shown]
    resources, _, files = font("1")
    rules = "".join(
        f'<ofd:PathObject ID="4" Boundary="0 0 210 297" LineWidth="0.3"><ofd:AbbreviatedData>M 20 {y} L 80 {y}'
        "</ofd:AbbreviatedData></ofd:PathObject>"
        for y in range(20, 90, 10)
    )
    body = rules + "".join(
        text(words_, (25, 28 + 10 * i), 5, "g 3 2.8", font(drawn)[1])
        for i, (words_, drawn) in enumerate(zip(said, shown, strict=True))
    )
    (page,) = read(one(tmp_path, body, resources, **files))
    assert [word.text for word in page.words] == shown
    assert all(word.doubts for word in page.words)


def test_what_a_page_names_and_the_file_does_not_hold_is_said(tmp_path: Path) -> None:
    image = '<ofd:ImageObject ID="5" ResourceID="77" Boundary="0 0 50 50" CTM="50 0 0 50 0 0"/>'
    (page,) = read(one(tmp_path, text("看得见", (20, 70), 5) + image))
    assert page.problem is not None and page.problem.code == "page.damaged"
    two = PAGE + '<ofd:Page ID="9" BaseLoc="Pages/Page_1/Content.xml"/>'
    path = made(tmp_path, {"Pages/Page_0/Content.xml": layer(text("看得见", (20, 70), 5))}, listed=two)
    assert [page.problem is None for page in read(path)] == [True, False]


def test_a_drawing_that_holds_itself_comes_to_an_end(tmp_path: Path) -> None:
    use = '<ofd:CompositeObject ID="6" ResourceID="8" Boundary="0 0 9 9"/>'
    unit = (
        '<ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="8" Width="9" Height="9">'
        f"<ofd:Content>{use}{use}</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits>"
    )
    (page,) = read(one(tmp_path, use, unit))
    assert page.problem is not None


def test_odd_numbers_are_no_reason_to_stop(tmp_path: Path) -> None:
    odd = text("项目", (20, 30), 5, "g 99999999999 nan").replace('Size="5.0000"', 'Size="1e999"')
    assert words(one(tmp_path, odd + text("名称", (20, 50), 5))) == ["名称"]


@pytest.mark.parametrize("xml", ["<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'aa'>]><x>&a;</x>", "<ofd:Page", ""])
def test_entities_and_broken_xml_are_refused(tmp_path: Path, xml: str) -> None:
    path = made(tmp_path, {"Pages/Page_0/Content.xml": xml})
    with pytest.raises(DamagedSource, match="请"):
        Ofd(path, path.name)


def test_a_file_inside_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "弹.ofd"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        write_frame(out, PAGE)
        out.writestr("Doc_0/Pages/Page_0/Content.xml", bytes(70_000_000))
    with pytest.raises(DamagedSource, match="不合情理"):
        Ofd(path, path.name)


def test_a_file_that_is_cut_or_locked_is_refused(tmp_path: Path) -> None:
    path = one(tmp_path, text("项目", (20, 30), 5))
    whole = path.read_bytes()
    (tmp_path / "截.ofd").write_bytes(whole[:-60])
    with zipfile.ZipFile(path, "a") as out:
        out.writestr("Encryptions.xml", "<x/>")
    with pytest.raises(EncryptedSource, match="密码"):
        Ofd(path, path.name)
    found = gather([tmp_path / "截.ofd"], tmp_path / "work")
    assert [problem.code for problem in found.problems] == ["source.damaged"]


def test_a_signed_file_says_that_the_signature_was_not_looked_at(tmp_path: Path) -> None:
    path = one(tmp_path, text("项目", (20, 30), 5), **{"Signs/Signatures.xml": "<x/>"})
    found = gather([path], tmp_path / "work")
    assert [source.kind for source in found.sources] == ["ofd"]
    assert "签章" in found.notices[0][1]
