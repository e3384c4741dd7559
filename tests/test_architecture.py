"""Who may know whom: by import, by relation, and what no file of the tree may hold."""

import subprocess
import sys
from io import StringIO
from pathlib import Path

import grimp
import pytest
from django.apps import apps
from django.core.management import call_command

ROOT = Path(__file__).resolve().parent.parent
TOOLS = Path(sys.executable).parent
LAYERS = ["records", "pairing", "agreements", "activities", "compliance", "reports", "demo"]


def run(*command: str) -> str:
    """What the command complains about; empty when it is content."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr if done.returncode else ""


def test_apps_import_downwards_only():
    assert run(str(TOOLS / "lint-imports"), "--no-cache") == ""


def test_the_engine_imports_itself_and_the_standard_library_only():
    graph = grimp.build_graph("compliance", include_external_packages=True, cache_dir=None)
    inside = {"compliance.engine", *graph.find_descendants("compliance.engine")}
    outside = [
        f"{module} -> {imported}"
        for module in sorted(inside)
        for imported in sorted(graph.find_modules_directly_imported_by(module))
        if imported not in inside and imported.partition(".")[0] not in sys.stdlib_module_names
    ]

    assert outside == []


def test_relations_point_down_the_layers_or_stay_within_one():
    relations = [
        (model._meta, field)
        for app in LAYERS
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created
    ]
    upward = [
        f"{meta.label}.{field.name}"
        for meta, field in relations
        if field.related_model._meta.app_label in LAYERS[LAYERS.index(meta.app_label) + 1 :]
    ]

    assert upward == []


def test_every_app_of_ours_has_a_place_in_the_layers():
    ours = [app.name for app in apps.get_app_configs() if Path(app.path).parent == ROOT]

    assert sorted(ours) == sorted([*LAYERS, "tests"])


@pytest.mark.parametrize("task", [("check",), ("format", "--check")], ids=" ".join)
def test_the_code_is_in_the_shape_that_pyproject_asks_for(task):
    assert run(sys.executable, "-m", "ruff", *task, "--no-cache", ".") == ""


@pytest.mark.django_db
def test_every_change_of_a_model_has_its_migration():
    said = StringIO()

    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=said)
    except SystemExit:
        pytest.fail(f"run manage.py makemigrations:\n{said.getvalue()}")
