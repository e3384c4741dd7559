"""By when: 2月底前, 签订之日起一月内, 学期结束前, 10月份."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from agreements.reader.clauses import Clause
from agreements.reader.lexicon.kinds import Kind
from agreements.reader.phrases import Count, Each, Period, Phrase, Time
from agreements.reader.tokens import Token

WITHIN = ("内", "以内", "之内", "内的")
BEFORE = ("前", "之前", "以前")
BEFORE_EVENT = re.compile(
    r"(?:结束|期满|届满|到期|终止|放假|考试|报到|上岗|返校|离岗|启动|开学|验收|完成)(?:之|以)?前(?!一|1|三|两|3|2|半|十|五|\d)"
)
COUNTED_FROM = re.compile(r"签[订署约字]|生效|起|结束|期满|后")
HALVES = (
    "第一学期",
    "第二学期",
    "上学期",
    "秋季学期",
    "春季学期",
    "春学期",
    "秋学期",
    "秋季",
    "春季",
)
TERM_WORDS = re.compile(r"学期(?:结束|末|初|期末|期中|放假)|期末|期中|期初")
WINDOW_BEFORE = re.compile(r"(?:自|从|由)$")
WINDOW_BEHIND = re.compile(r"起|始|开始|(?:至|到|-+|~) ?[\d一二三四五六七八九十第翌次x×_]")
STOPS_AT = (Kind.DUTY, Kind.BY, Kind.EACH, Kind.PARTY, Kind.ROLE)
NEXT_YEAR = frozenset({"次年", "翌年", "来年"})
EACH_EVENT = ("每次", "每场", "每批", "每轮", "每期")
AT_END = re.compile(
    r"(?:支教|挂职|跟岗|轮岗|协议|帮扶|结对|托管|合作|协作|交流|任期|聘期|周期"
    r"|见习|试用|实习|培养|师徒|带教|服务|顶岗|驻校|工作|学习)(?:工作|时间)?(?:期满|届满|到期|期?结束)"
    r"(?:时|后|之际|之后|当月|(?=[须应要需]?(?:写|撰|提交|上交|交|上报|形成|汇报|完成|递交|作|做|上)))"
)
APART = frozenset({"各", "各有", "分别"})
OF_EXAMS = (
    "考核成绩",
    "成绩",
    "考试成绩",
    "检测成绩",
    "测试成绩",
    "总评",
    "考核结果",
    "质量",
    "试卷",
    "复习",
)
KIND_IN_LIST = re.compile(
    r"[^\d,。;、]{1,4}(?:课|会|卷|考|检测|测试|总结|展示)、"
)  # 开学亮相课、期中研讨课
PLACES = ("于", "在", "到", "从", "就", "利用")


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """``words`` as the conventions want them: MM-DD, YYYY-MM-DD, else as written."""

    words: str
    start: int
    end: int
    belongs_to: str = ""
    year: int | None = None
    month: int | None = None
    day: int | None = None


def deadline_of(text: str, clause: Clause, *, month: int | None) -> Deadline | None:
    """The first of the clause. ``month``: of the heading, for a day without one."""
    found = clause.phrases if clause.times or clause.counts else ()
    for at, phrase in enumerate(found):
        read = None
        if isinstance(phrase, Count) and phrase.is_length:
            read = _of_length(text, clause, at, month=month)
        elif isinstance(phrase, Time):
            read = _of_time(text, clause, at, month=month)
        if read:
            return read
    return _before_event(text, clause)


def _of_length(text: str, clause: Clause, at: int, *, month: int | None) -> Deadline | None:
    count, following = clause.phrases[at], _next(clause, at)
    border = following.words if _is_border(following) and following.start == count.end else ""
    if not border and text[count.end : count.end + 1] == "内":
        border = "内"
    unit, start = count.unit, _left(clause, at)
    if text.startswith("每学期", start - 3):
        start -= len("学期")
    if unit in {"日", "号"} and border in BEFORE and count.minimum and count.minimum <= 31:
        end = following.end
        if month:
            words = f"{month:02}-{count.minimum:02}"
            return Deadline(
                words=words, start=count.start, end=end, month=month, day=count.minimum
            )
        return Deadline(words=text[count.start : end], start=count.start, end=end)
    if border in WITHIN:
        end = following.end if _is_border(following) else count.end + 1
        end -= border == "内的"
        if text.startswith(EACH_EVENT, start):
            start += len("每次")
        return None if text[start] == "每" else _named(text, start, end)
    is_ahead = text.endswith("提前", start, count.start)
    if not is_ahead and text[start : count.start].endswith(BEFORE) and count.start > start + 2:
        return _named(text, start, count.end)
    return None


def _named(text: str, start: int, end: int) -> Deadline:
    """Words from which a length is counted belong to the period they name."""
    words = text[start:end]
    belongs_to = (
        "term" if TERM_WORDS.search(words) else "school_year" if "学年" in words else ""
    )
    return Deadline(words=words, start=start, end=end, belongs_to=belongs_to)


def _of_time(text: str, clause: Clause, at: int, *, month: int | None) -> Deadline | None:
    time, following = clause.phrases[at], _next(clause, at)
    if _is_window(text, clause, at) or _leads_to_length(text, time, following):
        return None
    if time.is_open or _is_year(text, clause, time):
        return None
    is_dated = time.month is not None or time.day is not None
    if is_dated and not time.has_border and _is_told(text, clause, at):
        return None
    is_open = not is_dated and not time.has_border
    if is_open and (month is not None or not _stands_alone(text, clause, at)):
        return None
    words = text[time.start : time.end]
    if words.endswith("后") and not words.endswith("前后") and not is_dated:
        return None
    if _names_items(clause, at, time):
        return None
    if (
        words.endswith("内")
        and time.day is None
        and COUNTED_FROM.search(text, clause.start, time.start)
    ):
        return _named(text, _left(clause, at), time.end)
    return Deadline(
        words=_words(text, time),
        start=time.start,
        end=time.end,
        belongs_to=time.belongs_to,
        year=time.year,
        month=time.month,
        day=time.day,
    )


def _is_year(text: str, clause: Clause, time: Time) -> bool:
    """2026年 dates nothing, 到2026年 does."""
    is_year = bool(time.year) and not time.month and not time.has_border
    return is_year and text[clause.start : time.start].strip() not in {"到", "至"}


def _names_items(clause: Clause, at: int, time: Time) -> bool:
    """期中期末各一份, 上半年、下半年各写一份: of each of them, not by then."""
    if time.has_border:
        return False
    behind = clause.phrases[at + 1 : at + 5]
    if behind and isinstance(behind[0], Time):
        behind = behind[1:]
    is_each = bool(behind) and isinstance(behind[0], Token) and behind[0].words in APART
    asked = next((p for p in behind[1:] if not _is_deed(p)), None)
    return is_each and isinstance(asked, Count)


def _is_deed(phrase: Phrase) -> bool:
    return isinstance(phrase, Token) and phrase.kind is Kind.DEED


def _is_told(text: str, clause: Clause, at: int) -> bool:
    """于2020年9月签订的协议, 5月9日上午: a day that is told, not asked for."""
    time, following = clause.phrases[at], _next(clause, at)
    if (
        text[time.end : time.end + 2] in {"上午", "下午"}
        or text[max(0, time.start - 1) : time.start] == "是"
    ):
        return True
    if not isinstance(following, Token) or following.kind is not Kind.DEED:
        return time.day is not None and not isinstance(following, Token)
    return text[following.end : following.end + 1] in {"的", "《"}


def _words(text: str, time: Time) -> str:
    if time.day and time.month:
        day = f"{time.month:02}-{time.day:02}"
        return f"{time.year}-{day}" if time.year else day
    is_next = text[max(0, time.start - 2) : time.start] in NEXT_YEAR and not time.year
    words = text[time.start - 2 * is_next : time.end]
    return re.sub(r"^(?:20)?[x×X_* ]*年(?=\d)", "", words).removesuffix("的")


def _is_window(text: str, clause: Clause, at: int) -> bool:
    """From one day to another: no day by which anything is due."""
    time = clause.phrases[at]
    before, behind = text[max(0, time.start - 2) : time.start], text[time.end : time.end + 4]
    if WINDOW_BEFORE.search(before) or WINDOW_BEHIND.match(behind):
        return True
    last = clause.phrases[at - 1] if at else None
    return (
        isinstance(last, Time)
        and text[last.end : time.start] in {"-", "至", "到", "--", "起至"}
    ) or (before.endswith(("至", "-")) and at > 0 and time.year is not None)


def _leads_to_length(text: str, time: Time, following: Phrase | None) -> bool:
    """学期结束前一周, 开学后两周内: the length behind it reads them together."""
    return (
        isinstance(following, Count)
        and following.is_length
        and following.start == time.end
        and text[time.start : time.end].endswith(("前", "后", "开学", "开学初"))
    )


def _stands_alone(text: str, clause: Clause, at: int) -> bool:
    """An edge without 前 or 内 is a time only before the act, not in a name (期末检测)."""
    time, following = clause.phrases[at], _next(clause, at)
    before = text[clause.start : time.start]
    if text.startswith(OF_EXAMS, time.end) or KIND_IN_LIST.match(text, time.end):
        return False
    if text[time.start : time.end] in HALVES and not (
        at and isinstance(clause.phrases[at - 1], Period)
    ):
        return False
    at_front = (
        at == 0
        or isinstance(clause.phrases[at - 1], Period | Each)
        or _is_before(clause.phrases[at - 1], time)
    )
    if before and before[-1] in "、和及与":
        return False
    if following is None or following.start - time.end > 6:
        return at_front and (time.end >= clause.end or text[time.start] == "第" or not before)
    if isinstance(following, Token):
        near = following.kind in {
            *(Kind.DEED, Kind.TOWARDS, Kind.PARTY, Kind.ROLE, Kind.TOGETHER, Kind.DUTY),
            *(Kind.BY, Kind.MUTUAL, Kind.LEAST, Kind.EACH),
        }
        return at_front and ((near and following.start == time.end) or text[time.start] == "第")
    return at_front


def _is_before(phrase: Phrase, time: Time) -> bool:
    is_near = phrase.end == time.start
    return (
        is_near
        and isinstance(phrase, Token)
        and (phrase.words in PLACES or phrase.kind in {Kind.PARTY, Kind.ROLE, Kind.DUTY})
    )


def _before_event(text: str, clause: Clause) -> Deadline | None:
    found = BEFORE_EVENT.search(text, clause.start, clause.end)
    if not found:
        return _at_end(text, clause)
    at = next(
        (i for i, p in enumerate(clause.phrases) if p.end > found.start()), len(clause.phrases)
    )
    start = _left(clause, at)
    if found.start() - start > 14:
        return None
    return Deadline(words=text[start : found.end()], start=start, end=found.end())


def _at_end(text: str, clause: Clause) -> Deadline | None:
    """支教结束时, 挂职期满后."""
    found = AT_END.search(text, clause.start, clause.end)
    if found and found.start() > clause.start and not _is_led(text, clause, found.start()):
        return None
    return _named(text, found.start(), found.end()) if found else None


def _is_led(text: str, clause: Clause, at: int) -> bool:
    """乙方在见习期满时: behind who acts, before any act."""
    before = [phrase for phrase in clause.phrases if phrase.start < at]
    is_party = all(isinstance(p, Token) and p.kind in STOPS_AT for p in before if p.end < at)
    return is_party and text[at - 1] in "在于方校园傅师弟员"


def _left(clause: Clause, at: int) -> int:
    """Where the words begin that say from when a length is counted."""
    for before in reversed(clause.phrases[:at]):
        if isinstance(before, Period):
            return before.end
        if isinstance(before, Token) and (before.kind in STOPS_AT or before.words in PLACES):
            return before.end
    return clause.start


def _next(clause: Clause, at: int) -> Phrase | None:
    return clause.phrases[at + 1] if at + 1 < len(clause.phrases) else None


def _is_border(phrase: Phrase | None) -> bool:
    return isinstance(phrase, Token) and phrase.kind is Kind.BORDER


def taken(deadline: Deadline | None, phrases: Sequence[Phrase]) -> set[int]:
    """Which of ``phrases`` the words of the deadline hold, so that they are no counts."""
    if not deadline:
        return set()
    return {
        i for i, p in enumerate(phrases) if deadline.start <= p.start and p.end <= deadline.end
    }
