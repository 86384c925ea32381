"""jixiao reads Chinese budget performance disclosures into records that can be trusted.

    >>> import jixiao
    >>> reading = jixiao.extract("绩效目标表.pdf")
    >>> [r.kind for r in reading.records]

    file -> Source -> Page* -> Table* -> Form* -> Record*
            (hash)   words     cells     title,   contract
                     rules     spans     tables,
                                         prose

The rooms, ground floor first; a room may use those above it on this list, never those below it, and a test keeps it so:

    errors | geometry | text | quantity     one error tree; boxes; one normal form for Chinese text; printed quantities
    atomic                                  files that appear whole or not at all
    evidence                                where and how a value was read
    config | resources                      settings, read once; finds prompts/, schemas/, samples/
    records                                 the nouns that are kept, and the kinds of form
    llm                                     asks a language model. Alone knows openai, instructor, tenacity
    sources                                 takes a file in and names it by its hash
    pages                                   a PDF or picture into words and rules, by OCR where needed;
                                            draws pages. Alone knows pymupdf, OpenCV, onnxruntime and rjieba
    tables                                  words and rules into cells, pieces on following pages joined. No vocabulary
    office                                  Word and Excel into the same tables. Alone knows openpyxl, xlrd; reads docx
    forms                                   cuts a source into forms, by the vocabulary
    grounding                               prose against the record it speaks of: numbers, dates, directions, names
    fields                                  fills a record from a form, and accounts for every word
    checks                                  says what is wrong with a record; changes nothing
    store                                   remembers everything. Alone knows SQL
    library                                 the indicators of everything stored, by canonical name
    pipeline                                the order of the river for one source
    draft                                   annual goals from indicators, with or without a model, under guard
    suggest                                 what like projects have and a project lacks
    review                                  findings and suggestions into an opinion
    engine                                  the pipeline over many sources, in processes
    export                                  xlsx, csv, jsonl, parquet; drafts as docx, xlsx, html
    app                                     what a command does, for the terminal and for Python; prints nothing
    cli                                     parse, call, print
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jixiao.config import Settings
    from jixiao.llm import Model
    from jixiao.records import Reading

__version__ = "0.1.0"
__all__ = ["__version__", "extract", "extract_many"]


def extract(path: str | Path, settings: Settings | None = None, model: Model | None = None) -> Reading:
    """Everything read from one file: its records with their evidence, and the problems met.

    The file is read in this process. SourceError where it cannot be read; pages that cannot be read stand in
    `problems`. Without `settings` those of `jixiao.toml` and the environment count. A `model` that is given is asked
    what the rules leave open; none is asked otherwise, whatever is set.
    """
    from jixiao.engine.api import read_one

    return read_one(Path(path), settings, model)


def extract_many(paths: Iterable[str | Path], settings: Settings | None = None) -> Iterator[Reading]:
    """The readings of files, folders, patterns and zips, in their order, read in `settings.jobs` processes.

    A file that cannot be read is a reading without records whose `problems` say why. Each content is read once.
    """
    from jixiao.engine.api import read_many

    return read_many(paths, settings)
