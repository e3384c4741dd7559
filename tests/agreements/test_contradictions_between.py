"""Duties that contradict each other: a share and its whole, quota lines and their duty. None of
it is saved, and the sentence names both values."""

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from agreements.validators import Finding, problems_of
from agreements.wording import sentence
from tests.agreements.test_contradictions import duty
from tests.factories import create_obligation

pytestmark = pytest.mark.django_db


# --- A share and its whole --------------------------------------------------------------------
SHARES = (
    # the whole, its lines, the share, the finding and what its sentence names
    (dict(minimum=3), (), dict(minimum=3), None, ()),
    (dict(minimum=3), (), dict(minimum=4), Finding.SHARE_LARGER, ("4", "3")),
    (dict(minimum=3, maximum=5), (), dict(minimum=5), None, ()),
    (
        dict(minimum=3, period="school_year"),
        (),
        dict(minimum=4, period="term"),
        Finding.SHARE_LARGER,
        ("4", "3"),
    ),
    (dict(minimum=3, period="term"), (), dict(minimum=4, period="school_year"), None, ()),
    (dict(minimum=3), (), dict(minimum=4, measure="lessons"), None, ()),
    (
        dict(minimum=5),
        (dict(season="spring", minimum=2),),
        dict(minimum=3),
        Finding.SHARE_LARGER,
        ("3", "2"),
    ),
    (
        dict(activity_types=["lecture", "training"], minimum=3),
        (),
        dict(
            activity_types=[],
            each_of="types",
            each_of_items=["lecture", "training"],
            minimum=2,
        ),
        Finding.SHARE_LARGER,
        ("4", "3"),
    ),
    ({}, (), dict(activity_types=["lecture"]), Finding.SHARE_OUTSIDE, ("Lecture",)),
    (
        dict(stages=["primary"]),
        (),
        dict(stages=["senior"]),
        Finding.SHARE_OUTSIDE,
        ("Senior", "Primary"),
    ),
    (dict(stages=["primary", "senior"]), (), dict(stages=["senior"]), None, ()),
)


@pytest.mark.parametrize(("whole", "lines", "share", "finding", "values"), SHARES)
def test_a_share_asks_for_no_more_than_its_whole(whole, lines, share, finding, values):
    parent = create_obligation(name="讲座", **({"minimum": None} | whole))
    for line in lines:
        parent.quotas.create(**line)
    part = duty(**share, clause=parent.clause, part_of=parent)

    found = problems_of(part)

    assert [problem.finding for problem in found] == ([finding] if finding else [])
    if finding:
        with override("en"):
            named = [value for value in values if value in sentence(found[0])]
            assert (named, "讲座" in sentence(found[0])) == (list(values), True)
        with pytest.raises(ValidationError):
            part.save()


def test_a_whole_is_not_made_smaller_than_its_share():
    whole = create_obligation(minimum=4, name="讲座")
    create_obligation(clause=whole.clause, part_of=whole, minimum=3)
    whole.minimum = 2

    with pytest.raises(ValidationError) as refused, override("en"):
        whole.save()

    assert refused.value.message_dict == {
        "minimum": ["The share “示范课” asks for 3, its whole “讲座” for 2 only."]
    }


def test_a_circle_of_shares_is_not_saved():
    first = create_obligation(name="甲")
    second = create_obligation(name="乙", clause=first.clause, part_of=first)
    first.part_of = second

    with pytest.raises(ValidationError) as refused, override("en"):
        first.save()

    assert list(refused.value.message_dict) == ["part_of"]
    assert all(name in refused.value.messages[0] for name in ("甲", "乙"))


# --- Quota lines ------------------------------------------------------------------------------
LINES = (
    ({}, dict(season="spring", minimum=3, maximum=3), None),
    ({}, dict(season="spring", minimum=3, maximum=2), Finding.MAXIMUM_BELOW_MINIMUM),
    ({}, dict(season="spring", minimum=0), Finding.NUMBER_BELOW_ONE),
    ({}, dict(minimum=3), Finding.QUOTA_KEYS),
    ({}, dict(season="spring", stage="primary", minimum=3), Finding.QUOTA_KEYS),
    (dict(period="month"), dict(season="spring", minimum=3), Finding.QUOTA_SEASON),
    (dict(stages=["primary"]), dict(stage="senior", minimum=3), Finding.QUOTA_STAGE),
    ({}, dict(agreement_year=2, minimum=3), None),
    ({}, dict(agreement_year=3, minimum=3), Finding.QUOTA_YEAR),
    (
        dict(measure="percent"),
        dict(season="spring", minimum=101),
        Finding.PERCENT_OVER_100,
    ),
    (
        dict(uncounted=True, minimum=None),
        dict(season="spring", minimum=1),
        Finding.BLANK_WITH_NUMBER,
    ),
    (
        dict(modality="must_not", minimum=None),
        dict(season="spring", minimum=1),
        Finding.FORBIDDEN_WITH_MINIMUM,
    ),
)


@pytest.mark.parametrize(("fields", "line", "finding"), LINES)
def test_a_quota_line_that_does_not_fit_is_not_saved(fields, line, finding):
    row = create_obligation(**fields)

    if finding is None:
        row.quotas.create(**line)
        return
    with pytest.raises(ValidationError) as refused:
        row.quotas.create(**line)
    found = refused.value.error_dict.values()
    assert [error.code for errors in found for error in errors] == [finding]


BESIDE = (
    (dict(season="spring"), Finding.QUOTA_TWICE, ("Second term (spring)",)),
    (
        dict(agreement_year=2),
        Finding.QUOTA_MIXED,
        ("agreement year 2", "Second term (spring)"),
    ),
)


@pytest.mark.parametrize(("line", "finding", "values"), BESIDE)
def test_two_lines_never_speak_of_the_same_time(line, finding, values):
    row = create_obligation()
    row.quotas.create(season="spring", minimum=3)

    with pytest.raises(ValidationError) as refused, override("en"):
        row.quotas.create(minimum=4, **line)

    (error,) = (e for errors in refused.value.error_dict.values() for e in errors)
    assert error.code == finding
    assert all(value in error.message for value in values)
