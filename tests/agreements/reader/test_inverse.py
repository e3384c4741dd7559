"""Reading is the inverse of saying, over the whole language of obligations."""

from hypothesis import given, settings
from hypothesis import strategies as st

from agreements.reader.meaning.own import duties_of
from agreements.rendering import render
from tests.agreements.reader.obligations import duties, said


@settings(max_examples=200, deadline=None)
@given(duties())
def test_what_is_said_is_read_back_as_the_same_duty(duty):
    [found] = duties_of(render(duty))

    assert said(found.obligation) == said(duty)


@settings(max_examples=100, deadline=None)
@given(duties().flatmap(lambda whole: st.tuples(st.just(whole), duties(whole=whole))))
def test_a_share_is_read_back_behind_its_whole(pair):
    whole, share = pair

    found = duties_of(f"{render(whole)}，{render(share)}")

    assert [said(duty.obligation) for duty in found] == [said(whole), said(share)]
    assert [duty.whole for duty in found] == [None, 0]
