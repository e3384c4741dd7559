from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.test import TestCase

from activities.models import Activity, ActivityLink
from activities.services import confirm
from agreements.document import document_of
from agreements.models import Agreement, Obligation
from agreements.reader import read
from agreements.validators import problems_of
from compliance.engine.verdicts import MissCode, Status
from compliance.judging import verdicts_of
from compliance.models import StoredVerdict
from demo.bench.county import MAIN, agreement_of
from demo.pairings import PAIRINGS
from demo.services import load_county, loaded_for
from pairing.models import Pairing, School
from records.models import Job, User
from reports.archive import file_agreement
from reports.models import FiledDocument
from tests.agreements.reader.obligations import said
from tests.demo.reading_back import text_of, value_of
from tests.demo.seed_table import TEXTS, entries
from tests.factories import at

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)


@pytest.fixture
def county():
    load_county(day=DAY, at=at(DAY))


def counts() -> dict[str, int]:
    models = (School, Pairing, Agreement, Activity, ActivityLink, StoredVerdict, User)
    return {model.__name__: model.objects.count() for model in models}


class TestTheCountyOfOneDay(TestCase):
    @classmethod
    def setUpTestData(cls):
        load_county(day=DAY, at=at(DAY))

    def test_the_county_is_as_large_as_it_says(self):
        first = School.objects.get(name="青岚县第一实验小学")

        assert School.objects.count() >= 20
        assert Pairing.objects.open().count() == len(PAIRINGS) == 20
        assert first.supports.filter(ended_on=None).count() == 3

    def test_the_bench_measures_the_agreement_in_force(self):
        pairing = Pairing.objects.get(code=MAIN)

        assert agreement_of(pairing).number == "QL-XY-001"

    def test_every_duty_is_read_back_from_the_page_of_its_agreement(self):
        for agreement in Agreement.objects.for_document():
            document = document_of(agreement)
            printed = {duty.obligation_id: duty.text for duty in document.duties}
            rows = {row.pk: row for row in Obligation.objects.filter(pk__in=printed)}

            found = [said(duty.obligation) for duty in read(text_of(document)).duties]

            lost = [printed[pk] for pk in printed if value_of(rows[pk]) not in found]
            assert lost == [], agreement.number

    def test_one_school_supports_and_receives(self):
        school = School.objects.get(name="青岚县双溪口九年制学校")

        assert (school.supports.count(), school.receives.count()) == (1, 1)

    def test_every_status_is_there(self):
        found = set(StoredVerdict.objects.exclude(status=None).values_list("status", flat=True))

        assert found == {status.value for status in Status}

    def test_a_study_visit_of_eleven_is_named_with_its_reason(self):
        pairing = Pairing.objects.get(code="QL-JD-001")
        [verdict] = [
            verdict
            for verdict in verdicts_of(pairing, on=DAY)
            if verdict.window.starts_on == date(2026, 2, 22)
            and any(miss.code is MissCode.TOO_FEW_PEOPLE for miss in verdict.near_misses)
        ]

        [miss] = [m for m in verdict.near_misses if m.code is MissCode.TOO_FEW_PEOPLE]
        assert (miss.facts["required"], miss.facts["counted"]) == (12, 11)
        assert (verdict.counted, verdict.required, verdict.status) == (2, 3, Status.BREACHED)

    def test_every_duty_of_the_main_agreement_is_judged_for_every_term_it_has(self):
        rows = StoredVerdict.objects.filter(
            agreement__number="QL-XY-001", obligation__period="term"
        )
        by_duty = {
            name: sorted(rows.filter(obligation__name=name).values_list("starts_on", flat=True))
            for name in rows.values_list("obligation__name", flat=True)
        }
        terms = [date(2025, 3, 10), date(2025, 9, 1), date(2026, 2, 22), date(2026, 9, 1)]

        assert len(by_duty) == 17
        assert all(days[:4] == terms for days in by_duty.values())

    def test_every_duty_of_the_documents_has_windows_and_a_reason_in_each(self):
        judged = {text: self.judged(text) for text in TEXTS}

        unjudged = [
            (place, duty["name"])
            for place, (text, duties) in entries().items()
            for duty in duties
            if duty["name"] not in judged[text]
        ]
        assert unjudged == []

    def judged(self, text: str) -> set[str]:
        """The short names of the text's duties that have a verdict with a reason, shares
        within their wholes."""
        row = next(row for row in PAIRINGS if row.text == text and row.story != "unsigned")
        verdicts = verdicts_of(Pairing.objects.get(code=row.code), on=DAY)
        ids = {one.obligation_id for verdict in verdicts for one in parts_of(verdict)}
        return set(Obligation.objects.filter(pk__in=ids).values_list("name", flat=True))

    def test_the_agreements_of_the_later_documents_show_every_colour(self):
        later = [row.code for row in PAIRINGS if row.code > "QL-JD-013"]
        rows = StoredVerdict.objects.filter(pairing__code__in=later).exclude(status=None)

        assert set(rows.values_list("status", flat=True)) >= {
            "met", "met_late", "breached", "at_risk", "on_track", "exceeded", "not_due",
        }  # fmt: skip

    def test_every_duty_of_every_agreement_agrees_with_itself(self):
        wrong = [
            (str(row), [problem.finding for problem in problems_of(row)])
            for row in Obligation.objects.select_related("clause__agreement", "part_of__clause")
            if problems_of(row)
        ]

        assert wrong == []


def parts_of(verdict):
    """The verdict and its parts, each with a reason."""
    assert verdict.reasons
    yield verdict
    for part in verdict.parts:
        yield from parts_of(part)


def test_loaded_twice_it_doubles_nothing(county):
    before = counts()

    load_county(day=DAY, at=at(DAY))

    assert counts() == before


@pytest.mark.parametrize(
    "day",
    [
        pytest.param(date(2026, 9, 1), id="first day of a school year"),
        pytest.param(date(2027, 1, 31), id="winter break"),
        pytest.param(date(2027, 2, 28), id="last of February"),
        pytest.param(date(2027, 3, 1), id="first of March"),
        pytest.param(date(2027, 8, 15), id="summer break"),
        pytest.param(date(2028, 2, 29), id="leap day"),
    ],
)
def test_it_can_be_laid_around_any_day(day):
    load_county(day=day, at=at(day))

    main = Agreement.objects.get(number="QL-XY-001")
    assert main.starts_on < day <= main.ends_on
    assert not Activity.objects.filter(starts_on__gte=day).exists()
    assert StoredVerdict.objects.filter(agreement=main).exists()


def test_moved_to_another_day_it_keeps_what_a_visitor_did(county):
    link = ActivityLink.objects.filter(
        pairing__code="QL-JD-001",
        state="pending_confirm",
        activity__logged_by_school__name="青岚县实验学校",
    ).first()
    confirm(link, by=User.objects.get(username="liaison-b"), at=at(DAY))
    number = link.activity.number

    load_county(day=date(2026, 12, 7), at=at(date(2026, 12, 7)))

    assert ActivityLink.objects.get(activity__number=number).state == "confirmed"
    assert loaded_for() == date(2026, 12, 7)


def test_a_day_that_is_none_is_refused_in_words(capsys):
    with pytest.raises(CommandError, match="2026-02-30"):
        call_command("demo", day="2026-02-30")


def test_the_command_orders_some_agreements_to_be_filed_and_none_twice():
    call_command("demo", day="2026-12-07")
    ordered = Job.objects.filter(kind="file_agreement")
    assert ordered.count() == 3

    for job in ordered:
        file_agreement(
            Agreement.objects.get(pk=job.arguments["agreement"]),
            by=job.owner,
            at=at(date(2026, 12, 7)),
        )
    call_command("demo", day="2026-12-08")

    assert ordered.count() == 3
    assert FiledDocument.objects.count() == 3
