"""What each event must hold: 每次不少于12人, 时间至少两周, 每篇不少于800字, 每套220元."""

import re

from agreements.reader.carrying import side_of
from agreements.reader.clauses import Clause
from agreements.reader.counting import Piece, is_bare, pieces
from agreements.reader.drafts import Draft
from agreements.reader.lexicon import units
from agreements.reader.lexicon.kinds import Kind
from agreements.reader.phrases import Count, Each
from agreements.reader.state import State

EVENT_UNITS = frozenset({*units.EVENTS, *units.LESSONS, *"期篇份套本件册项幅台批个"})
HEADS_OF = re.compile(
    r"(?:人数|(?:参[训加与会]|听课|受训|到[会场]|与会|受益|观摩)(?:的)?"
    r"(?:教师|学生|人员|师生|家长|干部|老师|幼儿|代表|群众|党员|骨干|成员|专家|名师|学员|会员|者)(?:人数)?)(?:应|须|要|均)?$"
)
OF_PIECES = frozenset({"字", "分钟", "小时", "个小时"})
PIECES = frozenset("套件册台本份篇幅")
LENGTH_LEAD = re.compile(
    r"时间|为期|满|每次|每期|期限|时长|每人|不少于|至少|连续|集中|累计|挂职|跟岗|脱产|原则|最|一般|周期"
)
ACTS_IN = frozenset(
    [
        "展示",
        "发放",
        "安排",
        "组织",
        "参加",
        "提供",
        "撰写",
        "听课",
        "覆盖",
        "邀请",
        "参与",
        "举办",
        "开展",
        "上",
        "听",
        "讲",
        "确定",
        "选派",
        "完成",
        *(
            "印发",
            "编发",
            "发行",
            "推送",
            "刊发",
            "刊登",
            "收录",
            "赠送",
            "捐赠",
            "邀请",
            "派出",
        ),
        *(
            "提交",
            "上交",
            "布置",
            "批改",
            "制作",
            "录制",
            "编写",
            "补贴",
            "补助",
            "资助",
            "投入",
        ),
    ]
)
MEASURES_OF = re.compile(
    r"(?:的?(?:时间|字数|篇幅|稿件|内容|时长|人数|听众|听讲教师|参加人员|参与教师|参训教师)[为是]?)+$"
)
EDGE_OF = re.compile(r"前|后")  # 每节公开课前指导3次: of each lesson
BARE_ACTS = frozenset("送写交做派带")
PEOPLE = frozenset({*units.PEOPLE, *units.ATTENDANCES})


def is_floor(state: State, clause: Clause, counts: list[Count]) -> bool:
    """Whether the clause bounds each event; it is then read."""
    each = next((e for e in clause.eaches if e.start < counts[0].start), None)
    if _is_of_piece(state, clause, counts):
        _add(state, clause, (state.start_of(clause), clause.end, counts[0], []), "")
        return True
    if _per_course(state, clause, counts):
        return True
    if _takes_days(state, clause, each, counts):
        state.carry.floor, state.carry.is_in_floor = each, each is not None
        return True
    if _takes_upper(state, clause, counts):
        return True
    if _counts_people(state, clause, counts) and _takes_people(state, clause, counts[0]):
        return True
    return _of_each_event(state, clause, each, counts)


def _of_each_event(
    state: State, clause: Clause, each: Each | None, counts: list[Count]
) -> bool:
    """每次…, also in the clause behind it (每次2—3人,不少于4节课)."""
    is_more = each is None and _goes_on(state, clause, counts[0])
    if is_more or (
        each is None and is_bare(state, clause) and not _waits_for(state, counts[0])
    ):
        each = state.carry.floor
    if each is None or each.unit not in EVENT_UNITS or clause.periods:
        return False
    if each.unit == "个" or (len(counts) > 1 and each.end == counts[0].start):
        return False
    state.carry.floor, state.carry.is_in_floor = each, True
    if _takes_people(state, clause, counts[0]):
        return True
    state.carry.is_floor_own = True
    for piece in pieces(state, clause, counts, state.start_of(clause)):
        add_floor(state, clause, each, piece, noun=state.carry.floor_noun if is_more else "")
    return True


def _per_course(state: State, clause: Clause, counts: list[Count]) -> bool:
    """跟岗每学期4批,每期不少于3人、每期两周: 每期 is of each of them, not of a term."""
    draft = state.main
    said = {state.text[period.start : period.end] for period in clause.periods}
    if draft is None or said != {"每期"} or not is_bare(state, clause):
        return False
    is_people = draft.unit in PEOPLE or draft.people is not None
    for count in counts:
        if count.is_length:
            draft.days = days(count) if draft.days is None else draft.days
            draft.mark("floor_days", *count.number)
        elif count.unit in PEOPLE and not is_people:
            draft.people = count.minimum
            draft.mark("floor_people", *count.number)
        else:
            return False
    draft.end = clause.end
    return True


def bounds_piece(state: State, clause: Clause, piece: Piece) -> bool:
    """选派4批次、每批次不少于3名教师: whether the piece bounds each of what the clause counts
    before it; it is then read."""
    start, _end, count, _extras = piece
    each = next((e for e in clause.eaches if start <= e.start < count.start), None)
    draft = state.main
    if each is None or draft is None or not clause.start <= draft.start < start:
        return False
    if each.unit not in EVENT_UNITS or each.unit != draft.unit:
        return False
    if count.is_length and draft.days is None:
        draft.days, draft.end = days(count), clause.end
        draft.mark("floor_days", *count.number)
    elif not _takes_people(state, clause, count):
        add_floor(state, clause, each, piece)
    return True


def _goes_on(state: State, clause: Clause, count: Count) -> bool:
    """每次送课不少于2节,听评课不少于2节: one more thing of which each event holds so many."""
    carry = state.carry
    if not carry.is_floor_own or not count.has_bound or clause.periods or clause.eaches:
        return False
    named = clause.tokens(Kind.PARTY, Kind.ROLE, Kind.TOGETHER, Kind.MUTUAL, Kind.PART)
    return not named and not clause.in_bracket and count.unit not in PEOPLE


def _waits_for(state: State, count: Count) -> bool:
    """每次不少于3人,全学期不少于4次: the frequency before the bounds has no number yet."""
    is_event = not count.is_length and count.unit not in PEOPLE
    return state.main is not None and state.main.count is None and is_event


def _counts_people(state: State, clause: Clause, counts: list[Count]) -> bool:
    """…2次,培训人数不少于20人; each school is asked for its own."""
    heads = HEADS_OF.search(state.text, clause.start, counts[0].start)
    if heads is None or any(
        token.start < heads.start() for token in clause.tokens(Kind.PARTY, Kind.EACH)
    ):
        return False
    return len(counts) == 1 and not clause.periods


def _is_of_piece(state: State, clause: Clause, counts: list[Count]) -> bool:
    """撰写论文1篇,不少于2000字: the second number measures each of the first."""
    draft, count = state.main, counts[0]
    if draft is None or draft.count is None or len(counts) > 1 or clause.periods:
        return False
    if count.unit not in OF_PIECES or draft.unit == count.unit or clause.eaches:
        return False
    return not clause.tokens(Kind.DEED, Kind.PART) and (
        clause.in_bracket or is_bare(state, clause)
    )


def _takes_days(state: State, clause: Clause, each: Each | None, counts: list[Count]) -> bool:
    count, draft = counts[0], state.main
    if not count.is_length or draft is None or len(counts) > 1 or clause.periods:
        return False
    is_open = draft.count is None and each is None and draft.people is None
    if is_open or draft.days is not None or (draft.count and draft.count.is_length):
        return count.unit in units.TERMS_LONG
    lead = state.text[clause.start : count.start]
    if not each and lead and not LENGTH_LEAD.search(state.text[clause.start : count.end]):
        return False
    draft.days, draft.end = days(count), clause.end
    draft.mark("floor_days", *count.number)
    return True


def _takes_people(state: State, clause: Clause, count: Count) -> bool:
    draft = state.main
    if count.unit not in PEOPLE or count.minimum is None or draft is None:
        return False
    if draft.people is not None or draft.unit in PEOPLE:
        return False
    draft.people, draft.end = count.minimum, clause.end
    draft.mark("floor_people", *count.number)
    return True


def _takes_upper(state: State, clause: Clause, counts: list[Count]) -> bool:
    """…不少于2次,不超过4次: the second bound of the same count."""
    draft, count = state.main, counts[0]
    if len(counts) != 1 or count.minimum is not None or draft is None or clause.periods:
        return False
    if draft.count is None or draft.unit != count.unit or not is_bare(state, clause):
        return False
    if clause.eaches:
        return False
    draft.maximum, draft.end = count.maximum, clause.end
    draft.mark("maximum", *count.number)
    return True


def take_extra(draft: Draft, extra: Count) -> None:
    """选派2名教师跟岗四周: the stay bounds the duty."""
    if extra.is_length and draft.days is None and not draft.count.is_length:
        draft.days = days(extra)
        draft.mark("floor_days", *extra.number)
    elif extra.unit in PEOPLE and draft.unit in units.EVENTS and extra.minimum is not None:
        draft.people = extra.minimum
        draft.mark("floor_people", *extra.number)


def days(count: Count) -> int | None:
    scale = units.LENGTHS.get(count.unit)
    return count.minimum * scale if scale and count.minimum is not None else None


def priced(clause: Clause, counts: list[Count]) -> tuple[Each, Count] | None:
    """每套220元的床上用品15套: the price is a duty of its own."""
    for each in clause.eaches:
        if each.unit in PIECES and len(counts) > 1:
            count = next((c for c in counts if c.start == each.end), None)
            if count:
                return each, count
    return None


SIZE_OF = re.compile(r"(?:左右|上下)?的")


def size_of(state: State, counts: list[Count]) -> Count | None:
    """不少于3000字的心得1篇: how long each of them has to be."""
    if len(counts) < len(("size", "pieces")):
        return None
    return next(
        (c for c in counts if c.unit in OF_PIECES and SIZE_OF.match(state.text, c.end)), None
    )


def add_size(state: State, clause: Clause, count: Count) -> None:
    """An entry of its own, of each of the pieces that the duty before counts."""
    main = next((d for d in state.drafts[::-1] if d.start <= count.start < d.end), None)
    if main is None or main.count is None:
        return
    piece = (main.start, main.end, count, [])
    draft = _add(state, clause, piece, _sized_noun(state, main, count))
    draft.mark("each_of", *main.count.measure)


def _sized_noun(state: State, draft: Draft, size: Count) -> str:
    """The noun behind the pieces, else the one before them: 3篇…随笔, 的读书心得1篇."""
    counted, text = draft.count, state.text
    words = (
        text[size.end : draft.end]
        if counted.start < size.start
        else text[size.end : counted.start]
    )
    words = SIZE_OF.sub("", words, count=1).strip("的 各共") or text[counted.end : draft.end]
    return words.split(",")[0].split("(")[0].removeprefix("的").strip("和与及、")


def add_floor(
    state: State, clause: Clause, each: Each, piece: Piece, *, noun: str = ""
) -> None:
    """An entry of its own, of each event or piece, without a period."""
    draft = _add(state, clause, piece, noun or _event_noun(state, clause, each, piece[2]))
    state.carry.floor_noun = "".join(draft.each_of)
    draft.mark("each_of", each.start, each.end)


def _add(state: State, clause: Clause, piece: Piece, noun: str) -> Draft:
    start, end, count, _extras = piece
    draft = state.draft(start=start, end=end)
    draft.take(count)
    draft.side = state.main.side if state.main else side_of(state, clause, draft)
    noun = noun or (_counted_noun(state, state.main) if state.main else "")
    draft.each_of = (noun,) if noun else ()
    state.add(draft, is_main=False)
    return draft


def _event_noun(state: State, clause: Clause, each: Each, count: Count) -> str:
    text = state.text
    if count.start == each.end and clause.counts[-1] is not count:
        return text[count.end : clause.counts[-1].start].strip("的共、")
    bounds = clause.tokens(Kind.LEAST, Kind.MOST, Kind.DUTY)
    stop = min([count.start, *(t.start for t in bounds if t.start >= each.end)])
    for token in clause.tokens(Kind.DEED):
        if each.end + 1 < token.start < stop and token.words in ACTS_IN:
            stop = token.start
    noun = MEASURES_OF.sub("", EDGE_OF.split(text[each.end : stop])[0]).strip("的")
    return "" if noun in ACTS_IN or noun in BARE_ACTS else noun


BEFORE_NOUN = re.compile(
    r"教?师?(?:赴|前往)|[甲乙丙]方|受援学?校|支援学?校|对方|我[校园]|每(?:周|月|学期|学年|年|天|次)|共同|联合|[,、的到对为向每上听写做]|开设|安排|选派|开展|组织|举办|主持|承办|协办|主办|领办|牵头|负责|参与|主讲|编发|印发|编印|发布|出版|推送|制作|(?:(?<![笔札日周手标])|(?<=每周)|(?<=每日))记(?!录|叙|者|事)|撰写|完成|提供|进行|举行|召开|发表|承担|参加"
)


def _counted_noun(state: State, draft: Draft) -> str:
    """What a duty counts: 撰写教学论文2篇 is 教学论文."""
    if not draft.count:
        return ""
    behind = state.text[draft.count.end : draft.end].split(",")[0].split("(")[0]
    words = behind or state.text[draft.start : draft.count.start]
    found = [part for part in BEFORE_NOUN.split(words) if part]
    return (found[0] if behind else found[-1]) if found else ""
