"""The shape of the house: sizes, names, what `--help` loads, what a wheel holds, and the drawing of the rooms."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import jixiao

PROJECT = Path(__file__).resolve().parents[1]
SOURCE = PROJECT / "src" / "jixiao"
FILES = sorted(SOURCE.rglob("*.py"))

FILE_LINES = 300
FOLDER_FILES = 15  # beside __init__.py
FUNCTION_LINES = 60
PARAMETERS = 6
FORBIDDEN = {"base", "common", "core", "helper", "helpers", "manager", "misc", "util", "utils"}
# The functions that typer turns into commands: a parameter there is an option of the command line.
COMMANDS = {
    "extract", "show", "look", "export", "doctor", "demo", "cost", "draft", "check", "library", "suggest", "review",
    "learn", "unknown", "correct", "desk", "init", "completion", "overview", "gather", "status", "plan", "batch",
    "why",
}  # fmt: skip
# Nouns that all rooms speak of, by the picture, the tables and the glossary of docs/architecture.md, and those that
# once meant several things.
ONE_MEANING = {
    "Basis", "Capabilities", "Cell", "Check", "DoubtCode", "Evidence", "Finding", "Form", "Format", "InputFormat",
    "Joint", "Kind", "Layout", "Library", "Limits", "Line", "Manner", "OutputFormat", "Page", "Paragraph", "Passage",
    "Record", "Settings", "Shelf", "Source", "Store", "Table", "Word", "Workspace",
}  # fmt: skip
SLOW = (
    "openai",
    "instructor",
    "tenacity",
    "httpx2",
    "pandas",
    "pyarrow",
    "pymupdf",
    "onnxruntime",
    "rapidocr",
    "cv2",
    "rjieba",
    "threadpoolctl",
    "numpy",
    "rapidfuzz",
    "docxtpl",
    "openpyxl",
    "selectolax",
    "PIL",
    "libarchive",
    "xlsxwriter",
    "duckdb",
    "docx",
    "xlrd",
    "fastapi",
    "uvicorn",
    "argon2",
    "ray",
)

Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(path: Path) -> Iterator[Function]:
    """Every function of the file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, Function):
            yield node


def place(path: Path) -> str:
    return path.relative_to(PROJECT).as_posix()


def test_files_are_short() -> None:
    long = {place(p): n for p in FILES if (n := len(p.read_text(encoding="utf-8").splitlines())) > FILE_LINES}
    assert not long, "a file that wants more is two rooms"


def test_folders_are_small() -> None:
    counts = Counter(place(p.parent) for p in FILES if p.name != "__init__.py")
    assert not {folder: n for folder, n in counts.items() if n > FOLDER_FILES}, "sub-folders would tell the parts"


def test_functions_are_short() -> None:
    long = {
        f"{place(p)}:{f.lineno} {f.name}": n
        for p in FILES
        for f in functions(p)
        if (n := (f.end_lineno or f.lineno) - f.lineno + 1) > FUNCTION_LINES
    }
    assert not long


def test_functions_have_few_parameters() -> None:
    many = {
        f"{place(p)}:{f.lineno} {f.name}": n
        for p in FILES
        for f in functions(p)
        if (n := _parameters(f)) > PARAMETERS and not ("cli" in p.parts and f.name in COMMANDS)
    }
    assert not many


def _parameters(function: Function) -> int:
    given = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    return sum(1 for a in given if a.arg not in ("self", "cls"))


def test_no_room_or_file_is_named_for_nothing() -> None:
    parts = {part for p in FILES for part in p.relative_to(SOURCE).with_suffix("").parts}
    assert not parts & FORBIDDEN


def test_a_noun_of_the_house_has_one_meaning() -> None:
    places: dict[str, list[str]] = {}
    for path in FILES:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and node.name in ONE_MEANING:
                places.setdefault(node.name, []).append(place(path))
    assert not {name: found for name, found in places.items() if len(found) > 1}, "another noun needs another name"


def test_exceptions_are_not_swallowed() -> None:
    swallowing = [
        f"{place(path)}:{node.lineno}"
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ExceptHandler) and _catches_all(node) and not _raises(node)
    ]
    assert not swallowing


def _catches_all(handler: ast.ExceptHandler) -> bool:
    kind = handler.type
    return kind is None or (isinstance(kind, ast.Name) and kind.id in ("Exception", "BaseException"))


def _raises(handler: ast.ExceptHandler) -> bool:
    return any(isinstance(inner, ast.Raise) for inner in ast.walk(handler))


def test_public_names_are_documented() -> None:
    bare = []
    for path in FILES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if not ast.get_docstring(tree):
            bare.append(place(path))
        for node in tree.body:
            named = isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_")
            if named and not ast.get_docstring(node):
                bare.append(f"{place(path)}:{node.lineno} {node.name}")
    assert not bare


def test_nothing_is_left_undone() -> None:
    marks = re.compile(r"#\s*(TODO|FIXME|XXX)|raise NotImplementedError")
    left = [place(p) for p in FILES if marks.search(p.read_text(encoding="utf-8"))]
    assert not left


def test_the_drawing_names_the_rooms_in_their_order() -> None:
    """The docstring of the package shows the rooms that are there, in the order that the import contract keeps."""
    drawing = (jixiao.__doc__ or "").partition("a test keeps it so:")[2]
    drawn = [name for line in drawing.splitlines() if line.startswith("    ") for name in re.findall(r"\w+", line[:40])]
    drawn = [name for name in drawn if (SOURCE / name).is_dir() or (SOURCE / f"{name}.py").is_file()]
    there = {p.stem for p in SOURCE.iterdir() if (p.is_dir() and any(p.glob("*.py"))) or p.suffix == ".py"}
    assert set(drawn) == there - {"__init__"}
    contracts = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    (layers,) = (c["layers"] for c in contracts if c["type"] == "layers")
    kept = [name for layer in reversed(layers) for name in re.findall(r"\w+", layer)]
    assert [name for name in kept if name in there] == drawn


@pytest.mark.parametrize("arguments", [["--help"], ["extract", "--help"], ["--version"]])
def test_help_loads_no_reader_and_no_model(arguments: list[str]) -> None:
    """Loaded vendors would make every call of the program slow."""
    script = (
        "import sys\nfrom jixiao.cli import run\n"
        f"assert run({arguments!r}) == 0\n"
        f"loaded = [name for name in {SLOW!r} if name in sys.modules]\n"
        "assert not loaded, loaded\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "jixiao" in done.stdout


def test_the_package_loads_nothing_until_it_is_used() -> None:
    slow = ["pydantic", "yaml", *SLOW]
    script = f"import sys, jixiao\nloaded = [n for n in {slow!r} if n in sys.modules]\nassert not loaded, loaded"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_reading_loads_no_client_of_models() -> None:
    """Every reading process would start slower for what only asking a model needs."""
    script = (
        "import sys, jixiao\n"
        "jixiao.extract('samples/qingshi-budget.docx')\n"
        "late = ('openai', 'instructor', 'httpx2', 'sqlite3', 'xlsxwriter')\n"
        "loaded = [name for name in late if name in sys.modules]\n"
        "assert not loaded, loaded\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the tree as it is."""
    out = tmp_path_factory.mktemp("wheel")
    builder = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"
    done = subprocess.run(
        [sys.executable, "-c", builder, str(out)], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return out / done.stdout.strip()


def test_a_wheel_holds_everything_the_program_needs(wheel: Path, tmp_path: Path) -> None:
    """Installed from a wheel, the program finds its data and reads a sample."""
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        archive.extractall(tmp_path / "site")
    assert "jixiao/_data/schemas/forms/common.yaml" in names
    assert "jixiao/py.typed" in names
    assert any(n.endswith("licenses/LICENSE") for n in names)
    script = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "import jixiao; from jixiao import resources\n"
        "assert jixiao.__file__.startswith(sys.argv[1]), jixiao.__file__\n"
        "for name in resources.FOLDERS: assert resources.folder(name).is_relative_to(sys.argv[1]), name\n"
        "reading = jixiao.extract(resources.folder('samples') / 'xingan-projects.docx')\n"
        "print(len(reading.records))\n"
    )
    command = [sys.executable, "-P", "-c", script, str(tmp_path / "site")]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "4"


def test_the_version_is_one() -> None:
    """The newest section of the changes is the version's, and has no mark that it is still to come."""
    changes = (PROJECT / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = next(line for line in changes.splitlines() if line.startswith("## "))
    assert newest == f"## {jixiao.__version__}"
