"""Filling in a form as a browser holds it: what the page shows, with some fields typed over."""

from html.parser import HTMLParser

NO_DATA = {"submit", "button", "reset", "image", "file"}


class _Fields(HTMLParser):
    """The successful controls of the form that holds the field ``having``."""

    def __init__(self):
        super().__init__()
        self.forms: list[dict[str, list[str]]] = []
        self.select = self.textarea = None

    def _add(self, name: str, value: str) -> None:
        self.forms[-1].setdefault(name, []).append(value)

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append({})
        elif not self.forms:
            return
        elif tag == "input" and given.get("name") and given.get("type") not in NO_DATA:
            is_choice = given.get("type") in ("checkbox", "radio")
            if not is_choice or "checked" in given:
                self._add(given["name"], given.get("value", "on" if is_choice else ""))
        elif tag == "select":
            self.select = given.get("name")
        elif tag == "option" and self.select and "selected" in given:
            self._add(self.select, given.get("value", ""))
        elif tag == "textarea":
            self.textarea = [given.get("name"), ""]

    def handle_data(self, data):
        if self.textarea:
            self.textarea[1] += data

    def handle_endtag(self, tag):
        if tag == "textarea" and self.textarea:
            self._add(self.textarea[0], self.textarea[1].removeprefix("\n"))
            self.textarea = None
        elif tag == "select":
            self.select = None


def filled(page: str, *, having: str, **typed) -> dict[str, list[str]]:
    """The fields of the form that has the field ``having``; those ``typed`` as given, or gone
    for None."""
    parser = _Fields()
    parser.feed(page)
    fields = next(form for form in parser.forms if having in form)
    fields = {name: values for name, values in fields.items() if "__prefix__" not in name}
    for name, value in typed.items():
        fields.pop(name, None)
        if value is not None:
            fields[name] = value if isinstance(value, list) else [str(value)]
    return fields
