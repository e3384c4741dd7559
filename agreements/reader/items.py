"""The items of a joined list before 各: 语文、数学各3节."""

import re
from collections.abc import Sequence

from agreements.reader.clauses import Clause
from agreements.reader.lexicon.kinds import Kind
from agreements.reader.phrases import Period, Phrase
from agreements.reader.tokens import Token

WEEKDAY = re.compile(r"(?:周|星期)[一二三四五六日](?:上午|下午)?$")
EDGES_JOINED = re.compile(r"期中|期末|期初|上半年|下半年|春季|秋季|寒假|暑假")
WHOLE = re.compile(r"作业批改|试卷分析|课堂教学|心得体会|家校沟通|读书笔记|教学反思")
HOLIDAYS = ("寒暑假", "寒、暑假", "寒暑假期", "寒暑假期间")
SUMMED = re.compile(
    r"等?[两二三四五六七八九十\d]+(?:个|门|大)?(?:学科|科目|科|方面|项|类)$"
)  # of 语文、数学两科


def each_items(text: str, clause: Clause, mark: Token, begin: int) -> tuple[str, ...]:
    """The items of a joined list before 各: 语文、数学各3节."""
    before = [p for p in clause.phrases if begin <= p.start and p.end <= mark.start]
    begin = max(begin, text.rfind(",", begin, mark.start) + 1)
    if edges := _edges(text, begin, mark.start):
        return edges
    is_of_parties = any(p.end == mark.start and _is_of_parties(p) for p in before)
    if is_of_parties or WEEKDAY.search(text, begin, mark.start):
        return ()
    first = text.find("、", begin, mark.start)
    if first < 0:
        first = next(
            (p.start for p in before if isinstance(p, Token) and p.words in {"和", "与"}), -1
        )
        if first < 0:
            return ()
    return _spelt_out(text[slice(*_bounds(text, before, (begin, first), mark))])


def _edges(text: str, begin: int, end: int) -> tuple[str, ...]:
    """寒暑假, 期中、期末: times of which each has its own."""
    if text.endswith(HOLIDAYS, begin, end):
        return ("寒假", "暑假")
    edges = EDGES_JOINED.findall(text, begin, end)
    return tuple(edges) if len(edges) > 1 and text.endswith(edges[-1], 0, end) else ()


def _bounds(
    text: str, before: Sequence[Phrase], place: tuple[int, int], mark: Token
) -> tuple[int, int]:
    """Where the list begins and ends; ``place``: of the piece, of the first sign in it."""
    start, first = place
    for phrase in before:
        if phrase.end <= first and phrase.end > start and _is_outside(phrase):
            start = phrase.end
    end = mark.start
    last = max(text.rfind("、", first, mark.start), first)
    for phrase in before:
        if phrase.start > last and isinstance(phrase, Period | Token) and _closes(phrase):
            end = min(end, phrase.start)
    return start, end


def _is_of_parties(phrase: Phrase) -> bool:
    """向甲、乙双方各交一份: the parties are no items."""
    return isinstance(phrase, Token) and phrase.value in {"both", "label"}


def _is_outside(phrase: Phrase) -> bool:
    if not isinstance(phrase, Token):
        return True
    if phrase.kind is Kind.DEED:
        return phrase.words in {
            "进行",
            "开展",
            "组织",
            "举办",
            "上",
            "听",
            "做",
            "安排",
            "选派",
            "派",
            "完成",
            "撰写",
            "提供",
            *(
                "开设",
                "推送",
                "赠送",
                "捐赠",
                "上交",
                "提交",
                "报送",
                "编写",
                "检查",
                "审阅",
                "批阅",
            ),
            *(
                "抽查",
                "举行",
                "召开",
                "培养",
                "推荐",
                "派出",
                "申报",
                "承担",
                "承办",
                "制作",
                "录制",
            ),
            *("配备", "评选", "表彰", "送", "编制", "命制", "参加", "接收", "深入"),
        }
    return phrase.kind in {
        *(Kind.PARTY, Kind.PART, Kind.DUTY, Kind.BY, Kind.LEAST, Kind.TOGETHER),
        *(Kind.TOWARDS,),
    } and phrase.words not in {"和", "与"}


def _closes(phrase: Period | Token) -> bool:
    return (
        isinstance(phrase, Period)
        or phrase.kind in {Kind.LEAST}
        or (phrase.kind is Kind.TOWARDS and phrase.words not in {"和", "与", "同"})
    )


def _spelt_out(words: str) -> tuple[str, ...]:
    """教学、安全、德育主任和团队干部: what the last of a short row ends in, all of it do."""
    for join in ("以及", "和", "及", "与"):
        words = words.replace(join, "、")
    items = [item.strip(" 的") for item in words.split("、") if item.strip(" 的")]
    if len(items) > 1 and (whole := SUMMED.search(items[-1])):
        items[-1] = items[-1][: whole.start()]
        return tuple(item for item in items if item)
    for at in range(len(items) - 2, -1, -1):
        item, following = items[at], items[at + 1]
        if len(item) <= 2 and len(following) > len(item) + 1 and not WHOLE.match(following):
            items[at] = item + following[len(item) :]
    return tuple(items)
