"""The scripts behind ``make`` and the CI."""

import pytest

from tools import setup, skipped


def report(path, **outcomes) -> str:
    cases = "".join(
        f'<testcase classname="tests" name="{name}">{"<skipped/>" * is_skipped}</testcase>'
        for name, is_skipped in outcomes.items()
    )
    path.write_text(f"<testsuites><testsuite>{cases}</testsuite></testsuites>")
    return str(path)


@pytest.mark.parametrize(
    ("first", "second", "code", "named"),
    [
        ({"a": True, "b": False}, {"a": False, "b": True}, 0, ""),
        ({"a": True}, {"a": True}, 1, "skipped in every run: tests.a\n"),
        ({"a": False}, {"a": False}, 0, ""),
    ],
)
def test_only_what_no_run_ran_is_named(tmp_path, capsys, first, second, code, named):
    reports = [report(tmp_path / "1.xml", **first), report(tmp_path / "2.xml", **second)]

    assert (skipped.main(reports), capsys.readouterr().err) == (code, named)


def test_a_fresh_checkout_gets_a_key_of_its_own_and_keeps_it(tmp_path, monkeypatch):
    monkeypatch.setattr(setup, "ROOT", tmp_path)

    setup.make_env_file()
    first = (tmp_path / ".env").read_text()
    setup.make_env_file()

    debug, key = first.split()
    assert (debug, key.startswith("SECRET_KEY="), len(key) > 60) == ("DEBUG=True", True, True)
    assert (tmp_path / ".env").read_text() == first
    assert (tmp_path / ".env").stat().st_mode & 0o777 == 0o600


def test_without_rights_the_exact_command_is_printed_and_the_run_stops(monkeypatch):
    monkeypatch.setattr(setup, "as_root", lambda: None)

    with pytest.raises(
        SystemExit, match="apt-get install --no-install-recommends libpango gettext"
    ):
        setup.require(["libpango", "gettext"])


def test_a_missing_tool_of_the_tests_is_named_and_the_run_goes_on(monkeypatch, capsys):
    monkeypatch.setattr(setup, "as_root", lambda: None)

    setup.offer(["chromium"])

    assert "chromium is not here; tests that need it are skipped" in capsys.readouterr().out
