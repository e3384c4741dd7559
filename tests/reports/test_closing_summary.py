"""The closing summary: a whole agreement by school year, and when there is one."""

from datetime import date

import pytest
from django.utils import translation

from reports.documents.closing import NotEndingError, closing_of
from reports.documents.closing_paper import closing_paper
from tests.factories import create_activity, create_agreement
from tests.reports.paired import create_pair, create_small_agreement

pytestmark = pytest.mark.django_db
END = date(2027, 3, 9)
AFTER = date(2027, 4, 1)


@pytest.fixture(autouse=True)
def _in_chinese():
    with translation.override("zh-hans"):
        yield


@pytest.fixture
def agreement():
    """March 2025 to March 2027; lessons in three school years."""
    pairing = create_pair()
    made = create_small_agreement(pairing, ends_on=END)
    for on in (date(2025, 5, 8), date(2025, 9, 15), date(2025, 10, 20), date(2026, 10, 12)):
        create_activity(pairing=pairing, on=on, lessons=2)
    create_activity(pairing=pairing, on=date(2024, 12, 1))  # before it was in force
    return made


def test_the_school_years_add_up_to_the_whole(agreement):
    closing = closing_of(agreement, on=AFTER)

    assert [y.school_year for y in closing.years] == [2024, 2025, 2026]
    assert [y.figures.events for y in closing.years] == [1, 2, 1]
    assert closing.figures.events == 4
    assert sum(y.tally.total for y in closing.years) == closing.tally.total
    assert sum(y.tally.done for y in closing.years) == closing.tally.done == 1


def test_windows_are_named_with_their_year(agreement):
    labels = [w.label for w in closing_of(agreement, on=AFTER).duties[0].windows]

    assert labels[:2] == ["2024—2025学年第二学期", "2025—2026学年第一学期"]


def test_the_paper_tells_year_by_year(agreement):
    paper = closing_paper(closing_of(agreement, on=AFTER), site="https://jd.example")
    (years,) = [b for b in paper.blocks if b.kind == "table" and "各学年约定" in b.caption]

    assert "".join(paper.title) == "石门学校关于结对帮扶协议履行终结总结的报告"
    assert [row.cells[0].text for row in years.rows] == [
        "2024—2025学年",
        "2025—2026学年",
        "2026—2027学年",
        "合计",
    ]
    assert paper.lead.startswith("石门学校（受援方，以下简称乙方）与云亭学校")
    assert "协议期已满" in paper.lead


@pytest.mark.parametrize(
    ("on", "is_there"),
    [
        pytest.param(date(2026, 12, 6), False, id="the day before the last three months"),
        pytest.param(date(2026, 12, 7), True, id="their first day"),
        pytest.param(END, True, id="the last day"),
    ],
)
def test_it_begins_three_months_before_the_end(agreement, on, is_there):
    if is_there:
        assert closing_of(agreement, on=on).is_running == (on < END)
    else:
        with pytest.raises(NotEndingError):
            closing_of(agreement, on=on)


def test_an_agreement_that_never_bound_has_none():
    with pytest.raises(NotEndingError):
        closing_of(create_agreement(signed_on=None), on=AFTER)
