import pytest
from weasyprint.layout import inline

from reports import line_filling


def test_an_unknown_weasyprint_is_refused_by_name(monkeypatch):
    monkeypatch.setattr(inline, "justify_line", lambda line, extra_width: None)

    with pytest.raises(RuntimeError, match=r"justify_line takes .* install \"weasyprint==70"):
        line_filling.install()


def test_a_weasyprint_without_the_function_is_refused(monkeypatch):
    monkeypatch.delattr(inline, "justify_line")

    with pytest.raises(RuntimeError, match="justify_line takes None"):
        line_filling.install()


def test_installing_twice_is_the_same_as_once(monkeypatch):
    def justify_line(context, line, extra_width): ...

    monkeypatch.setattr(inline, "justify_line", justify_line)

    line_filling.install()
    line_filling.install()

    assert inline.justify_line is line_filling.spread
