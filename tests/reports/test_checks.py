import shutil

import pytest

from reports import checks


def test_this_machine_has_all_that_filed_documents_need():
    assert checks.missing_libraries((*checks.PANGO, *checks.SUBSETTER)) == []
    assert checks.altered_fonts(checks.FONTS) == []
    assert checks.weasyprint_version().split(".")[0] == checks.WEASYPRINT_MAJOR


def test_a_missing_library_is_named():
    assert checks.missing_libraries(("libpango-1.0.so.0", "libno-such.so.9")) == [
        "libno-such.so.9"
    ]


@pytest.fixture
def fonts(tmp_path):
    return shutil.copytree(checks.FONTS, tmp_path / "fonts")


def test_a_missing_font_is_named(fonts):
    (fonts / "GWRare.ttf").unlink()

    assert checks.altered_fonts(fonts) == ["GWRare.ttf"]


def test_an_altered_font_is_named(fonts):
    with (fonts / "GWSongti.ttf").open("ab") as font:
        font.write(b"\0")

    assert checks.altered_fonts(fonts) == ["GWSongti.ttf"]


def test_a_lost_list_of_fonts_is_named(fonts):
    (fonts / "SOURCES.json").unlink()

    assert checks.altered_fonts(fonts) == ["SOURCES.json"]


def test_the_answer_to_a_missing_library_is_the_command_that_installs_it(monkeypatch):
    monkeypatch.setattr(checks, "SUBSETTER", ("libno-such.so.9",))

    (found,) = checks.font_subsetter_is_installed()

    assert (found.id, found.hint) == ("reports.E002", checks.APT_COMMAND)
    assert "libharfbuzz-subset0" in found.hint


def test_a_catalogue_that_is_not_compiled_is_named(tmp_path):
    folder = tmp_path / "zh_Hans" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").touch()

    assert checks.uncompiled([tmp_path]) == ["zh_Hans/LC_MESSAGES/django.mo"]

    (folder / "django.mo").touch()

    assert checks.uncompiled([tmp_path]) == []


def test_the_answer_to_missing_words_is_the_command_that_compiles_them(settings, tmp_path):
    (tmp_path / "django.po").touch()
    settings.LOCALE_PATHS = [tmp_path]

    (found,) = checks.words_are_compiled()

    assert (found.id, found.hint) == ("reports.E005", "python -m tools.messages --compile")
