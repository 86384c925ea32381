"""What `jixiao doctor` looks at."""

from __future__ import annotations

import importlib.metadata
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import jixiao
from jixiao import config, resources
from jixiao.config import ModelSettings
from jixiao.errors import ConfigError, ModelError, ResourceError
from jixiao.llm import Trial, tried
from jixiao.sources.convert import converter

State = Literal["good", "absent", "wrong"]

# Package, what it is for.
_NEEDED = {
    "pymupdf": "读 PDF",
    "python-docx": "读 Word",
    "openpyxl": "读 Excel",
    "xlrd": "读旧版 Excel",
    "xlsxwriter": "写 Excel",
}
_OCR = ("rapidocr", "onnxruntime", "opencv-python-headless")
_FONTS = ("Noto Serif CJK SC", "Noto Sans CJK SC", "SimSun", "FangSong", "WenQuanYi Zen Hei")


@dataclass(frozen=True, slots=True)
class Condition:
    """One line: how it stands, what it is about, what was found, what follows and what to do."""

    state: State
    what: str
    found: str
    advice: str = ""


def findings(file: Path | None) -> Iterator[Condition]:
    """Everything that was looked at, the needed first."""
    yield Condition("good", "jixiao", f"{jixiao.__version__}，Python {platform.python_version()}，{platform.system()}")
    yield from _packages()
    yield from _data()
    yield _settings(file)
    yield _memory()
    yield _office()
    yield _fonts()
    yield _ocr()
    yield _parquet()
    yield model_condition(file)


def _packages() -> Iterator[Condition]:
    for name, use in _NEEDED.items():
        version = _version(name)
        if version is None:
            yield Condition("wrong", use, f"没有安装 {name}", "请重新安装 jixiao：pip install --force-reinstall jixiao")
        else:
            yield Condition("good", use, f"{name} {version}")


def _data() -> Iterator[Condition]:
    for name, use in (("schemas/forms", "词表"), ("samples", "样例")):
        try:
            place = resources.folder(name)
        except ResourceError as exc:
            yield Condition("wrong", use, "找不到", str(exc))
        else:
            count = sum(1 for p in place.iterdir() if p.is_file())
            yield Condition("good", use, f"{count} 个文件，{place}")


def _settings(file: Path | None) -> Condition:
    try:
        settings = config.load(file)
    except ConfigError as exc:
        return Condition("wrong", "设置", "有误", str(exc))
    changed = [
        f"{name}={getattr(settings, name)}"
        for name, default, _ in config.described()
        if getattr(settings, name) != default
    ]
    return Condition("good", "设置", "，".join(changed) or "全部为默认值", f"同时读取 {settings.workers} 个文件")


def _memory() -> Condition:
    if sys.platform.startswith("linux"):
        return Condition("good", "内存上限", "可以限制")
    return Condition("absent", "内存上限", "这个系统不支持", "memory_mb 不起作用；遇到特别大的文件请留意内存")


def _office() -> Condition:
    program = converter()
    if program is None:
        advice = (
            ".doc、.rtf、.wps、.odt、.ods 读不了；Debian/Ubuntu：sudo apt install libreoffice-writer libreoffice-calc，"
            "其他系统请安装 LibreOffice"
        )
        return Condition("absent", "LibreOffice", "没有安装", advice)
    return Condition("good", "LibreOffice", program, "可以读 .doc、.rtf、.wps、.odt、.ods")


def _fonts() -> Condition:
    """Fonts are only needed to print Word documents; reading needs none."""
    lister = shutil.which("fc-list")
    if lister is None:
        return Condition("absent", "中文字体", "查不到（没有 fc-list）", "只影响重做样例 PDF，不影响读取")
    listed = subprocess.run([lister, ":lang=zh", "family"], capture_output=True, text=True, check=False).stdout
    found = [font for font in _FONTS if font in listed]
    if not found:
        return Condition("absent", "中文字体", "没有找到", "只影响重做样例 PDF：sudo apt install fonts-noto-cjk")
    return Condition("good", "中文字体", "、".join(found))


def _ocr() -> Condition:
    missing = [name for name in _OCR if _version(name) is None]
    if missing:
        return Condition(
            "absent",
            "扫描件识别",
            f"没有安装 {'、'.join(missing)}",
            "扫描的 PDF 和图片不能读取：pip install 'jixiao[scans]'",
        )
    return Condition("good", "扫描件识别", "识别组件已安装")


def _parquet() -> Condition:
    version = _version("duckdb")
    if version is None:
        return Condition("absent", "写 Parquet", "没有安装 duckdb", "不能写 Parquet：pip install 'jixiao[parquet]'")
    return Condition("good", "写 Parquet", f"duckdb {version}")


def model_condition(file: Path | None) -> Condition:
    """Whether the model's endpoint answers and what it can do; a key is never printed."""
    try:
        settings = config.load_model(file)
    except ConfigError as exc:
        return Condition("wrong", "大模型", "设置有误", str(exc))
    if settings is None:
        advice = "不影响读取：规则没有读出的内容会标出来；要用大模型来补，见 docs/model.md"
        return Condition("absent", "大模型", "没有配置", advice)
    try:
        trial = tried(settings)
    except ModelError as exc:
        return Condition("wrong", "大模型", f"{settings.name} 用不了，{settings.base_url}", str(exc))
    return Condition("good", "大模型", f"{settings.name}，{settings.base_url}", _abilities(trial, settings))


def _abilities(trial: Trial, settings: ModelSettings) -> str:
    said = [f"按 {trial.manner.mode} 回答", f"试问 {trial.seconds:.1f} 秒"]
    said.append("给出词元计数" if trial.counts else "不给词元计数，用量只能估计")
    if trial.sees is not None:
        said.append(f"{settings.vision_name} {'能看图' if trial.sees else '看不了图，请换一个 vision_name'}")
    if not settings.priced:
        said.append("没有设价格，不算费用")
    return "；".join(said)


def _version(package: str) -> str | None:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None
