"""Read an agreement and say its duties: as JSON, or as a list a person can read."""

import json
from contextlib import suppress
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from agreements.reader import read
from agreements.reader.files import NoTextError, text_of
from agreements.reader.values import Duty, Reading
from agreements.reader.view import entry, obligations
from agreements.readings.wording import fault_sentence


class Command(BaseCommand):
    help = "Read the duties of an agreement or a plan from a text, Word or PDF file."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--json", action="store_true", help="the duties as JSON")

    def handle(self, *args, file, **options):
        reading = read(_text_of(file))
        if options["json"]:
            answer = {"obligations": obligations(reading)}
            self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1))
            return
        for line in _listing(reading):
            self.stdout.write(line)


def _text_of(file: Path) -> str:
    """A text in UTF-8 is taken as it is, so that places are those of the file."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}.") from error
    if file.suffix == ".txt":
        with suppress(UnicodeDecodeError):
            return content.decode("utf-8-sig")
    try:
        return text_of(file.name, content)
    except NoTextError as error:
        raise CommandError(f"{file}: {fault_sentence(error.problem)}") from error


def _listing(reading: Reading):
    if not reading.is_of_the_genre:
        yield "This text speaks of no pairing of schools or teachers; nothing was read."
        return
    for number, duty in enumerate(reading.duties, start=1):
        yield f"{number}. {_one_line(duty.span.of(reading.text))}"
        clause = _clause(reading, duty)
        if clause:
            yield f"   in {clause}"
        said = {k: v for k, v in entry(reading, duty).items() if v is not None}
        facts = [f"{k} {v}" for k, v in said.items() if k not in {"text", "start"}]
        yield f"   {', '.join(facts)}"
    for duty in reading.uncounted:
        yield f"! needs a number: {_one_line(duty.span.of(reading.text))}"
    for unread in reading.unread:
        yield f"? {unread.why}: {_one_line(unread.span.of(reading.text))}"


def _clause(reading: Reading, duty: Duty) -> str:
    """The numbers of the points it stands in, the widest first."""
    labels, at = [], duty.clause
    while at is not None:
        clause = reading.clauses[at]
        labels.append(" ".join(filter(None, (clause.label, _one_line(clause.heading)))))
        at = clause.parent
    return " / ".join(filter(None, reversed(labels)))


def _one_line(words: str) -> str:
    return "".join(words.split("\n")).strip()
