"""Writes the pictures of digits that fonts are compared with: the ten digits in the typefaces that MuPDF comes with.

python -m eval.training.digit_faces
"""

from __future__ import annotations

import pymupdf

from jixiao.pages.text_layer import digits

_FACES = ("helv", "hebo", "heit", "tiro", "tibo", "tiit", "cour", "cobo", "cjk")
_SIZE = 44.0


def main() -> None:
    """One line for each digit and face: the digit, and its picture as a number in hexadecimal."""
    lines: list[str] = []
    with pymupdf.open() as document:
        for face in _FACES:
            font = pymupdf.Font(face)
            for digit in sorted(digits.DIGITS):
                sheet = document.new_page(width=2 * _SIZE, height=2 * _SIZE)
                writer = pymupdf.TextWriter(sheet.rect)
                writer.append((0.5 * _SIZE, 1.5 * _SIZE), digit, font=font, fontsize=_SIZE)
                writer.write_text(sheet)
                pixmap = sheet.get_pixmap(colorspace=pymupdf.csGRAY, alpha=False)
                ink, width = pixmap.samples.translate(digits.INK), pixmap.width
                found = digits.pattern([ink[r * width : (r + 1) * width] for r in range(pixmap.height)])
                assert found is not None
                lines.append(f"{digit}{found:x}\n")
    digits.FACES.write_text("".join(lines), encoding="ascii")


if __name__ == "__main__":
    main()
