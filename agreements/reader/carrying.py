"""What a clause says itself and what it takes over: who acts, how often, by when."""

import re

from agreements.reader.clauses import Clause
from agreements.reader.deadlines import Deadline
from agreements.reader.drafts import Draft
from agreements.reader.lexicon import units
from agreements.reader.lexicon.kinds import Kind
from agreements.reader.phrases import Period
from agreements.reader.rewards import is_rewarded
from agreements.reader.sides import OPPOSITE
from agreements.reader.state import Carry, State
from agreements.reader.subjects import Subject, object_side, side_of_act, subject_of
from agreements.reader.timing import set_times
from agreements.reader.tokens import Token

ONE_SIDED = frozenset({"supporting", "receiving"})
PERSONS = frozenset({"人", "名", "位", "生"})
PEOPLE_END = ("师", "生", "员", "干部", "骨干", "组长", "校长", "园长", "主任", "徒弟", "书记")
SCHOOLS = frozenset({"校", "园"})
OF_BOTH = frozenset({"both", "each"})
OWN_NAMES = frozenset({"学校", "校方", "我校", "本校", "学校领导", "我园", "本园"})
OVER_BOTH = frozenset({"秘书处", "联盟办公室", "工作室办公室", "办公室", "考评小组"})
JUDGES = frozenset(
    {"考核", "评选", "评比", "表彰", "奖励", "评出", "验收", "督查", "督导", "考核总结"}
)
JOINT_ACTS = frozenset(
    {"共同", "联合", "联手", "一起", "合作", "合作完成", "携手", "联办", "合办"}
)
NO_ACT = frozenset({"互动", "互通", "相互", "互为", "互学", "互帮"})
GRANTS = re.compile(r"给予[^,;]{0,16}(?:补助|奖励|补贴|表彰)")
PARTS_OF_ONE = re.compile(
    r"年级|级部|学科|班|科室|中心|小组|工作组|专委会|委员会|领域|板块|模块|处室|部门|年段|学段|教研组|备课组|组织|项|类|种|级|个|位"
)
IN_PARTS = re.compile(r"、[^,。;、]{1,4}(?:年级|学科|班|学段|教研组)$")
TWO_EDGES = re.compile(r"期中.?期末|寒、?暑假|[、和与及]")
GIVEN = frozenset({"送教", "送课", "送培", "送研", "捐赠", "捐助", "赠送", "资助", "走教"})
PRAISE = ("优秀", "先进", "最佳", "模范", "评选", "评出", "表彰")
OF_PAIRS = (
    *("对子", "关系", "名单", "协议", "合同", "手册", "档案", "花名册", "材料", "结对", "活动"),
    *("考核", "工作", "帮扶", "成长", "记录", "双选"),
)
MEETINGS = frozenset({"座谈会", "例会", "交流座谈会", "推进会", "座谈"})
OF_ONE_SCHOOL = (
    "教师",
    "学生",
    "家长",
    "老师",
    "代表",
    "班主任",
    "组长",
    "师生",
    "幼儿",
    "教职工",
)
TITLE = 8  # characters of a sentence that only names a point
SIGNS = frozenset({"签订", "签署"})
SERVES = frozenset({"选派", "配备", "安排", "指派", "配"})
ALL_OF = re.compile(r"都|均|各自|分别|分头")


def take_subject(state: State, clause: Clause, subject: Subject) -> None:
    carry, context = state.carry, state.context
    side = _side_of(state, clause, subject)
    if clause is state.first and not clause.eaches:
        carry.each = ()
    if _is_another(clause, subject, carry.each):
        carry.each = ()
    if not side:
        return
    if side == "each" and clause is not state.first and carry.side not in {None, "each"}:
        carry.side_before = carry.side_before or (carry.side, carry.side_place)
    carry.side, carry.side_place = side, (subject.start, subject.end)
    carry.is_jointly = carry.is_guessed = False
    if not clause.eaches:
        carry.each = ()
    if subject.is_alone and context.month is None:
        carry.each, carry.each_place = (subject.noun,), (subject.start, subject.end)


def _is_another(clause: Clause, subject: Subject, each: tuple[str, ...]) -> bool:
    """每位名师每年送教2次,学科带头人每年1次: people of another kind, not each of the first."""
    is_named = bool(subject.noun) and not any(noun in subject.noun for noun in each)
    return (
        is_named
        and subject.start == clause.start
        and not clause.eaches
        and bool(clause.periods)
    )


def _side_of(state: State, clause: Clause, subject: Subject) -> str:
    """ "" leaves the side that was carried."""
    carry, context = state.carry, state.context
    known = carry.side or context.subject
    if _is_served(clause, subject):
        return "bureau"
    if subject.is_weak:
        is_open = known in OF_BOTH or (known is None and context.sides.has_sides)
        if (
            known in OF_BOTH
            and not subject.side
            and not clause.tokens(Kind.MUTUAL, Kind.TOGETHER)
        ):
            other = object_side(state.text, clause, context.sides)
            return OPPOSITE.get(other, "")
        return subject.side if is_open else ""
    if subject.side == "others":
        if known in ONE_SIDED and context.subject in ONE_SIDED:
            return OPPOSITE[context.subject]
        return (
            "both"
            if subject.noun.startswith(("结对", "协作"))
            else OPPOSITE.get(context.sides.ours, "")
        )
    if subject.side == "each" and subject.is_every and context.subject in ONE_SIDED:
        return context.subject
    if subject.side == "overseer":
        return _of_overseer(state, clause, subject)
    return subject.side


def _is_served(clause: Clause, subject: Subject) -> bool:
    """每位青年教师选派一名指导教师: for whom it is done does not act."""
    is_given = any(
        t.start == subject.end and t.words in SERVES for t in clause.tokens(Kind.DEED)
    )
    mentors = [t for t in clause.tokens(Kind.PARTY) if t.value == "mentor"]
    return bool(clause.eaches) and is_given and any(t.start > subject.end for t in mentors)


def _of_overseer(state: State, clause: Clause, subject: Subject) -> str:
    """学校 is a side of its own plan; over a pair of teachers it is neither side."""
    sides = state.context.sides
    if sides.is_of_mentors or not sides.has_any:
        return "bureau"
    if state.carry.side == "both" and state.carry.side_place and subject.noun in OVER_BOTH:
        return "both"
    if subject.noun not in OWN_NAMES:
        own = state.context.subject or ("" if sides.labels else sides.ours)
        is_of_one = own in ONE_SIDED and subject.noun not in OVER_BOTH
        return own if is_of_one else "bureau"
    if clause.tokens(Kind.TOGETHER):
        return "both"
    if state.context.subject:
        return state.context.subject
    return "bureau" if sides.labels else sides.ours or "bureau"


def take_period(state: State, period: Period) -> None:
    state.carry.period = period


def finish(state: State, clause: Clause, draft: Draft, deadline: Deadline | None) -> None:
    """Who, how often, by when, of each of what; each with its place."""
    draft.side = side_of(state, clause, draft)
    set_times(state, draft, deadline)
    carry = state.carry
    is_behind = bool(carry.each_place) and carry.each_place[0] >= draft.end
    is_behind = is_behind or _counts_same(clause, draft, carry.each)
    if not draft.each_of and carry.each and not is_behind:
        draft.each_of = carry.each
        if carry.each_place:
            draft.mark("each_of", *carry.each_place)
    duty = [t for t in clause.tokens(Kind.DUTY) if t.value != "must"] or clause.tokens(
        Kind.DUTY
    )
    if duty:
        draft.modality = str(duty[0].value)
        draft.mark("modality", duty[0].start, duty[0].end)


def _counts_same(clause: Clause, draft: Draft, each: tuple[str, ...]) -> bool:
    """每生600元,其中女生6名: people are counted, so none of them is asked."""
    is_of_people = draft.unit in PERSONS and bool(clause.tokens(Kind.PART))
    return is_of_people and any(noun.endswith(tuple("生师员")) for noun in each)


def side_of(state: State, clause: Clause, draft: Draft) -> str | None:
    carry = state.carry
    if carry.side and carry.side_place:
        draft.mark("party", *carry.side_place)
    if is_rewarded(state, clause):
        return None
    return _shown_side(state, clause) or _said_side(state, clause)


def _shown_side(state: State, clause: Clause) -> str | None:
    """What the clause itself shows where nobody was named before it."""
    carry = state.carry
    if clause.in_bracket and not carry.side_place and (told := told_behind(state, clause)):
        return told
    if not (carry.is_jointly or carry.is_guessed):
        return None
    return OPPOSITE.get(object_side(state.text, clause, state.context.sides))


def _said_side(state: State, clause: Clause) -> str | None:
    carry, is_mutual = state.carry, _is_mutual(state, clause)
    side = carry.side or state.context.subject
    if side in ONE_SIDED and not carry.side_place and not state.context.subject:
        side = "both" if _is_joint(clause) else side
    if not side:
        side = carry.side = "both" if is_mutual else _silent(state, clause)
        carry.is_guessed = bool(state.context.before) and not carry.side_place
    if is_mutual:
        return "each"
    if side in OF_BOTH:
        is_alone = side == "each" or _is_apart(state, clause) or _is_of_persons(state, clause)
        return "each" if is_alone else "both"
    return side


def _is_joint(clause: Clause) -> bool:
    return any(token.words in JOINT_ACTS for token in clause.tokens(Kind.TOGETHER))


def told_behind(state: State, clause: Clause) -> str | None:
    """跟岗(每学期2人):受援学校教师到…: whose task it is, the words behind the colon say; of
    a meeting (联席会(每学期2次)) its name."""
    at = next((i for i, one in enumerate(state.clauses) if one is clause), 0)
    outer = next((one for one in reversed(state.clauses[:at]) if not one.in_bracket), None)
    later = next((one for one in state.clauses[at:] if not one.in_bracket), None)
    if outer is None or outer.tokens(Kind.PARTY):
        return None
    if outer.sign == ":" and later is not None:
        subject = subject_of(state.text, later, state.context.sides)
        if subject and subject.side in ONE_SIDED | OF_BOTH:
            return subject.side
    is_meeting = outer.tokens(Kind.TOGETHER) and state.context.sides.has_sides
    return "both" if is_meeting else None


def _is_of_persons(state: State, clause: Clause) -> bool:
    """Persons of both sides who act each alone: 两校教师每人, and so in the clause behind it;
    双方教师每年服务20小时, for hours are each one's own."""
    if any(each.unit in PERSONS for each in clause.eaches):
        return True
    if clause.tokens(Kind.TOGETHER):
        return False
    carried = state.carry.each
    if carried and all(noun.endswith(PEOPLE_END) for noun in carried):
        return True
    is_of_hours = any(count.unit in units.HOURS[:2] for count in clause.counts)
    people = [t.end for t in clause.tokens(Kind.ROLE, Kind.PARTY)]
    return is_of_hours and any(state.text.endswith(PEOPLE_END, 0, end) for end in people)


def _silent(state: State, clause: Clause) -> str | None:
    """Of a clause whose subject is left out, under no heading."""
    context = state.context
    sides, before = context.sides, context.before
    deeds = {token.words for token in clause.tokens(Kind.DEED)}
    joint = {t.words for t in clause.tokens(Kind.TOGETHER) if not _is_within(state, t)}
    if any(_is_both(state, token) for token in clause.tokens(Kind.PARTY)):
        return "both"
    if deeds & SIGNS and _signs(state, clause):
        return "both"
    if sides.writer:
        return sides.writer
    if (deeds & JUDGES and not joint & JOINT_ACTS) or GRANTS.search(state.words(clause)):
        return None
    if joint & JOINT_ACTS or (sides.has_any and joint and context.month is None):
        return "both"
    if object_side(state.text, clause, sides) or context.month:
        return side_of_act(state.text, clause, sides) or None
    if before and before.side and not _is_of_a_date(state) and not _has_title(state):
        return _taken_over(before, deeds)
    return side_of_act(state.text, clause, sides) or _fallback(state, clause)


def _taken_over(before: Carry, deeds: set[str]) -> str | None:
    """The side of the point before, but what is given no receiver gives."""
    if before.side == "receiving" and deeds & GIVEN:
        return "supporting"
    return before.side_before[0] if before.side_before else before.side


def _is_within(state: State, token: Token) -> bool:
    """教师座谈会, 家长代表座谈会: a meeting of the people of one school."""
    return token.words in MEETINGS and state.text.endswith(OF_ONE_SCHOOL, 0, token.start)


def _has_title(state: State) -> bool:
    """3.教学共研。每月…: a point with a title of its own takes over nobody."""
    first, following = (*state.clauses[:2], None, None)[:2]
    if first is None or following is None or following.sentence == first.sentence:
        return False
    return first.end - first.start <= TITLE and not first.phrases[1:] and not first.counts


def _is_of_a_date(state: State) -> bool:
    """3.12月,说课比赛: in a calendar a point takes nobody over from the one before."""
    time = state.carry.time
    return (
        time is not None and time.month is not None and time.start <= state.clauses[0].start + 1
    )


def _signs(state: State, clause: Clause) -> bool:
    """An agreement is signed by both; in the calendar of a year its office sees to it."""
    sides = state.context.sides
    is_between = bool(sides.schools or sides.labels) and state.context.month is None
    return is_between and "协议" in state.words(clause)


def _is_both(state: State, token: Token) -> bool:
    """师徒对子 is what is made, not who acts."""
    is_object = state.text.endswith(PRAISE, 0, token.start)
    is_name = state.text.startswith(OF_PAIRS, token.end)
    return token.value == "both" and not is_object and not is_name


def _fallback(state: State, clause: Clause) -> str | None:
    """In a plan of one school: its own people act; what nobody is named for, both do."""
    sides = state.context.sides
    is_own = bool(clause.tokens(Kind.ROLE)) and not sides.labels
    return (sides.ours if is_own else sides.fallback) or None


def _is_mutual(state: State, clause: Clause) -> bool:
    """互派 as a verb; 互访活动 is the name of an event."""
    counted = {count.start for count in clause.counts}
    return any(
        (token.words not in NO_ACT or token.end in counted)
        and not state.text.startswith(("活动", "机制", "制度", "交流活"), token.end)
        for token in clause.tokens(Kind.MUTUAL)
    )


def _is_apart(state: State, clause: Clause) -> bool:
    """双方各派2人 is not one shared count; 双方组织语文、数学各一次 is."""
    text, place = state.text, state.carry.side_place
    periods_of_clause = {period.end: period.start for period in clause.periods}
    if place and re.search(r"都[要应须]|均", state.words(clause)):
        return True
    for token in clause.tokens(Kind.EACH):
        if token.words in {"都", "均"}:
            continue
        before_count = any(0 <= c.start - token.end <= 1 for c in clause.counts)
        if before_count and "、" in text[clause.start : token.start]:
            continue
        behind_items = periods_of_clause.get(token.start, token.start)
        is_of_part = PARTS_OF_ONE.match(text, token.end) or IN_PARTS.search(
            text, clause.start, behind_items
        )
        if token.words == "各" and is_of_part:
            continue
        is_behind_time = any(
            t.end == token.start and not t.has_border for t in clause.times
        ) and (len(clause.times) > 1 or bool(TWO_EDGES.search(state.words(clause))))
        if is_behind_time and token.words != "各自":
            continue
        return True
    return False
