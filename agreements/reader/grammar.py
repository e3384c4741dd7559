"""Clauses put together into duties."""

import re
from collections.abc import Sequence

from agreements.reader.carrying import finish, take_period, take_subject
from agreements.reader.clauses import CIRCLED, Clause, clauses
from agreements.reader.counting import Piece, is_asked, is_bare, is_share, pieces
from agreements.reader.deadlines import Deadline, deadline_of
from agreements.reader.drafts import Draft
from agreements.reader.eachof import set_items, set_own, take_each
from agreements.reader.filters import (
    COMPOSED,
    asking,
    before_stop,
    has_placeholder,
    is_standing_rule,
    is_told,
    periods_of,
    stops_clause,
)
from agreements.reader.floors import (
    add_floor,
    add_size,
    bounds_piece,
    is_floor,
    priced,
    size_of,
    take_extra,
)
from agreements.reader.leadins import ACTS, LITTLE, closes, is_lead_in, wait
from agreements.reader.lexicon.kinds import Kind
from agreements.reader.phrases import Count, Period
from agreements.reader.rewards import is_payer
from agreements.reader.state import CONNECTORS, Carry, Context, State, bare
from agreements.reader.subjects import Subject, subject_of
from agreements.reader.text import CELL
from agreements.reader.timing import set_nearest
from agreements.reader.told import is_binding, is_own_work, sentence_tells
from agreements.reader.turning import turn_issue, turn_length

SIGNED = re.compile(r"(?:小学|中学|学校|幼儿园|教育局|教体局|委员会|办公室|中心|支部)$")
TITLE = 8  # characters of a sentence that only names a point
SHORTEST = 2  # characters of an act
EVENT = re.compile(
    r"(?:课|赛|会|周|展|讲座|检查|评比|测评|汇报|总结|培训|调研|沙龙|论坛|研讨|交流|展示|考核|验收|评估|仪式|座谈|观摩|评选"
    r"|反馈|表彰|报告|动员|活动)[”\"]?$"
)
OF_WHOM = re.compile(r"\([^()]*(?:教龄|年龄|周岁|工龄|满|任教经历|职称|学历)[^()]*\)")
SLOGAN = re.compile(r"[\d一二三四五六七八九十]+个[“\"]?一[”\"]?")


def read_block(text: str, start: int, end: int, context: Context, drafts: list[Draft]) -> Carry:
    """Append the duties of ``text[start:end]`` to ``drafts``."""
    state = State(text=text, context=context, drafts=drafts)
    if context.is_of_conditions:
        return state.carry
    state.clauses = clauses(text, start, end, context.sides.names)
    _take_cell(state)
    sentences: dict[int, list[Clause]] = {}
    for clause in state.clauses:
        sentences.setdefault(clause.sentence, []).append(clause)
    state.carry.period = context.period
    whole = list(sentences.values())
    for sentence in whole[1:] if _is_titled(state, whole) else whole:
        _sentence(state, sentence)
    return state.carry


def _is_titled(state: State, sentences: Sequence[Sequence[Clause]]) -> bool:
    """3.做一次展示。每年承担一次…: the first sentence names what the next one asks."""
    if len(sentences) < len(("title", "rule")) or len(sentences[0]) > 1 or state.context.month:
        return False
    title, following = sentences[0][0], sentences[1]
    is_short = title.end - title.start <= TITLE and title.counts and not title.periods
    return bool(is_short) and any(clause.periods and clause.counts for clause in following)


def _take_cell(state: State) -> None:
    """A cell of a row that holds a party and no more says whose the row is."""
    for clause in state.clauses:
        parties = clause.tokens(Kind.PARTY)
        is_cell = clause.sign == CELL or state.text[clause.start - 1 : clause.start] == CELL
        if is_cell and len(parties) == 1 and not LITTLE.sub("", bare(state.text, clause)):
            subject = subject_of(state.text, clause, state.context.sides)
            if subject:
                take_subject(state, clause, subject)


def _sentence(state: State, sentence: Sequence[Clause]) -> None:
    words = state.text[sentence[0].start : sentence[-1].end]
    state.carry.new_sentence()
    _open_point(state, sentence[0])
    sentence = before_stop(state, sentence)
    if not sentence or sentence_tells(words):
        return
    had, state.first = len(state.drafts), sentence[0]
    for clause in sentence:
        if is_own_work(words, state.words(clause)) or _goes_on_telling(state, clause):
            continue
        if not state.context.is_report or is_standing_rule(words, state.words(clause)):
            _clause(state, clause)
    if state.context.month and not any(stops_clause(state.words(c)) for c in sentence):
        _month_items(state, sentence, had)


def _goes_on_telling(state: State, clause: Clause) -> bool:
    """全县共选派86人,培训1200人次: behind what is told a bare number asks nothing."""
    carry, words = state.carry, state.words(clause)
    is_free = carry.telling == "state" and bool(clause.tokens(Kind.DEED))
    if carry.telling and not is_free and not clause.periods and not is_binding(words):
        return True
    has_state = bool(clause.tokens(Kind.STATE)) or words.endswith(COMPOSED)
    is_deed = is_told(state, clause)
    is_number = bool(clause.counts) and (is_deed or has_state)
    carry.telling = ("deed" if is_deed else "state") if is_number else ""
    return False


def _open_point(state: State, first: Clause) -> None:
    """Behind ① or a bullet: of each of what and how often hold no longer."""
    if state.text[first.start - 1 : first.start] in tuple(CIRCLED):
        state.carry.each, state.carry.period = (), state.context.period


def _clause(state: State, clause: Clause) -> None:
    carry = state.carry
    subject = subject_of(state.text, clause, state.context.sides)
    if subject and not clause.in_bracket:
        take_subject(state, clause, subject)
        if clause is state.first and not subject.is_weak and not clause.periods:
            told = state.context.period
            carry.period = told if told and told.is_this else None
            carry.each = carry.each if subject.is_alone else ()
    if _asks_nothing(state, clause, subject):
        return
    turn_length(clause)
    turn_issue(state, clause)
    often = periods_of(state, clause)
    deadline = deadline_of(state.text, clause, month=state.month)
    if often:
        take_period(state, often[0])
        if not often[0].is_this and carry.waiting is None:
            carry.time = None
    carry.time = deadline or carry.time
    carry.is_dated = carry.is_dated or has_placeholder(clause)
    counts = asking(state, clause, deadline)
    if not counts and is_lead_in(state, clause, deadline):
        wait(state, clause)
    elif not counts and not often and deadline and closes(state, clause, deadline):
        pass
    else:
        _act(state, clause, counts, deadline, often)
        carry.waiting, carry.waits_for_act = None, False
        carry.floor = carry.floor if carry.is_in_floor else None
        carry.is_floor_own = carry.is_floor_own and carry.is_in_floor
        carry.is_in_floor = False


def _asks_nothing(state: State, clause: Clause, subject: Subject | None) -> bool:
    if stops_clause(_outside(state.words(clause))):
        state.carry.head = None
        return True
    return is_payer(state, clause, subject)


def _outside(words: str) -> str:
    """Without what brackets hold: a condition there (教龄满两年) is only on who is chosen."""
    return OF_WHOM.sub("", words)


def _act(
    state: State,
    clause: Clause,
    counts: list[Count],
    deadline: Deadline | None,
    often: list[Period],
) -> None:
    carry = state.carry
    if counts:
        _counted(state, clause, counts, deadline)
    elif _is_frequency(state, clause, deadline, often):
        _uncounted(state, clause, deadline)
    else:
        carry.head = clause if clause.tokens(*ACTS) else None
        if carry.head and not clause.in_bracket:
            take_each(state, clause)
        _take_jointly(state, clause)
        _take_apart(state, clause)


def _take_jointly(state: State, clause: Clause) -> None:
    """互相听课。每学期进行两轮听课: what is done to each other is done by both."""
    carry = state.carry
    is_open = carry.side is None and state.context.subject is None
    if is_open and clause.tokens(Kind.MUTUAL) and state.context.sides.has_any:
        carry.side, carry.is_jointly = "both", True


def _take_apart(state: State, clause: Clause) -> None:
    """双方各自开辟专栏,专栏每月更新一次: what each has of its own, each sees to, to the end of
    the sentence."""
    carry = state.carry
    side = carry.side or state.context.subject
    if side == "both" and any(t.words == "各自" for t in clause.tokens(Kind.EACH)):
        carry.side_before = carry.side_before or (carry.side, carry.side_place)
        carry.side = "each"


def _is_frequency(
    state: State, clause: Clause, deadline: Deadline | None, often: list[Period]
) -> bool:
    """Whether a clause without a number is a duty by its frequency or its day."""
    carry = state.carry
    acts = clause.tokens(*ACTS)
    place = (deadline.start, deadline.end) if deadline else (0, 0)
    acts = [t for t in acts if not place[0] <= t.start < place[1]]
    if clause.in_bracket and not acts:
        return False
    is_opened = clause.sign == ":" and _is_opened(state, clause)
    if is_opened and (deadline is None or SLOGAN.search(state.words(clause))):
        return False
    asks = [p for p in often if p.code != "agreement" and not p.is_this]
    if asks:
        return bool(acts) or len(state.words(clause)) > 9
    if is_told(state, clause):
        return False
    if carry.waits_for_act and not clause.in_bracket:
        is_event = bool(carry.time and carry.time.month) and bool(
            EVENT.search(state.words(clause))
        )
        return (bool(acts) or is_event) and not (
            carry.period and carry.period.is_this and not carry.time
        )
    if deadline is None:
        return False
    if (
        deadline.month
        and deadline.start - clause.start < 3
        and EVENT.search(state.words(clause))
    ):
        return True
    return bool(acts) or bool(state.context.month) or state.text[deadline.start] == "第"


def _is_opened(state: State, clause: Clause) -> bool:
    """到甲方听课:语文不少于4次,…: the numbers stand behind the colon."""
    at = state.clauses.index(clause)
    return any(later.counts for later in state.clauses[at + 1 : at + 3])


def _uncounted(state: State, clause: Clause, deadline: Deadline | None) -> None:
    draft = state.draft(start=state.start_of(clause), end=clause.end)
    take_each(state, clause)
    finish(state, clause, draft, deadline)
    state.add(draft, is_main=True)
    state.carry.head = None


def _counted(
    state: State, clause: Clause, counts: list[Count], deadline: Deadline | None
) -> None:
    if is_floor(state, clause, counts):
        return
    inner = priced(clause, counts)
    if inner:
        counts = [count for count in counts if count is not inner[1]]
    sized = None if inner else size_of(state, counts)
    if sized:
        counts = [count for count in counts if count is not sized]
    take_each(state, clause)
    start, whole = state.start_of(clause), state.carry.main
    for piece in pieces(state, clause, counts, start):
        _one(state, clause, piece, deadline=deadline, whole=whole)
        if not state.carry.is_in_share:
            whole = state.carry.main
    if inner:
        each, count = inner
        add_floor(state, clause, each, (each.start, count.end, count, []))
    if sized:
        add_size(state, clause, sized)
    state.carry.head = None


def _one(
    state: State,
    clause: Clause,
    piece: Piece,
    *,
    deadline: Deadline | None,
    whole: int | None,
) -> None:
    start, end, count, extras = piece
    if not is_asked(state, clause, count, start) or bounds_piece(state, clause, piece):
        return
    draft = state.draft(start=start, end=end)
    head = None
    if is_bare(state, clause):
        if _fills(state, draft, clause, count):
            return
        head = state.carry.head
    if head:
        found = CONNECTORS.match(state.text, head.start, head.end)
        draft.start = found.end() if found else head.start
    draft.take(count)
    set_own(state, clause, draft, count, start)
    set_items(state, clause, draft, count, start)
    finish(state, head or clause, draft, deadline)
    set_nearest(state, clause, draft)
    for extra in extras:
        take_extra(draft, extra)
    is_part = is_share(state, clause, whole, start)
    draft.whole = whole if is_part else None
    if is_part and not clause.tokens(Kind.PARTY, Kind.BY, Kind.EACH):
        draft.side = state.drafts[whole].side
    if is_part and not clause.periods:
        draft.period = state.drafts[whole].period
    state.add(draft, is_main=not is_part)
    state.carry.is_in_share = is_part


def _fills(state: State, draft: Draft, clause: Clause, count: Count) -> bool:
    """The number of the frequency read in the clause before."""
    open_draft = state.main
    if open_draft is None or open_draft.count is not None:
        return False
    last = state.drafts[-1]
    if last.block != open_draft.block or last.end < clause.start - 2:
        return False
    if clause.periods:
        open_draft.period = clause.periods[0].code
    open_draft.take(count)
    open_draft.each_of = open_draft.each_of or state.carry.each
    open_draft.end = draft.end
    return True


def _month_items(state: State, sentence: Sequence[Clause], had: int) -> None:
    """Under a month the sentence itself is a duty, where its first clause is none yet; on the
    line of the month every act is one."""
    plain = [clause for clause in sentence if not clause.in_bracket]
    acts = [clause for clause in plain[1:] if clause.tokens(*ACTS)]
    for clause in (*plain[:1], *(acts if state.context.is_inline else ())):
        words = state.words(clause).strip()
        if len(words) >= SHORTEST and "一些" not in words:
            _month_item(state, clause, had)


def _month_item(state: State, clause: Clause, had: int) -> None:
    if any(d.start < clause.end and clause.start < d.end for d in state.drafts[had:]):
        return
    is_name = state.context.is_plain and bool(SIGNED.search(state.words(clause)))
    is_day = state.context.is_plain and not LITTLE.sub("", bare(state.text, clause))
    if is_name or is_day:
        return
    found = CONNECTORS.match(state.text, clause.start, clause.end)
    draft = state.draft(start=found.end() if found else clause.start, end=clause.end)
    later = state.carry.time
    if later and later.start >= clause.end:
        state.carry.time = None
    finish(state, clause, draft, None)
    state.carry.time = later
    state.drafts.insert(had, draft)
    for later in state.drafts[had + 1 :]:
        if later.whole is not None and later.whole >= had:
            later.whole += 1
    if state.carry.main is not None and state.carry.main >= had:
        state.carry.main += 1
