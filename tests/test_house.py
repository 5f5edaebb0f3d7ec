"""The plan of the house holds: who may import whom, where SQL and Qt live, what each room must have.

The contract itself stands in pyproject.toml. If a test here stops you, the code is in the wrong room.
"""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterator
from copy import deepcopy
from fnmatch import fnmatch
from pathlib import Path

import pytest
from importlinter import api  # configures the linter when imported
from importlinter.application import use_cases
from importlinter.application.ports.reporting import Report

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "rbdesk"
CONTRACT = str(ROOT / "pyproject.toml")

LONGEST_FILE_LINES = {"rbdesk": 500, "tools": 500, "tests": 750}
NAMES_WITHOUT_A_SUBJECT = {"utils", "util", "helpers", "common", "misc", "base", "manager", "tools"}
TEXT_SUFFIXES = {".py", ".md", ".toml", ".json", ".lock", ".svg", ".csv", ".txt", ".cfg", ".yml", ".sh", ""}

# Whole statements, not words: "delete from" may be said to a person, "DELETE FROM x" only to SQLite.
SQL = re.compile(
    r"\bSELECT\s+[\w*,.()\s]+\sFROM\b|\bINSERT\s+(OR\s+\w+\s+)?INTO\b|\bUPDATE\s+\w+\s+SET\s"
    r"|\bDELETE\s+FROM\b|\bCREATE\s+(TABLE|INDEX|TRIGGER|VIEW)\b|\bPRAGMA\s+\w|\bBEGIN\s+IMMEDIATE\b"
)

# Put together from pieces, or this file would be its own first finding.
NOT_FOR_OTHERS = re.compile(
    r"(?<![\w.:/])/(?:"
    + "|".join(["ro" + "ot", "wo" + "rk", r"home/\w+", "Users/" + r"\w+"])
    + r")/|[A-Z]:\\Users\\\w|"
    + "|".join(["pypi" + r"\.org", "python" + "hosted", "farm" + "-", r"\.\./sha" + "red"])
)


def modules(*folders: Path) -> list[Path]:
    """Every Python file below the folders."""
    return sorted(path for folder in folders for path in folder.rglob("*.py"))


def place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def string_constants(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and text of each string, the literal pieces of f-strings included, docstrings left out."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.lineno, node.value


@pytest.fixture(scope="module")
def report() -> Report:
    """The contract, checked against the imports that the code has now."""
    options = use_cases.read_user_options(CONTRACT)
    use_cases._register_contract_types(options)  # the linter's own first step, without its printing
    return use_cases.create_report(options, cache_dir=None)


def test_every_import_stays_within_the_contract(report: Report, capsys: pytest.CaptureFixture[str]) -> None:
    assert not report.invalid_contract_options
    for contract, check in report.get_contracts_and_checks():
        if not check.kept:
            contract.render_broken_contract(check)
            pytest.fail(f"{contract.name}\n{capsys.readouterr().out}", pytrace=False)


# One import for each clause that must make it fail; the modules are any that the rooms have.
BREACHES = [
    ("Every floor stands only on floors below it", "rbdesk.errors", "rbdesk.domain.scoring"),
    ("Inside ui: app, window, pages, parts, desk", "rbdesk.ui.theme", "rbdesk.ui.desk"),
    ("No page knows another page", "rbdesk.ui.pages.home", "rbdesk.ui.pages.send"),
    ("Qt stays in ui", "rbdesk.workflow.changes", "PySide6"),
    ("SQLite stays in store", "rbdesk.domain.typed", "sqlite3"),
    ("Frames are not stored and not signed", "rbdesk.domain.scoring", "pandas"),
    ("Only store names sqlite_utils", "rbdesk.ui.desk", "sqlite_utils"),
    ("No circles anywhere", "rbdesk.domain.assessment", "rbdesk.domain.scoring"),
]


@pytest.mark.parametrize(("name", "importer", "imported"), BREACHES)
def test_the_contract_catches_a_breach(report: Report, name: str, importer: str, imported: str) -> None:
    graph = deepcopy(report.graph)
    [contract] = [contract for contract in report.contracts if contract.name == name]

    if imported not in graph.modules:
        graph.add_module(imported, is_squashed=True)
    graph.add_import(importer=importer, imported=imported)

    assert not contract.check(graph, verbose=False).kept


def test_every_clause_of_the_contract_was_seen_to_catch_a_breach() -> None:
    clauses = {clause["name"] for clause in api.read_configuration(CONTRACT)["contracts_options"]}

    assert clauses == {name for name, _, _ in BREACHES}


def test_every_page_is_kept_from_the_others() -> None:
    """The clause names the pages one by one, since a page may have parts of its own beside it."""
    [clause] = [
        clause
        for clause in api.read_configuration(CONTRACT)["contracts_options"]
        if clause["name"] == "No page knows another page"
    ]
    pages = {
        f"rbdesk.ui.pages.{path.stem}"
        for path in (PACKAGE / "ui" / "pages").glob("*.py")
        for node in ast.parse(path.read_bytes()).body
        if isinstance(node, ast.ClassDef) and "Page" in map(ast.unparse, node.bases)
    }

    assert pages - set(clause["modules"]) == set()


def test_every_module_says_what_it_is_for() -> None:
    files = [*modules(PACKAGE, ROOT / "tools"), ROOT / "main.py"]

    assert [place(path) for path in files if not ast.get_docstring(ast.parse(path.read_bytes()))] == []


# Pieces of a page are tried through the page that shows them; the scripts of tools/ print, they decide nothing.
TRIED_THROUGH_OTHERS = (
    PACKAGE / "ui" / "answer_form",
    PACKAGE / "ui" / "pages",
    PACKAGE / "ui" / "parts",
    ROOT / "tools",
)


def test_every_module_has_a_mirror_among_the_tests() -> None:
    subjects = [
        path
        for path in modules(PACKAGE)
        if path.name != "__init__.py" and not any(path.is_relative_to(room) for room in TRIED_THROUGH_OTHERS)
    ]

    assert [place(path) for path in subjects if not mirror_of(path).exists()] == []


def test_every_test_file_mirrors_a_module() -> None:
    """Only tests of the whole house, at the top, mirror nothing."""
    mirrors = {mirror_of(path) for path in modules(PACKAGE, ROOT / "tools")}
    tests = [path for path in modules(ROOT / "tests") if path.name.startswith("test_")]

    assert [place(path) for path in tests if path.parent != ROOT / "tests" and path not in mirrors] == []


def mirror_of(path: Path) -> Path:
    top = PACKAGE if path.is_relative_to(PACKAGE) else ROOT
    return ROOT / "tests" / path.relative_to(top).with_name(f"test_{path.name}")


def test_no_file_is_too_long_to_read() -> None:
    lengths = {
        place(path): len(path.read_text("utf-8").splitlines())
        for path in files_of_the_project()
        if path.suffix == ".py"
    }

    assert {name: lines for name, lines in lengths.items() if lines > longest_for(name)} == {}


def longest_for(name: str) -> int:
    return LONGEST_FILE_LINES.get(name.split("/")[0], 500)


def test_every_module_is_named_after_a_subject() -> None:
    names = [path for path in modules(PACKAGE) if path.stem in NAMES_WITHOUT_A_SUBJECT]

    assert [place(path) for path in names] == []


def test_packages_export_nothing() -> None:
    """One name has one address: a package's __init__ holds its paragraph only."""
    packages = [path for path in modules(PACKAGE) if path.name == "__init__.py"]

    assert [place(path) for path in packages if len(ast.parse(path.read_bytes()).body) != 1] == []


def test_sql_is_spoken_only_in_the_store() -> None:
    strangers = [path for path in modules(PACKAGE) if not path.is_relative_to(PACKAGE / "store")]

    assert [hit for path in strangers for hit in statements_in(path.read_text("utf-8"), place(path))] == []


def statements_in(source: str, name: str) -> list[str]:
    """Where a source has SQL, as `name:line`."""
    strings = string_constants(ast.parse(source))
    return [f"{name}:{line}" for line, text in strings if SQL.search(text)]


@pytest.mark.parametrize(
    "source",
    [
        'db.execute("SELECT code, value FROM answers WHERE office = ?")',
        'db.execute(f"INSERT OR REPLACE INTO {table} VALUES (?)")',
        'db.execute("PRAGMA journal_mode=WAL")',
    ],
)
def test_sql_outside_the_store_would_be_found(source: str) -> None:
    assert statements_in(source, "page.py") == ["page.py:1"]


def test_faces_take_from_the_store_only_its_handle() -> None:
    """Window and command line read and write through workflow; of the store they know the handle's type."""
    faces = modules(PACKAGE / "ui") + [path for path in [PACKAGE / "cli.py"] if path.exists()]
    taken = {
        f"{place(path)}: {node.module}"
        for path in faces
        for node in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("rbdesk.store")
        if node.module != "rbdesk.store.database"
    }

    assert taken == set()


def test_faces_read_only_with_functions_that_read() -> None:
    """What is handed to `desk.read` is named load…, list… or gather…, so it cannot write."""
    wrong = [
        f"{place(path)}:{call.lineno} {name}"
        for path in modules(PACKAGE / "ui")
        for call, name in functions_handed_to_read(ast.parse(path.read_bytes()))
        if not name.startswith(("load", "list", "gather"))
    ]

    assert wrong == []


def functions_handed_to_read(tree: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
            continue
        owner = ast.unparse(node.func.value)
        function = node.args[0]
        if node.func.attr == "read" and owner.endswith("desk") and isinstance(function, ast.Attribute):
            yield node, function.attr


def test_nothing_names_a_machine_a_registry_or_a_neighbour() -> None:
    found = [
        f"{place(path)}:{number}"
        for path in files_of_the_project()
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if NOT_FOR_OTHERS.search(line)
    ]

    assert found == []


@pytest.mark.parametrize("line", ["/wo" + "rk/main/x.py", "C:\\Users\\me", "see ../sha" + "red/design"])
def test_a_path_of_a_machine_would_be_found(line: str) -> None:
    assert NOT_FOR_OTHERS.search(line)


def files_of_the_project() -> list[Path]:
    """The text files of the checkout, without what .gitignore leaves out."""
    ignored = {".git", *(line.strip("/") for line in (ROOT / ".gitignore").read_text("utf-8").split())}
    files: list[Path] = []
    for folder, folders, names in os.walk(ROOT):
        for name in [*folders, *names]:
            if any(fnmatch(name, pattern) for pattern in ignored):
                (folders if name in folders else names).remove(name)
        files += [Path(folder) / name for name in names]
    return sorted(path for path in files if path.suffix in TEXT_SUFFIXES)
