"""One tree of errors. Each message says what was expected, what was found and what to do next, in Chinese.

JixiaoError
├── SourceError            a file that cannot be taken in (the other files go on)
│   ├── UnsupportedFormat  no reader for this kind of file
│   ├── EncryptedSource    a password is needed
│   ├── DamagedSource      truncated, empty, renamed or otherwise unreadable
│   ├── UnsafeArchive      a zip with escaping names or far too much inside
│   ├── MissingTool        a program is needed that is not installed
│   ├── TimeExceeded       reading it took longer than a file may take
│   ├── MemoryExceeded     reading it needs more memory than a process may use
│   ├── ReaderDied         the process that read it died, twice
│   └── InternalFault      a fault of this program
├── PageError              one page that cannot be read (the other pages go on)
│   ├── ScannedPage        no text layer
│   ├── GarbledPage        a text layer that cannot be believed
│   └── LimitExceeded      more strokes, words or time than a page or a file may take
├── ResourceError          prompts/ or schemas/ are missing or wrong
├── ConfigError            a setting is wrong
└── StoreError             the database cannot be used
"""

from __future__ import annotations


class JixiaoError(Exception):
    """Root of everything jixiao raises on purpose; `str()` is the Chinese message for the user."""

    code = "error"


class SourceError(JixiaoError):
    """A file that cannot be taken in; names the file."""

    code = "source.unreadable"

    def __init__(self, name: str, message: str) -> None:
        self.name = name
        super().__init__(f"{name}：{message}")


class UnsupportedFormat(SourceError):
    """A file of a kind that has no reader."""

    code = "source.unsupported"


class EncryptedSource(SourceError):
    """A file that needs a password."""

    code = "source.encrypted"


class DamagedSource(SourceError):
    """A file that is empty, truncated or not what its name says."""

    code = "source.damaged"


class UnsafeArchive(SourceError):
    """An archive whose names leave it, or that unpacks to far more than it should."""

    code = "source.unsafe-archive"


class MissingTool(SourceError):
    """A file that needs a program which is not installed."""

    code = "source.missing-tool"


class TimeExceeded(SourceError):
    """A file whose reading was stopped because it took too long."""

    code = "source.time"


class MemoryExceeded(SourceError):
    """A file whose reading was stopped because it needed too much memory."""

    code = "source.memory"


class ReaderDied(SourceError):
    """A file whose reading process died more than once."""

    code = "source.died"


class InternalFault(SourceError):
    """A file whose reading met a fault of this program; says where in the program, never what stood in the file."""

    code = "source.internal"


class PageError(JixiaoError):
    """A page that cannot be read; names the page (1-based)."""

    code = "page"

    def __init__(self, page: int, message: str) -> None:
        self.page = page
        self.message = message
        super().__init__(f"第{page}页：{message}")


class ScannedPage(PageError):
    """A page that is a picture without text."""

    code = "page.scanned"


class GarbledPage(PageError):
    """A page whose text layer is made of code points that no reader can believe."""

    code = "page.garbled"


class LimitExceeded(PageError):
    """A page or file that asks for more work than is allowed."""

    code = "page.limit"


class ResourceError(JixiaoError):
    """A prompt, vocabulary or schema file that is missing or wrong."""

    code = "resource"


class ConfigError(JixiaoError):
    """A setting that is wrong."""

    code = "config"


class StoreError(JixiaoError):
    """A store that cannot be opened, or was written by a newer version."""

    code = "store"
