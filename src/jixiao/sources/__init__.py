"""Take files in: know each by its content and its hash, unpack archives safely, bring old formats into new ones."""

from jixiao.sources.convert import to_docx, to_xlsx
from jixiao.sources.gather import gather
from jixiao.sources.model import Gathered, Progress, Source, SourceLimits
from jixiao.sources.single import INPUT_TITLE, OUTPUT_CREATOR

__all__ = [
    "INPUT_TITLE",
    "OUTPUT_CREATOR",
    "Gathered",
    "Progress",
    "Source",
    "SourceLimits",
    "gather",
    "to_docx",
    "to_xlsx",
]
