"""Who may do what: one table for the four roles, and the same for other people's schools."""

import pytest
from django.contrib.auth.models import AnonymousUser

from pairing import permissions
from tests.factories import (
    create_bureau,
    create_member,
    create_pairing,
    create_school,
    create_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def county():
    """A city above a county, one pairing in it, and a person of every role."""
    city = create_bureau()
    bureau = create_bureau(parent=city)
    pairing = create_pairing(
        supporting=create_school(bureau=bureau), receiving=create_school(bureau=bureau)
    )
    school = pairing.supporting_school
    people = {
        "liaison": create_member(role="liaison", school=school),
        "principal": create_member(role="principal", school=school),
        "staff": create_member(role="bureau_staff", bureau=bureau),
        "city staff": create_member(role="bureau_staff", bureau=city),
        "inspector": create_member(role="inspector", bureau=bureau),
        "staff elsewhere": create_member(role="bureau_staff", bureau=create_bureau()),
        "liaison elsewhere": create_member(role="liaison", school=create_school()),
        "superuser": create_user(is_superuser=True),
        "nobody": create_user(),
        "visitor": AnonymousUser(),
    }
    return pairing, people


def holders(people, may) -> set[str]:
    return {name for name, user in people.items() if may(user)}


def test_each_role_may_what_its_job_asks_and_nothing_more(county):
    pairing, people = county
    school = pairing.supporting_school

    assert {
        "log": holders(people, lambda u: permissions.can_log_for(u, school)),
        "sign": holders(people, lambda u: permissions.can_sign_for(u, school)),
        "decide": holders(people, lambda u: permissions.is_staff_over(u, pairing)),
        "be staff": holders(people, permissions.is_bureau_staff),
        "inspect": holders(people, permissions.is_inspector),
    } == {
        "log": {"liaison"},
        "sign": {"principal"},
        "decide": {"staff", "city staff", "superuser"},
        "be staff": {"staff", "city staff", "staff elsewhere", "superuser"},
        "inspect": {"inspector"},
    }


def test_nobody_acts_for_the_other_school_of_the_own_pairing(county):
    pairing, people = county

    assert (
        holders(people, lambda u: permissions.can_log_for(u, pairing.receiving_school)) == set()
    )
    assert (
        holders(people, lambda u: permissions.can_sign_for(u, pairing.receiving_school))
        == set()
    )


def test_an_account_switched_off_may_nothing(county):
    pairing, people = county
    for name in ("staff", "superuser", "liaison"):
        people[name].is_active = False

    assert not permissions.is_staff_over(people["staff"], pairing)
    assert not permissions.is_bureau_staff(people["superuser"])
    assert not permissions.can_log(people["liaison"])


def test_one_person_may_hold_roles_in_two_schools():
    first, second = create_school(), create_school()
    user = create_member(role="liaison", school=first)
    user.memberships.create(role="principal", school=second)

    assert permissions.liaison_school_ids(user) == {first.pk}
    assert permissions.principal_school_ids(user) == {second.pk}
    assert permissions.own_school_ids(user) == {first.pk, second.pk}


def test_asking_again_costs_nothing(county, django_assert_num_queries):
    pairing, people = county
    user = people["liaison"]

    with django_assert_num_queries(1):
        permissions.can_log(user)
        permissions.is_principal(user)
        permissions.can_sign_for(user, pairing.supporting_school)
