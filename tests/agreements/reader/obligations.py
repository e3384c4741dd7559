"""Every obligation that can be expressed, drawn at random: the whole language, valid only."""

from dataclasses import asdict, replace
from datetime import date
from types import SimpleNamespace

from hypothesis import reject
from hypothesis import strategies as st

from agreements.models import (
    CoverageOf,
    DueKind,
    EachOfKind,
    Measure,
    Modality,
    Party,
    Period,
    SeasonKind,
    Venue,
)
from agreements.models.rules import BREAKS, COUNT_PEOPLE, YEARLY
from agreements.reader.values import Obligation, QuotaLine
from agreements.relations import BY_TERM, line_problems, lines_problems
from agreements.rendering.clause import types_of
from agreements.rendering.phrases import in_order
from agreements.validators import ITEMS, line_alone_problems, problems_of
from agreements.words.about import CONTENTS, GRADES, STAGES, SUBJECTS, TOPICS
from agreements.words.deeds import DEEDS
from agreements.words.people import MARKS, ROLES
from compliance.engine.ranks import LEVEL
from pairing.vocabulary import (
    ActivityType,
    Content,
    Grade,
    Qualification,
    Role,
    Stage,
    Subject,
    Topic,
)

NAMED = ("other", "other_document")
WORDLESS = (Modality.MUST_NOT, Modality.TEXT_ONLY)
CHARACTERS = "按成绩给学生排名次新办学理念上下到在各课教学团队一二、，。；（）“”12 次天"
NAMES = st.sampled_from(
    ["义诊", "按成绩给学生排名", "更新办学理念", "到乙方招生", "上示范课", "学习、交流", "2项"]
) | st.text(CHARACTERS, min_size=1, max_size=8).map(str.strip).filter(bool)
PLACES = st.lists(
    st.sampled_from(["甲县第一小学", "乙镇中心校", "丙中学"]), max_size=2, unique=True
)
NUMBERS = st.integers(1, 60)


def codes(vocabulary, *, most: int = 3):
    """None more often than not."""
    some = st.lists(st.sampled_from(vocabulary.values), min_size=1, max_size=most, unique=True)
    return st.just(()) | some.map(tuple)


def maybe(values):
    return st.none() | values


@st.composite
def amounts(draw, *, minimum_allowed: bool = True, most: int = 60) -> dict:
    low = draw(maybe(st.integers(1, most))) if minimum_allowed else None
    high = draw(maybe(st.integers(low or 1, most)))
    return {"minimum": low, "maximum": high}


@st.composite
def people(draw, fields: dict) -> dict:
    free = fields["each_of"] != EachOfKind.ROLES
    marks = st.lists(
        st.sampled_from(Qualification.values), min_size=1, max_size=3, unique=True
    ).map(tuple)
    sides = st.sampled_from(["", "supporting", "receiving"])
    return {
        "actor_roles": draw(codes(Role)) if free else (),
        "minimum_rank": draw(st.just("") | st.sampled_from(sorted(LEVEL))) if free else "",
        "actor_qualifications": draw(st.just(()) | st.lists(marks, max_size=3).map(tuple)),
        "both_heads": draw(st.booleans()),
        "counted_side": "" if fields["party"] == Party.EACH else draw(st.just("") | sides),
    }


@st.composite
def timing(draw) -> dict:
    period = draw(st.sampled_from(Period.values))
    seasons = [s for s in SeasonKind.values if s not in BREAKS or period in YEARLY]
    found = {"period": period, "season": draw(st.just("") | st.sampled_from(seasons))}
    if found["season"] == SeasonKind.DATES:
        days = st.dates(date(2028, 1, 1), date(2028, 12, 31)).map(lambda d: f"{d:%m-%d}")
        found |= {"season_from": draw(days), "season_to": draw(days)}
    return found | draw(st.just({}) | due_days())


@st.composite
def due_days(draw) -> dict:
    kind = draw(st.sampled_from(DueKind.values))
    found: dict = {"due_kind": kind}
    if kind == DueKind.DAY_OF_YEAR:
        found |= {"due_month": draw(st.integers(1, 12)), "due_day": draw(st.integers(1, 31))}
    elif kind == DueKind.FIXED:
        found["due_on"] = draw(st.dates(date(2020, 1, 1), date(2035, 12, 31)))
    elif kind in (DueKind.AFTER_SIGNING, DueKind.AFTER_ACTIVITY):
        months, days = draw(maybe(st.integers(1, 12))), draw(maybe(st.integers(1, 60)))
        found |= {"due_months": months, "due_days": days if months or days else 10}
        if kind == DueKind.AFTER_ACTIVITY:
            found["due_trigger_types"] = draw(
                st.lists(st.sampled_from(ActivityType.values), min_size=1, max_size=3).map(
                    tuple
                )
            )
    return found


@st.composite
def bounds(draw, *, measure: str) -> dict:
    if measure == Measure.PAIRS:
        return {}
    names = ["floor_people", "floor_people_each_side", "floor_days", "floor_weeks",
             "floor_lessons", "ceiling_people", "ceiling_days"]  # fmt: skip
    if measure in COUNT_PEOPLE:
        names.append("floor_days_per_person")
    wanted = draw(st.lists(st.sampled_from(names), max_size=2, unique=True))
    high = st.integers(300, 400)
    return {n: draw(high if n.startswith("ceiling") else NUMBERS) for n in wanted}


@st.composite
def each(draw) -> dict:
    kind = draw(st.just("") | st.sampled_from(EachOfKind.values))
    if kind in ITEMS:
        values = st.lists(
            st.sampled_from(ITEMS[kind].values), min_size=1, max_size=3, unique=True
        )
        return {"each_of": kind, "each_of_items": tuple(draw(values))}
    return {"each_of": kind, "each_of_items": tuple(draw(PLACES)) if kind else ()}


@st.composite
def quotas(draw, fields: dict) -> tuple[QuotaLine, ...]:
    kinds = ["agreement_year", "stage"] + ["season"] * (fields["period"] in BY_TERM)
    kind = draw(st.sampled_from(kinds))
    values = {
        "agreement_year": st.integers(1, 12),
        "stage": st.sampled_from(list(fields["stages"]) or Stage.values),
        "season": st.sampled_from(["autumn", "spring"]),
    }[kind]
    keys = draw(st.lists(values, max_size=3, unique=True))
    blank = fields["uncounted"]
    numbers = st.just({}) if blank else numbers_of(fields)
    return tuple(QuotaLine(**{kind: key}, **draw(numbers)) for key in keys)


def numbers_of(fields: dict):
    return amounts(minimum_allowed=fields["modality"] != Modality.MUST_NOT)


@st.composite
def duties(draw, whole: Obligation | None = None) -> Obligation:
    """One duty, or a share of ``whole``; what the validators refuse is drawn again."""
    fields: dict = {
        "name": draw(NAMES),
        "party": draw(st.sampled_from(Party.values)),
        "measure": draw(st.sampled_from(Measure.values)),
        "modality": draw(st.sampled_from([*[Modality.MUST] * 3, *Modality.values])),
        "venue": draw(st.sampled_from(Venue.values)),
        "uncounted": draw(st.booleans()) and draw(st.booleans()),
        **draw(each()),
        **draw(timing()),
        "part_of": whole,
    }
    if fields["each_of"] != EachOfKind.TYPES:
        fields["activity_types"] = draw(types(fields))
    fields |= draw(people(fields))
    fields |= {"topics": draw(codes(Topic)), "subjects": draw(codes(Subject)),
               "stages": draw(codes(Stage)), "grades": draw(codes(Grade)),
               "contents": draw(codes(Content)), "topics_agreed": draw(st.booleans()),
               "grace_days": draw(st.just(0) | st.integers(1, 60))}  # fmt: skip
    fields |= draw(bounds(measure=fields["measure"]))
    fields |= {} if fields["uncounted"] else draw(numbers_of(fields))
    fields["quotas"] = draw(st.just(()) | quotas(fields))
    if draw(st.booleans()):
        fields["coverage_of"] = draw(st.sampled_from(CoverageOf.values))
        fields["coverage_distinct"] = draw(st.integers(1, 3))
    return mended(Obligation(**fields))


def types(fields: dict):
    some = st.lists(st.sampled_from(ActivityType.values), min_size=1, max_size=3, unique=True)
    named = st.sampled_from(NAMED).map(lambda code: [code])
    wordless = [st.just([])] if fields["modality"] in WORDLESS or fields["part_of"] else []
    return st.one_of(some, some, named, *wordless).map(tuple)


def mended(duty: Obligation) -> Obligation:
    """``duty`` without what the validators refuse."""
    for _attempt in range(5):
        if not (wrong := refused_of(duty)):
            return duty
        duty = replace(duty, **{name: getattr(PLAIN, name) for name in wrong})
    return reject()


PLAIN = Obligation()
TOGETHER = (
    {"coverage_of", "coverage_distinct"},
    {"season", "season_from", "season_to"},
    {
        "due_kind",
        "due_month",
        "due_day",
        "due_months",
        "due_days",
        "due_on",
        "due_trigger_types",
    },
)


def refused_of(duty: Obligation) -> set[str]:
    """The fields at fault, with those that stand and fall with them."""
    row = row_of(duty)
    lines = [p for line in duty.quotas for p in line_alone_problems(line)]
    lines += [p for line in duty.quotas for p in line_problems(line, row)]
    found = {problem.field for problem in problems_of(row)}
    found |= {"quotas"} if lines or list(lines_problems(duty.quotas)) else set()
    return found.union(*(group for group in TOGETHER if group & found))


class Lines(tuple):
    def all(self):
        return self


def row_of(duty: Obligation | None) -> SimpleNamespace | None:
    """``duty`` as the validators see a row."""
    if duty is None:
        return None
    fields = {name: getattr(duty, name) for name in duty.__dataclass_fields__}
    lists = {n: list(v) for n, v in fields.items() if isinstance(v, tuple) and n != "quotas"}
    lists["actor_qualifications"] = [list(group) for group in duty.actor_qualifications]
    return SimpleNamespace(
        **{**fields, **lists, "quotas": Lines(duty.quotas), "part_of": row_of(duty.part_of)},
        pk=-1 - id(duty),
        clause_id=None,
        replaces_id=None,
        part_of_id=1 if duty.part_of else None,
    )


# --- What a clause says of it -----------------------------------------------------------------
ORDERS = {
    "activity_types": DEEDS, "actor_roles": ROLES, "topics": TOPICS, "subjects": SUBJECTS,
    "stages": STAGES, "grades": GRADES, "contents": CONTENTS, "due_trigger_types": DEEDS,
}  # fmt: skip


def said(duty: Obligation) -> Obligation:
    """``duty`` in the one form that its sentence has: lists in the order of the vocabulary,
    types named where its whole or its items name them, a name only where it is said."""
    ordered = {
        name: tuple(in_order(getattr(duty, name), order)) for name, order in ORDERS.items()
    }
    found = tuple(types_of(duty))
    is_named = found in {(code,) for code in NAMED} or (not found and duty.modality in WORDLESS)
    groups = {tuple(in_order(group, MARKS)) for group in duty.actor_qualifications}
    order = list(MARKS)
    kinds = {"roles": ROLES, "types": DEEDS, "topics": TOPICS, "grades": GRADES,
             "subjects": SUBJECTS}  # fmt: skip
    items = duty.each_of_items
    items = in_order(items, kinds[duty.each_of]) if duty.each_of in kinds else sorted(items)
    return replace(
        duty,
        **ordered
        | {
            "activity_types": found,
            "name": duty.name if is_named else "",
            "actor_qualifications": tuple(
                sorted(groups, key=lambda group: [order.index(code) for code in group])
            ),
            "each_of_items": tuple(items),
            "quotas": tuple(sorted(duty.quotas, key=lambda line: str(asdict(line)))),
            "part_of": said(duty.part_of) if duty.part_of else None,
        },
    )
