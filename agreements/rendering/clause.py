"""An obligation said in Chinese, so that it can be signed, and read back as the same duty.

The slots stand in one order, and each is left out when the duty does not ask for it:

    其中 · party · actors · 原则上 · period, season, due · 可, 不得 or 力争 · stages, grades ·
    共同 or 各自 · venue · deed with subjects and topics · quantity ， both heads ，
    whose people count ， bounds of one event ， coverage ， contents ， topic agreed ，
    grace ， measure

Any-of is 或, each-of is 和 with 各 before the number. People are sent (选派 … 到 … 任教): there
the actors and the number stand before the venue. A duty without types that is forbidden or a
principle, and the types “other”, say their short name. A share of a share is 其中又. Counting
groups, weights, proofs, costs and funds are no part of the sentence; the annex lists them.

``agreements.reader.meaning.own`` reads these sentences back, slot by slot.
"""

from agreements.models import EachOfKind, Measure, Modality
from agreements.rendering.phrases import (
    bounds,
    breadth,
    has_a_number,
    in_order,
    quantity,
    unit_of,
    when,
)
from agreements.words.about import AT_HOME, GRADES, STAGES, SUBJECTS, TOPICS, VENUES
from agreements.words.amounts import MODALITIES, listed
from agreements.words.deeds import (
    ANY_DEED,
    DEEDS,
    NAMED_DEEDS,
    is_plain_name,
    quoted,
    usual_measure,
)
from agreements.words.people import MARKS, PARTIES, RANKS, ROLES, ROSTERS, TITLES, TOGETHER
from pairing.vocabulary import ActivityType, Qualification, Role

WORDS_OF = {
    EachOfKind.ROLES: ROLES,
    EachOfKind.TYPES: {code: deed.noun for code, deed in DEEDS.items()},
    EachOfKind.TOPICS: TOPICS,
    EachOfKind.GRADES: GRADES,
    EachOfKind.SUBJECTS: SUBJECTS,
}
PLAIN_LIST = {
    EachOfKind.ROLES: "actor_roles",
    EachOfKind.TYPES: "activity_types",
    EachOfKind.TOPICS: "topics",
    EachOfKind.GRADES: "grades",
    EachOfKind.SUBJECTS: "subjects",
}


def clause(obligation) -> str:
    whole = obligation.part_of
    types = types_of(obligation)
    dispatch = _is_dispatch(obligation)
    number = quantity(
        obligation,
        unit=unit_of(obligation, types),
        each=_each(obligation),
        apart=_apart(obligation),
    )
    loose, bound = _mood(obligation)
    head = f"{_who(obligation, whole=whole, dispatch=dispatch)}{loose}"
    place = f"{bound}{_where(obligation)}{_together(obligation, whole=whole)}"
    act = f"{_venue(obligation)}{_deed(obligation, types=types)}"
    said = _sent(obligation, act=act, number=number) if dispatch else _done(act, number)
    first = f"{head}{when(obligation, whole=whole)}{place}{said}"
    return "，".join([first, *_conditions(obligation, types=types)])


def types_of(obligation) -> list[str]:
    """What counts, in the order of the vocabulary; a share without types has its whole's."""
    if obligation.each_of == EachOfKind.TYPES and obligation.each_of_items:
        return in_order(obligation.each_of_items, DEEDS)
    found = in_order(obligation.activity_types, DEEDS)
    if not found and obligation.part_of is not None:
        return types_of(obligation.part_of)
    return found


# --- Who --------------------------------------------------------------------------------------
def _who(obligation, *, whole, dispatch: bool) -> str:
    party = PARTIES[obligation.party]
    if whole is not None:
        party = _share(whole) + ("" if whole.party == obligation.party else party)
    return party if dispatch else party + _actors(obligation)


def _share(whole) -> str:
    """其中; 其中又 for a share of a share."""
    return "其中" if whole.part_of is None else _share(whole.part_of) + "又"


def _together(obligation, *, whole) -> str:
    same = whole is not None and whole.party == obligation.party
    return "" if same else TOGETHER.get(obligation.party, "")


def _actors(obligation) -> str:
    """The posts with their marks: 校长或副校长, 在编青年教师, 教师（优秀或骨干）."""
    posts, groups = _posts(obligation), _groups(obligation)
    if not posts:
        return listed([_marked_people(group) for group in groups], "或") if groups else ""
    names = listed(posts, "和" if _is_inline(obligation, EachOfKind.ROLES) else "或")
    if not groups:
        return names
    alone = len(posts) == 1 and len(groups) == 1 and posts[0] != ROLES[Role.TEACHER]
    if alone and not TITLES.intersection(groups[0]):
        return _marks(groups[0]) + names
    return f"{names}（{listed([_marks(group) for group in groups], '或')}）"


def _is_each_post(obligation) -> bool:
    return obligation.each_of == EachOfKind.ROLES and bool(obligation.each_of_items)


def _posts(obligation) -> list[str]:
    if _is_each_post(obligation):
        return [ROLES[code] for code in in_order(obligation.each_of_items, ROLES)]
    found = [ROLES[code] for code in in_order(obligation.actor_roles, ROLES)]
    if obligation.minimum_rank:
        found.append(f"{RANKS[obligation.minimum_rank]}以上干部")
    return found


def _groups(obligation) -> list[list[str]]:
    """The groups of marks, each and all in the order of the vocabulary, once each."""
    groups = {tuple(in_order(group, MARKS)) for group in obligation.actor_qualifications}
    order = list(MARKS)
    return [list(g) for g in sorted(groups - {()}, key=lambda g: [order.index(c) for c in g])]


def _marks(group: list[str]) -> str:
    return "".join(MARKS[code] for code in group)


def _marked_people(group: list[str]) -> str:
    if TITLES.intersection(group):
        return _marks(group)
    return _marks(group) + ("人员" if Qualification.FULL_TIME in group else "教师")


# --- How binding, where -----------------------------------------------------------------------
def _is_named(obligation) -> bool:
    """Said by its short name alone: a principle or a prohibition that no code describes."""
    unbinding = (Modality.MUST_NOT, Modality.TEXT_ONLY)
    return obligation.modality in unbinding and not types_of(obligation)


def _mood(obligation) -> tuple[str, str]:
    """How binding it is: the word that stands before the period, and the one after it."""
    word = MODALITIES[obligation.modality]
    return (word, "") if obligation.modality == Modality.SHOULD else ("", word)


def _where(obligation) -> str:
    stages = [STAGES[code] for code in in_order(obligation.stages, STAGES)]
    found = f"{listed(stages, '或')}学段" if stages else ""
    if _is_inline(obligation, EachOfKind.GRADES):
        found += listed(_items(obligation), "和")
    elif obligation.grades:
        found += listed([GRADES[code] for code in in_order(obligation.grades, GRADES)], "或")
    return f"在{found}" if found else ""


def _venue(obligation) -> str:
    key = (obligation.party, obligation.venue)
    return AT_HOME.get(key, VENUES[obligation.venue])


# --- What -------------------------------------------------------------------------------------
def _done(act: str, number: str) -> str:
    return f"{act}{number}"


def _is_dispatch(obligation) -> bool:
    return obligation.measure == Measure.PEOPLE and not obligation.counted_side


def _sent(obligation, *, act: str, number: str) -> str:
    """People are sent: 选派管理干部不少于1名到对方挂职; a liaison is named, not sent."""
    named = types_of(obligation) == [ActivityType.LIAISON_NAMED]
    people = f"{'确定' if named else '选派'}{_actors(obligation) or '人员'}"
    if number.startswith("，"):
        return f"{people}{act}{number}"
    return f"{people}{number}{act}"


def _deed(obligation, *, types: list[str]) -> str:
    about = _about(obligation)
    if _is_named(obligation):
        plain = not about and is_plain_name(obligation.name)
        return about + (obligation.name if plain else quoted(obligation.name))
    if len(types) == 1:
        pattern = NAMED_DEEDS.get(types[0], DEEDS[types[0]].doing)
        return pattern.format(about=about, name=quoted(obligation.name))
    if not types:
        return ANY_DEED.format(about=about)
    joint = "和" if _is_inline(obligation, EachOfKind.TYPES) else "或"
    return (f"围绕{about}" if about else "") + listed(_deeds(types), joint)


def _deeds(types: list[str]) -> list[str]:
    """召开联席会议, 工作例会, 上示范课 …: the same verb is said once for those in a row."""
    found, before = [], ""
    for code in types:
        verb, _about, noun = DEEDS[code].doing.partition("{about}")
        found.append(noun if verb == before else verb + noun)
        before = verb
    return found


def _about(obligation) -> str:
    return _said(obligation, EachOfKind.SUBJECTS, SUBJECTS, "学科") + _said(
        obligation, EachOfKind.TOPICS, TOPICS, ""
    )


def _said(obligation, kind: EachOfKind, words, ending: str) -> str:
    if _is_inline(obligation, kind):
        return listed(_items(obligation), "和") + ending
    codes = in_order(getattr(obligation, PLAIN_LIST[kind]), words)
    return listed([words[code] for code in codes], "或") + ending if codes else ""


# --- For each of what -------------------------------------------------------------------------
def _items(obligation) -> list[str]:
    words = WORDS_OF.get(obligation.each_of)
    if words is None:
        return sorted({str(item) for item in obligation.each_of_items})
    return [words[code] for code in in_order(obligation.each_of_items, words)]


def _is_inline(obligation, kind: EachOfKind) -> bool:
    """Whether the items stand in the place of their any-of list, which must be free for it;
    one item alone would read like that list. Posts and types give way to their items."""
    free = kind in (EachOfKind.ROLES, EachOfKind.TYPES)
    return (
        obligation.each_of == kind
        and len(_items(obligation)) > 1
        and (free or not getattr(obligation, PLAIN_LIST[kind]))
    )


def _each(obligation) -> str:
    """What stands before the number: 各, 每对师徒, 每所学校（…）."""
    kind = obligation.each_of
    if kind not in ROSTERS:
        return "各" if kind else ""
    items = _items(obligation)
    return ROSTERS[kind] + (f"（{'、'.join(items)}）" if items else "")


def _apart(obligation) -> str:
    """按师德师风分别计: the items that found no other place."""
    kind = obligation.each_of
    if kind not in PLAIN_LIST or _is_inline(obligation, kind):
        return ""
    items = _items(obligation)
    return f"按{listed(items, '和')}分别计" if items else ""


# --- Conditions -------------------------------------------------------------------------------
def _conditions(obligation, *, types: list[str]) -> list[str]:
    found = ["双方主要负责人均须参加"] if obligation.both_heads else []
    if obligation.counted_side:
        found.append(f"人数按{PARTIES[obligation.counted_side]}人员计算")
    found += [*bounds(obligation), *breadth(obligation)]
    if obligation.topics_agreed:
        found.append("主题由双方商定")
    if obligation.grace_days:
        found.append(f"可宽限{obligation.grace_days}日")
    if not has_a_number(obligation) and _is_unusual(obligation, types=types):
        found.append(f"以{unit_of(obligation, types)}计")
    return found


def _is_unusual(obligation, *, types: list[str]) -> bool:
    return not _is_dispatch(obligation) and obligation.measure != usual_measure(types)
