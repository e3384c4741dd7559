"""Clauses put together from parts are read back; no text makes the reader fail."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agreements.reader import read
from agreements.reader.view import obligations
from tests.agreements.reader.test_conventions import HEAD

PARTIES = (
    ("甲方", "supporting"),
    ("乙方", "receiving"),
    ("双方", "both"),
    ("支援学校", "supporting"),
)
PERIODS = (
    ("每周", "week"),
    ("每月", "month"),
    ("每两周", "fortnight"),
    ("每学期", "term"),
    ("每学年", "school_year"),
    ("每年", "year"),
    ("帮扶期内", "agreement"),
    ("", None),
)
DEEDS = (
    ("开展送教活动", "次"),
    ("上示范课", "节"),
    ("举办专题讲座", "场"),
    ("选派骨干教师", "名"),
    ("撰写教学论文", "篇"),
    ("捐赠图书", "册"),
    ("培训教师", "人次"),
    ("投入帮扶经费", "元"),
    ("结成师徒对子", "对"),
)
HAN = "零一二三四五六七八九"
AMOUNTS = (
    ("{n}{u}", 1, 0),
    ("不少于{n}{u}", 1, 0),
    ("{n}{u}以上", 1, 0),
    ("至少{n}{u}", 1, 0),
    ("不超过{n}{u}", 0, 1),
    ("{n}—{m}{u}", 1, 2),
    ("{n}至{m}{u}", 1, 2),
)
# Of the characters of an agreement, with what breaks things: brackets, blanks, numerals, ends.
ALPHABET = (
    "甲乙丙双方每学期年月周日各名次节人元至少不于以上下内前后底其中含到对为由与和及支援受帮扶"
    "一二两三十百千万零〇0123456789１２３%.,，。；：、（）()“”《》〔〕_ \u3000\n\t—-~第条章①xX*"
)


@given(
    st.sampled_from(PARTIES),
    st.sampled_from(PERIODS),
    st.sampled_from(DEEDS),
    st.sampled_from(AMOUNTS),
    st.integers(2, 9),
    st.booleans(),
)
@settings(max_examples=150, deadline=None)
def test_a_clause_is_read_back_part_for_part(party, period, deed, amount, number, in_han):
    (who, side), (often, code), (act, unit) = party, period, deed
    pattern, has_least, most = amount
    written = HAN[number] if in_han and most != 2 else str(number)
    quantity = pattern.format(n=written, m=number + 3, u=unit)

    [found] = obligations(read(f"{HEAD}1.{who}{often}{act}{quantity}。"))

    assert {key: found[key] for key in ("party", "period", "min", "max", "unit")} == {
        "party": side,
        "period": code,
        "min": number if has_least else None,
        "max": {0: None, 1: number, 2: number + 3}[most],
        "unit": unit,
    }


def holds(text: str) -> None:
    """Every place lies in the text, and the same text gives the same answer."""
    reading = read(text)

    assert read(text) == reading
    told = [span for spans in reading.heading.places.values() for span in spans]
    assert all(0 <= span.start <= span.end <= len(text) for span in told)
    for duty in (*reading.duties, *reading.uncounted):
        places = [duty.span, *(span for spans in duty.sources.values() for span in spans)]
        assert all(0 <= span.start <= span.end <= len(text) for span in places)
        assert duty.span.of(text)
        assert duty.clause is None or duty.clause < len(reading.clauses)
    for entry in obligations(reading):
        assert text[entry["start"] :].startswith(entry["text"])


@given(st.text(alphabet=ALPHABET, max_size=300))
@settings(max_examples=150, deadline=None)
def test_no_text_makes_the_reader_fail(text):
    holds(text)
    holds(HEAD + text)


DOCUMENT = HEAD + (
    "一、甲方责任\n1.甲方每学期到乙方送教不少于4次，每次不少于3人，其中数学2次；举办讲座1—2场。\n"
    "2.每年2月底前报送计划（一式两份）。\n二、乙方责任\n（一）选派____名教师跟岗两周，定期听课。\n"
    "10月份：\n1.开展同课异构活动。\n三、双方责任\n语文、数学质量调研各一次。\n本协议自2021年9月至2024年8月，一式三份，双方及教育局各执一份。\n2021年9月1日\n"
)


@given(
    st.lists(
        st.tuples(st.integers(0, len(DOCUMENT)), st.text(ALPHABET, max_size=3)), max_size=8
    ),
    st.integers(0, 6),
)
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_damaged_document_is_still_read(inserts, lost):
    text = DOCUMENT
    for at, words in sorted(inserts, reverse=True):
        text = text[:at] + words + text[at + lost :]

    holds(text)


def test_the_time_grows_with_the_text_and_no_faster():
    """A long line without an end, of everything at which the reader looks back."""
    piece = "每学期甲方与乙方、（每人不少于2次“一”，其中各3节于2月底前"

    for text in (HEAD + piece * 400, HEAD + "第" * 20_000, HEAD + "(" * 20_000, "每" * 20_000):
        assert read(text).text == text
