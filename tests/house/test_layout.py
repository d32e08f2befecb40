"""The shape of the tree, which no single change should bend unseen."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

ROOMS = ("crawler", "alerts", "scheduler")
MOST_LINES_OF_A_FILE = 400
MOST_LINES_OF_A_FUNCTION = 60
# Names that say nothing of what is inside, so that anything ends up there.
DRAWERS = {"utils", "util", "common", "core", "base", "misc", "helpers", "manager", "managers", "service", "models"}


def modules() -> list[Path]:
    """Every module of the three rooms, relative to the root."""
    return sorted(path.relative_to(ROOT) for room in ROOMS for path in (ROOT / room).rglob("*.py"))


def folders(name: str) -> Iterator[Path]:
    """Every folder below `name` that holds Python."""
    for folder in [ROOT / name, *(ROOT / name).rglob("*")]:
        if folder.is_dir() and any(folder.glob("*.py")):
            yield folder


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of a module, methods and inner ones too."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def length_without_docstring(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """The lines of a function; what it says of itself is not counted against it."""
    assert function.end_lineno is not None
    lines = function.end_lineno - function.lineno + 1
    if ast.get_docstring(function, clean=False) is not None:
        said = function.body[0]
        assert said.end_lineno is not None
        lines -= said.end_lineno - said.lineno + 1
    return lines


def test_the_three_rooms_hold_modules() -> None:
    """The rules below look at real files."""
    assert len(modules()) > 50


@pytest.mark.parametrize("room", ROOMS)
def test_package_files_hold_a_docstring_only(room: str) -> None:
    """An `__init__.py` holds nothing but its docstring: importing a room must not load what a part of it needs."""
    for folder in folders(room):
        if "versions" in folder.parts:
            continue  # Alembic's revisions are found as files and are no package
        if folder.name == "migrations":
            continue
        file = folder / "__init__.py"
        assert file.exists(), f"{folder.relative_to(ROOT)} has no __init__.py"
        body = ast.parse(file.read_text(encoding="utf-8")).body
        assert len(body) == 1, f"{file.relative_to(ROOT)} holds more than a docstring"
        assert ast.get_docstring(ast.Module(body=body, type_ignores=[])), f"{file.relative_to(ROOT)} has no docstring"


def test_every_tests_folder_is_a_package() -> None:
    """Without an `__init__.py` pytest puts tests/ on the path, and `import crawler` would find the tests."""
    without = [str(folder.relative_to(ROOT)) for folder in folders("tests") if not (folder / "__init__.py").exists()]
    assert without == []


@pytest.mark.parametrize("module", modules(), ids=str)
def test_files_and_functions_are_short(module: Path) -> None:
    """A file of more than 400 lines, or a function of more than 60, has parts that want names."""
    text = (ROOT / module).read_text(encoding="utf-8")
    assert text.count("\n") <= MOST_LINES_OF_A_FILE
    if "versions" in module.parts:
        return  # a migration is a list of columns
    long = {
        function.name: length_without_docstring(function)
        for function in functions(ast.parse(text))
        if length_without_docstring(function) > MOST_LINES_OF_A_FUNCTION
    }
    assert long == {}


def test_every_module_says_what_it_is() -> None:
    """Each module opens with a docstring."""
    silent = [str(path) for path in modules() if not ast.get_docstring(ast.parse((ROOT / path).read_text("utf-8")))]
    assert silent == []


def test_every_test_says_what_holds() -> None:
    """Each test has a docstring: what is true, not what is called."""
    silent = [
        f"{path.relative_to(ROOT)}: {function.name}"
        for path in sorted((ROOT / "tests").rglob("test_*.py"))
        for function in functions(ast.parse(path.read_text(encoding="utf-8")))
        if function.name.startswith("test_") and not ast.get_docstring(function)
    ]
    assert silent == []


def test_no_module_is_a_drawer() -> None:
    """A file is named for what it makes or does."""
    drawers = [str(path) for path in modules() if path.stem in DRAWERS or DRAWERS & set(path.parts)]
    assert drawers == []


def test_no_module_shadows_a_standard_one() -> None:
    """`queue.py` or `email.py` would be imported for the standard one when a file beside it is run."""
    # The best names for what they hold, and nothing beside them is run as a file.
    allowed = {Path("crawler/arabic/numbers.py"), Path("alerts/events/profile.py")}
    shadows = {path for path in modules() if path.stem in sys.stdlib_module_names}
    assert shadows - allowed == set()
