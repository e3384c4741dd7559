"""Reading is the inverse of saying, over the whole language of obligations."""

from hypothesis import given, settings
from hypothesis import strategies as st

from agreements.reader import read
from agreements.reader.values import Obligation
from agreements.rendering import contract, render
from tests.agreements.reader.obligations import duties, said

HEAD = "学校结对帮扶协议书\n甲方（支援学校）：青溪中学\n乙方（受援学校）：石桥中学\n"


def read_back(*duties) -> list:
    """The duties of one point, read from the page of an agreement."""
    words = render(duties[0])
    for duty in duties[1:]:
        joint = contract.BEFORE_SHARE if duty.part_of else contract.BETWEEN_DUTIES
        words += joint + render(duty)
    return list(read(f"{HEAD}1. {words}{contract.AFTER_DUTIES}\n").duties)


@settings(max_examples=100, deadline=None)
@given(duties())
def test_what_is_said_is_read_back_as_the_same_duty(duty):
    [found] = read_back(duty)

    assert said(found.obligation) == said(duty)


SHARED = duties().flatmap(lambda whole: st.tuples(st.just(whole), duties(whole=whole)))


@settings(max_examples=30, deadline=None)
@given(SHARED, duties())
def test_a_point_of_several_duties_and_shares_is_read_back_whole(pair, other):
    whole, share = pair

    found = read_back(whole, share, other)

    assert [said(duty.obligation) for duty in found] == [said(whole), said(share), said(other)]
    assert [duty.whole for duty in found] == [None, 0, None]


def test_an_agreement_without_a_duty_reads_as_one():
    assert read(HEAD).duties == ()


def test_a_share_of_a_share_is_read_under_its_own_whole():
    plain = {"party": "supporting", "activity_types": ("lecture",), "period": "term"}
    lectures = Obligation(**plain, minimum=6)
    ethics = Obligation(**plain, minimum=3, topics=("ethics",), part_of=lectures)
    chinese = Obligation(**plain, minimum=1, subjects=("chinese",), part_of=ethics)
    safety = Obligation(**plain, minimum=2, topics=("safety",), part_of=lectures)

    found = read_back(lectures, ethics, chinese, safety)

    assert [duty.whole for duty in found] == [None, 0, 1, 0]
    assert said(found[2].obligation) == chinese
