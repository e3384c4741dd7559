"""Two people at the same moment: the row is locked, so that each sees what the other did."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection

from agreements import services
from agreements.document import document_of
from agreements.models import Agreement, Assent, Signature
from agreements.version import text_sha256
from records.models import Event
from tests.factories import (
    at,
    create_agreement,
    create_obligation,
    create_person,
    create_user,
)

pytestmark = pytest.mark.django_db(transaction=True)

DAY = date(2025, 3, 5)


def at_once(*acts) -> list:
    """What each act gave, or the error it was refused with; each on a connection of its own."""
    start = Barrier(len(acts))

    def run(act):
        try:
            start.wait(timeout=20)
            return act()
        except services.AgreementChangeError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=len(acts)) as pool:
        return list(pool.map(run, acts))


def create(state):
    agreement = create_agreement(signed_on=None, state=state)
    create_obligation(agreement=agreement)
    return agreement


def own(agreement) -> Agreement:
    """As another process would read it."""
    return Agreement.objects.get(pk=agreement.pk)


def test_both_principals_agree_at_once_and_the_text_is_agreed_once():
    agreement, user = create("draft"), create_user()
    found = Agreement.objects.for_document().get(pk=agreement.pk)
    text = {"sha256": text_sha256(document_of(found)), "by": user, "at": at(DAY)}

    def act(side):
        return lambda: services.agree(own(agreement), side=side, **text)

    gave = at_once(act("supporting"), act("receiving"))

    assert all(isinstance(one, Assent) for one in gave)
    assert own(agreement).state == "agreed"
    assert Event.objects.filter(verb="agreement.agreed").count() == 1


def test_two_clicks_at_once_make_one_signature():
    agreement, user = create("signing"), create_user()
    signer = create_person(school=agreement.pairing.supporting_school)
    told = {"side": "supporting", "signer": signer, "by": user, "at": at(DAY)}

    gave = at_once(*[lambda: services.sign(own(agreement), **told)] * 2)

    kinds = {type(one) for one in gave}
    assert kinds == {Signature, services.AlreadySignedError}
    assert agreement.signatures.count() == 1


def test_a_return_and_a_signature_at_once_leave_one_of_the_two():
    agreement, user = create("signing"), create_user()
    signer = create_person(school=agreement.pairing.supporting_school)
    who = {"by": user, "at": at(DAY)}

    gave = at_once(
        lambda: services.sign(own(agreement), side="supporting", signer=signer, **who),
        lambda: services.send_back(own(agreement), note="节数有误", **who),
    )

    refused = [one for one in gave if isinstance(one, services.AgreementChangeError)]
    assert len(refused) == 1
    is_signed = agreement.signatures.exists()
    assert own(agreement).state == ("signing" if is_signed else "draft")
