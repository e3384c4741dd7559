"""What is no duty: states, marks, terms, conditions, what was done, numbers in names."""

import re
from collections.abc import Iterable, Sequence

from agreements.reader.clauses import Clause
from agreements.reader.deadlines import Deadline, taken
from agreements.reader.lexicon import stops
from agreements.reader.lexicon.kinds import Kind
from agreements.reader.phrases import Count, Period
from agreements.reader.state import State
from agreements.reader.told import is_a_name, is_of_a_stage, is_of_schools, tells


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


STOP = re.compile(
    any_of(stops.STOPS).pattern
    + r"|(?:联系|办公)?电话(?:号码)?(?=[:(\d]|$)(?<!通电话)(?<!次电话)(?<!个电话)"
    r"|(?<![参增添追])[加扣减]\d|(?<!周[一二三四五六日])(?<!星期[一二三四五六])上午|(?<![并再])予以(?!\D{0,8}\d)|[得计记]\d+分|(?<![共累合总])[计记算]\d+个?(?:学时|课时|学分|工作量)|[加扣减]分|一[次人课生校事]\S{0,3}一[份本次人档]"
)
STOP_SENTENCE = re.compile(
    any_of(stops.SENTENCE_STOPS).pattern + r"|(?:协议|合同|文本|章程|书)[^。;]{0,12}一式"
)
LEAVES = re.compile(r"退出|解除|终止")
CONDITIONAL = re.compile(
    r"[的者时后]$|^ ?(?:如|若|倘|凡|因|经|提前|任何?一方|一方|(?:连续|累计)[^,;]*(?:不|未|缺))"
    r"|提前[^,;]{1,6}(?:书面)?(?:通知|告知|申请|提出)"
)
PAST = re.compile(
    any_of(stops.PASTS).pattern
    + r"|共(?:选?派出?|开展|举办|组织|听|捐赠?|安排|接收|培训|送[教课培]?|召开|上|完成|结成"
    r"|走访|慰问|评选|发放|投入)\D{0,8}\d"
    r"|(?<![为除])了(?!解)|(?<![通超经])过(?!程|关|去|硬|渡|节|程)"
)
TOLD = re.compile(
    r"已(?!批准)|先后|曾|(?<![为除])了(?!解)|(?<!期间)(?<!计划)(?<!拟)(?<!三年)(?<!两年)(?<!五年)(?<![年期]内)(?<!将)(?<!应)(?<!须)"
    r"共(?:选派|派出|开展|举办|组织|安排|结成|培训|培养)\D{0,8}\d"
)
RULE = re.compile(r"都要|均要|必须|应当|须|应(?!邀|用|对|变|急)|要(?!求|点|素|紧)")
CONDITION = re.compile(r"(?:超过|达到|不足|少于|低于|不满|累计)[^,;。]*(?:的|者)$")
SURVIVOR = re.compile(r"[每各].*[次节篇名项]|不少于|至少")
MILD = re.compile(r"附件|存档|名单|优先")
TERM = re.compile(r"(?:时间|期限|周期|年限|有效期)(?:为|是|:|约|共|暂定|定为)?$")
MEMBERS = re.compile(
    r"(?:第|约|近|共有|现有|名为|超过|低于|全县|全市|全区|全镇|全校|首批|同等|等)$"
)
PEOPLE = frozenset({"名", "人", "位"})
OF_SCHOOLS = re.compile(r"(?:学校|单位|校|园)的")
COMPOSED = ("组成", "构成", "参加", "出席")
JOINED = re.compile(r"[^,;]{0,10}[和与、及][^,;]{0,6}")
OWNED = re.compile(r"的(?!时间|支教|挂职|交流|跟岗|学习|任教|培训|锻炼|轮岗)")
NAMES = re.compile(r"三中|四中|五中|六中|全会|中学|小学|乡|镇|村|校(?!园|内|本)|幼儿园|街道|路")
IS = re.compile(r"作为|(?<![一二三四五六七八])是|即|成为|列为|视为|为$")
WEAK_UNITS = frozenset("个种支批条家处面块张把只部类项门")
OF_PAGES = re.compile(
    r"[^,。;]{0,20}(?:协议书?|方案|计划|总结|范本|范文|模板|样本)(?:范[本文]|模板)?$"
)
PARTS_OF_WORK = frozenset({"次", "批", "期", "步", "轮", "批次"})
SCHEMES = re.compile(r"全县|全市|全区|首批|试点|共有|分布")


def before_stop(state: State, sentence: Sequence[Clause]) -> Sequence[Clause]:
    """Of a sentence that in the end speaks of leaving, notice or copies the clauses before
    that, without the condition on which it happens."""
    words = state.text[sentence[0].start : sentence[-1].end]
    if not STOP_SENTENCE.search(words):
        return sentence
    stopped = [at for at, one in enumerate(sentence) if STOP_SENTENCE.search(state.words(one))]
    if not stopped or not LEAVES.search(state.words(sentence[stopped[0]])):
        return ()
    end = stopped[0]
    while end and CONDITIONAL.search(state.words(sentence[end - 1])):
        end -= 1
    return sentence[:end]


def stops_clause(words: str) -> bool:
    """Whether ``words`` set no duty, whatever number they hold."""
    if CONDITION.search(words) or tells(words):
        return True
    if not STOP.search(words):
        return False
    return not (
        MILD.search(words) and not STOP.search(MILD.sub("", words)) and SURVIVOR.search(words)
    )


def is_told(state: State, clause: Clause) -> bool:
    """Whether the clause tells what was done; in a report more words are taken for it."""
    words = state.words(clause)
    return bool((PAST if state.context.is_report else TOLD).search(words))


def is_standing_rule(sentence: str, words: str) -> bool:
    """In a report: whether the clause ``words`` is a rule that goes on, no deed told."""
    if PAST.search(words):
        return False
    if "每" in words and RULE.search(words):
        return True
    return not PAST.search(sentence) and bool(RULE.search(words) or "每" in sentence)


def asking(state: State, clause: Clause, deadline: Deadline | None) -> list[Count]:
    """The counts of the clause that can ask something."""
    found: list[Count] = []
    if not clause.counts:
        return found
    held = taken(deadline, clause.phrases)
    idle: Count | None = None
    for at, phrase in enumerate(clause.phrases):
        if not isinstance(phrase, Count) or at in held:
            continue
        if _is_idle(state, clause, phrase) or (idle and _goes_with(state, idle, phrase)):
            idle = phrase
        else:
            found.append(phrase)
    return found


def _goes_with(state: State, idle: Count, count: Count) -> bool:
    """12所学校与34所学校: where the first is no number that is asked, nor is the second."""
    between = state.text[idle.end : count.start]
    return not count.has_bound and idle.unit == count.unit and bool(JOINED.fullmatch(between))


def _is_idle(state: State, clause: Clause, count: Count) -> bool:
    text = state.text
    before = text[clause.start : count.start]
    behind = text[count.end : clause.end]
    return (
        _is_manner(state, clause, count)
        or _is_no_measure(count, before, behind)
        or _is_of_a_name(state, clause, count, before)
        or _is_a_state(state, clause, count)
        or is_of_a_stage(text, clause)
        or _is_included(state, clause, count, before)
        or _is_weak(state, clause, count, before)
    )


def _is_manner(state: State, clause: Clause, count: Count) -> bool:
    """分两次支付, 过程性评价(40%): how it is done, how a mark is made up."""
    is_only = len(clause.counts) == 1 and not clause.periods
    if state.text.startswith("分", count.start - 1) and count.unit in PARTS_OF_WORK:
        return is_only
    is_weight = count.unit == "%" and clause.in_bracket and not count.has_bound
    if count.is_length and state.text.endswith(("按", "按照"), 0, count.start):
        return True
    return is_weight and is_only and count.start == clause.start and count.end == clause.end


STAYS = re.compile(
    r"支教|挂职|任教|轮岗|交流|跟岗|服务|时间|锻炼|蹲点|顶岗|驻校|驻点|为期|连续|工作|学习"
)
IN_NAME = re.compile(r"规划|计划|发展|行动|目标|协议|期|来|制|帮扶|内|工程|后|前|的|一")


def _is_no_measure(count: Count, before: str, behind: str) -> bool:
    if count.unit in {"日", "号"}:
        return not before.endswith("提前")
    if count.unit == "年" and (count.minimum or 0) > 100:
        return True
    if count.is_length and behind.startswith(("以上的", "内的", "以来", "来")):
        return True
    if count.is_length and count.unit == "年" and OWNED.match(behind):
        return True
    if not count.is_length or count.unit not in {"年", "周年"} or count.has_bound:
        return False
    return bool(TERM.search(before) or IN_NAME.match(behind)) or not STAYS.search(before)


def _is_of_a_name(state: State, clause: Clause, count: Count, before: str) -> bool:
    behind = state.text[count.end : clause.end]
    if is_a_name(count, before, behind) or is_of_schools(count, before, clause):
        return True
    if before.endswith("一式") or (before[-1:].isascii() and before[-1:].isalpha()):
        return True
    if count.unit in {"元", "届"} and NAMES.match(behind):
        return True
    if count.unit == "篇" and count.start == clause.start and OF_PAGES.match(behind):
        return True
    if count.unit == "篇" and state.context.is_plain and not behind.strip(" )"):
        return True  # 协议书5篇, as the title of a page
    return not count.has_bound and _is_said_of(state, clause, count, before)


def _is_said_of(state: State, clause: Clause, count: Count, before: str) -> bool:
    """全县12所学校, 参加的16所学校, 等3所学校: how many there are."""
    if MEMBERS.search(before) or (before.endswith("共") and count.unit in PEOPLE):
        return True
    is_owner = OF_SCHOOLS.match(state.text, count.end, clause.end)
    if count.unit == "所" and (is_owner or SCHEMES.search(before)):
        return True
    if not before.endswith("的") or count.unit == "%":
        return False
    if count.unit == "届":
        return True
    acts = any(token.start >= count.end for token in clause.tokens(Kind.DEED))
    return not state.carry.period and not acts


def _is_included(state: State, clause: Clause, count: Count, before: str) -> bool:
    """2次(含2次)以上: the number said again."""
    main = state.main
    return (
        clause.in_bracket
        and before == "含"
        and main is not None
        and main.count is not None
        and (main.count.minimum, main.unit) == (count.minimum, count.unit)
    )


def _is_a_state(state: State, clause: Clause, count: Count) -> bool:
    words = state.words(clause)
    if words.endswith(COMPOSED[:2]) and not clause.periods:
        return True
    if count.has_bound or any(period.code != "agreement" for period in clause.periods):
        return False
    if clause.tokens(Kind.LEAST, Kind.MOST):
        return False
    if words.endswith(COMPOSED[:2]):
        return True
    if words.endswith(COMPOSED):
        return not any(token.end <= count.start for token in clause.tokens(Kind.DEED))
    if clause.periods:
        return False
    return any(token.start < count.start for token in clause.tokens(Kind.STATE))


def _is_weak(state: State, clause: Clause, count: Count, before: str) -> bool:
    """搭建一个平台, 是一项工程: a word for a thing, no number."""
    if not count.words.startswith(("一", "两")) or count.has_bound:
        return False
    if not count.is_length and IS.search(before.replace("即每", "每")):
        return True
    carry, context = state.carry, state.context
    if clause.periods or carry.period or context.month or count.unit not in WEAK_UNITS:
        return False
    if clause.tokens(Kind.PART, Kind.LEAST, Kind.EACH) or clause.eaches:
        return False
    return not is_one_to_one(clause)


def is_one_to_one(clause: Clause) -> bool:
    """一个党员结对一个班级."""
    counts = clause.counts
    return (
        len(counts) == 2
        and all(c.minimum == 1 and not c.is_length for c in counts)
        and counts[0].start - clause.start <= 1
        and bool(clause.tokens(Kind.DEED))
    )


FINEST = {
    code: place
    for place, code in enumerate(
        ("week", "fortnight", "month", "term", "school_year", "year", "agreement")
    )
}


def periods_of(state: State, clause: Clause) -> list[Period]:
    """Those that say how often; 每 before 本学期."""
    if not clause.periods:
        return []
    found = [p for p in clause.periods if not _is_a_measure(state.text, p)]
    return sorted(found, key=lambda p: (p.is_this, FINEST.get(p.code, 0)))


ONE_STAY = re.compile(
    r"(?:跟岗|支教|挂职|任教|学习|锻炼|交流|服务|轮岗|培训|顶岗|研修|跟班|蹲点|驻校|进修)$"
)


def _is_a_measure(text: str, period: Period) -> bool:
    """以一学年为一个阶段, 支教时间为一学年, 到甲方跟岗一学期."""
    is_last = text[period.end : period.end + 1] in {"", ",", "。", ";", "\n"}
    if is_last and text[period.start] == "一" and ONE_STAY.search(text, 0, period.start):
        return True
    if (
        is_last
        and period.end - period.start > 2
        and text.endswith(("为", "是", "为期"), 0, period.start)
    ):
        return True
    return (
        text[max(0, period.start - 1) : period.start] == "以"
        and text[period.end : period.end + 1] == "为"
    )


def has_placeholder(clause: Clause) -> bool:
    """20xx年xx月: a day that nobody filled in."""
    return any(time.is_open for time in clause.times)
