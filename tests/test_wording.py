import ast
import re
from pathlib import Path

import pytest

from rbdesk import messages, wording
from rbdesk.domain import checks, doubles
from rbdesk.errors import NotAllowed

SOURCE = Path(wording.__file__).parent


def constant_arguments(files: list[Path], name: str, position: int) -> set[str]:
    """The strings that stand as one argument of every call of a name or attribute in the program."""
    found = set()
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or len(node.args) <= position:
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            argument = node.args[position]
            if called == name and isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                found.add(argument.value)
    return found


def all_files() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


def assert_is_a_sentence_for_people(words: str) -> None:
    assert words[0].isupper() or words[0] in "“0123456789", words
    assert words.endswith((".", ")")), words
    assert not re.search(r"[\[\]{}]", words), words
    assert "!" not in words
    assert "  " not in words
    assert not re.search(r" \.(?!rbd)", words)
    assert " :" not in words


def test_every_act_that_can_be_forbidden_has_its_sentence() -> None:
    kinds = constant_arguments(all_files(), "NotAllowed", 0)
    assert kinds
    assert kinds - set(wording.NOT_ALLOWED) == set()


def test_no_sentence_is_kept_for_what_cannot_happen() -> None:
    faults_of_values = {"option", "inputs", "whole", "range", "numerator", "consistency", "decimals"}
    kinds = constant_arguments(all_files(), "NotAllowed", 0)

    assert set(wording.NOT_ALLOWED) - kinds - faults_of_values == set()


def test_every_code_a_bundle_can_be_refused_with_has_its_sentence() -> None:
    codes = set()
    for file in all_files():
        if file.name != "wording.py":
            codes |= set(re.findall(r"RB-[A-Z]{1,2}[0-9]{1,2}", file.read_text(encoding="utf-8")))
    assert "RB-S07" in codes
    assert codes - set(wording.BUNDLE) == set()


def test_every_kind_of_trouble_of_the_machine_has_its_sentence() -> None:
    kinds = constant_arguments(all_files(), "StoreTrouble", 0)
    assert kinds - set(wording.STORE_TROUBLE) == set()
    assert {"full", "io", "locked", "readonly", "damaged"} <= set(wording.STORE_TROUBLE)


def test_every_fault_of_an_instrument_file_has_its_words() -> None:
    kinds = constant_arguments(sorted((SOURCE / "domain").glob("*.py")), "add", 1)
    assert len(kinds) > 20
    assert kinds - set(wording.INSTRUMENT_FAULTS) == set()


def test_every_kind_of_finding_has_its_words() -> None:
    assert set(wording.FINDINGS) == {*checks.KINDS, *doubles.KINDS}


@pytest.mark.parametrize("code", wording.BUNDLE)
def test_a_code_reads_well_without_and_with_all_facts(code: str) -> None:
    facts = {
        name: "sesuatu"
        for words in wording.BUNDLE[code]
        for name in re.findall(r"\{(\w+)\}", words)
        if name not in ("needed", "size", "looks")
    }
    for known in ({}, {**facts, "needed": 300 * 2**20, "size": "2200000000", "looks": "pdf"}):
        what, todo = messages.bundle_sentence(code, known)
        assert_is_a_sentence_for_people(what)
        if todo:
            assert_is_a_sentence_for_people(todo)


@pytest.mark.parametrize("kind", wording.NOT_ALLOWED)
def test_a_forbidden_act_reads_well_without_and_with_all_facts(kind: str) -> None:
    words = " ".join(wording.NOT_ALLOWED[kind])
    facts = {name: "sesuatu" for name in re.findall(r"\{(\w+)\}", words)}
    for known in ({}, facts):
        told = messages.sentence(NotAllowed(kind, **known))
        for part in (told.what, told.todo):
            assert_is_a_sentence_for_people(part)
        assert told.safe == wording.UNCHANGED
