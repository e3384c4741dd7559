"""Every word is in the catalogue, in Chinese; no Chinese stands in code outside its places."""

import ast
import re
import shutil

import polib
import pytest

from tests.tree import MADE, NOT_OURS, ROOT, files
from tools.messages import CATALOGUE, collect

CHINESE = re.compile(r"[\u3400-\u9fff]")
HOLE = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")
# Data in Chinese, no words of the interface: what contracts say, invented people, glyphs.
CHINESE_DATA = (
    "agreements/reader/",
    "agreements/readings/blanks.py",
    "agreements/readings/cutting.py",
    "agreements/readings/plan.py",
    "agreements/rendering/",
    "agreements/words/",
    "demo/",
    "reports/chinese_text.py",
    "reports/documents/",
    "tests/",
)
CHINESE_PAPERS = "templates/pdf/"  # official documents: Chinese whatever the reader's language


def name(path) -> str:
    return str(path.relative_to(ROOT))


@pytest.fixture(scope="module")
def catalogue():
    return polib.pofile(str(ROOT / CATALOGUE))


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """The catalogue as ``make messages`` would write it now."""
    if shutil.which("xgettext") is None:
        pytest.skip("xgettext is not installed (Debian: gettext)")
    copy = tmp_path_factory.mktemp("tree") / "copy"
    away = {path.rpartition("/")[2] for path in NOT_OURS} | MADE | {"node_modules"}
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*away))
    collect(copy)
    return polib.pofile(str(copy / CATALOGUE))


def keys(words) -> set[tuple]:
    return {(entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in words}


def test_the_catalogue_holds_every_message_of_the_sources_and_no_other(catalogue, collected):
    missing = keys(collected) - keys(catalogue)
    unused = keys(catalogue) - keys(collected)

    assert (missing, unused) == (set(), set()), "run make messages and translate what is new"


def test_every_message_is_translated(catalogue):
    poor = [entry.msgid for entry in catalogue if not entry.translated()]

    assert poor == []


def test_translations_keep_the_holes_of_their_messages(catalogue):
    """A plural may drop a hole in the singular ("one day left"), a translation may not."""
    wrong = []
    for entry in catalogue.translated_entries():
        asked = set(HOLE.findall(entry.msgid_plural or entry.msgid))
        for text in entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]:
            if set(HOLE.findall(text)) != asked:
                wrong.append((entry.msgid, text))

    assert wrong == []


def test_no_chinese_stands_in_python_outside_the_places_of_data():
    found = [
        f"{name(path)}:{line}: {text}"
        for path in files(".py")
        if not name(path).startswith(CHINESE_DATA) and "/migrations/" not in name(path)
        for line, text in literals(ast.parse(path.read_text()))
        if CHINESE.search(text)
    ]

    assert found == []


def literals(tree: ast.AST) -> list[tuple[int, str]]:
    """The texts of a module with their lines, docstrings apart."""
    apart = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in apart
    ]


def test_no_chinese_stands_in_templates_and_scripts():
    found = [
        f"{name(path)}:{number}: {line.strip()}"
        for path in files(".html", ".js")
        if not name(path).startswith(CHINESE_PAPERS)
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if CHINESE.search(line)
    ]

    assert found == []
