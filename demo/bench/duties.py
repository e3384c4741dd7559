"""The eighteen duties of every agreement of the province, and the activities they ask for.

The shapes are those of the demo county's agreements: roles, ranks, marks, each of several,
shares, floors, documents due, seasons. Nobody reads these; their names say what they are.
"""

import json
from dataclasses import dataclass

SUPPORTING, RECEIVING, BOTH = "supporting", "receiving", "both"

# The eight people of every school: posts, marks, whether head.
PEOPLE = (
    (["principal"], [], True),
    (["vice_principal"], [], False),
    (["teaching_director"], ["backbone"], False),
    (["safety_director"], [], False),
    (["moral_director"], [], False),
    (["league_secretary"], ["on_payroll", "young"], False),
    (["subject_teacher"], ["excellent", "backbone"], False),
    (["class_teacher"], ["excellent", "on_payroll", "young"], False),
)
HEAD, VICE, TEACHING, SAFETY, MORAL, LEAGUE, EXCELLENT, YOUNG = range(8)


def _duty(name: str, party: str, types: str, measure: str, period: str, **more) -> dict:
    return {
        "name": name,
        "party": party,
        "activity_types": types.split(),
        "measure": measure,
        "period": period,
        **more,
    }


DUTIES = (
    _duty(
        "校领导到校指导",
        SUPPORTING,
        "visit",
        "events",
        "term",
        minimum=2,
        actor_roles=["principal", "vice_principal"],
        venue=RECEIVING,
        topics=["management"],
    ),
    _duty(
        "中层干部到校指导",
        SUPPORTING,
        "visit",
        "events",
        "term",
        minimum=1,
        venue=RECEIVING,
        each_of="roles",
        each_of_items=["moral_director", "safety_director", "teaching_director", "team_cadre"],
    ),
    _duty(
        "领导班子共同研究",
        BOTH,
        "joint_meeting leaders_exchange",
        "events",
        "term",
        minimum=2,
        actor_roles=["leadership"],
    ),
    _duty(
        "互派干部挂职",
        "each",
        "secondment_manager",
        "people",
        "term",
        minimum=1,
        actor_roles=["manager"],
        venue="counterpart",
    ),
    _duty(
        "挂职干部鉴定",
        "each",
        "secondee_evaluation",
        "items",
        "term",
        minimum=1,
        due_kind="term_end",
    ),
    _duty(
        "共同备课",
        BOTH,
        "joint_planning",
        "events",
        "term",
        minimum=3,
        subjects=["chinese", "mathematics"],
    ),
    _duty(
        "教学质量检测",
        BOTH,
        "quality_check",
        "events",
        "term",
        minimum=1,
        each_of="grades",
        each_of_items=["p5", "p6"],
        contents=["analysis", "same_marking", "same_paper", "same_time"],
    ),
    _duty(
        "示范课",
        SUPPORTING,
        "demo_lesson",
        "lessons",
        "term",
        minimum=15,
        venue=RECEIVING,
        actor_qualifications=[["excellent"]],
    ),
    _duty("听课评课", SUPPORTING, "lesson_observation", "lessons", "term", minimum=30),
    _duty("专题讲座", SUPPORTING, "lecture", "events", "term", minimum=3),
    _duty(
        "师德师风讲座",
        SUPPORTING,
        "lecture",
        "events",
        "term",
        minimum=1,
        topics=["ethics"],
    ),
    _duty(
        "听课研修",
        RECEIVING,
        "study_visit",
        "events",
        "term",
        minimum=3,
        venue=SUPPORTING,
        floor_people=12,
    ),
    _duty(
        "青年教师到校任教",
        RECEIVING,
        "secondment_teacher",
        "people",
        "term",
        minimum=1,
        maximum=2,
        venue=SUPPORTING,
        actor_qualifications=[["on_payroll", "young"]],
    ),
    _duty(
        "师傅听评课",
        SUPPORTING,
        "lesson_observation",
        "lessons",
        "term",
        minimum=2,
        each_of="mentor_pairs",
    ),
    _duty(
        "两月活动",
        BOTH,
        "joint_planning lecture research_activity",
        "events",
        "two_months",
        minimum=1,
        modality="should",
    ),
    _duty("帮扶工作安排表", BOTH, "schedule", "items", "calendar_year"),
    _duty(
        "暑期业务培训",
        SUPPORTING,
        "training",
        "events",
        "agreement_year",
        season="summer",
        counted_side=RECEIVING,
    ),
    _duty("全员培训", SUPPORTING, "full_training", "events", "calendar_year", minimum=1),
)
SHARES = {10: 9}  # the place of a share, and of its whole
SECTIONS = 4  # clauses with duties of every agreement, each of its own support area


@dataclass(frozen=True, slots=True)
class Slot:
    """An activity as it is done ``times`` a term. ``people`` are places in ``PEOPLE``, of the
    side that does it; ``heads`` is how many came, 0 where nobody counted."""

    type: str
    by: str
    times: int
    people: tuple[int, ...]
    lessons: int = 0
    heads: int = 0
    is_at_receiving: bool = True
    topics: str = "[]"
    subjects: str = "[]"
    grades: str = "[]"
    contents: str = "[]"
    mentors: bool = False


def _codes(*codes: str) -> str:
    return json.dumps(sorted(codes))


SLOTS = (
    Slot("visit", SUPPORTING, 1, (HEAD, TEACHING), topics=_codes("management")),
    Slot("visit", SUPPORTING, 1, (VICE, SAFETY), topics=_codes("management")),
    Slot("visit", SUPPORTING, 1, (MORAL, LEAGUE)),
    Slot("leaders_exchange", BOTH, 1, (HEAD, VICE)),
    Slot("joint_meeting", BOTH, 1, (HEAD,)),
    Slot("secondment_manager", SUPPORTING, 1, (TEACHING,)),
    Slot("secondment_manager", RECEIVING, 1, (SAFETY,), is_at_receiving=False),
    Slot("secondee_evaluation", SUPPORTING, 1, ()),
    Slot("secondee_evaluation", RECEIVING, 1, ()),
    Slot("joint_planning", BOTH, 3, (EXCELLENT,), subjects=_codes("chinese")),
    Slot(
        "quality_check",
        BOTH,
        1,
        (TEACHING,),
        grades=_codes("p5", "p6"),
        contents=_codes("same_time", "same_paper", "same_marking", "analysis"),
    ),
    Slot("demo_lesson", SUPPORTING, 4, (EXCELLENT,), lessons=4),
    Slot("lesson_observation", SUPPORTING, 7, (EXCELLENT, YOUNG), lessons=4),
    Slot("lesson_observation", SUPPORTING, 2, (EXCELLENT,), lessons=2, mentors=True),
    Slot("lecture", SUPPORTING, 1, (YOUNG,), topics=_codes("ethics")),
    Slot("lecture", SUPPORTING, 2, (EXCELLENT,), topics=_codes("class_management")),
    Slot("study_visit", RECEIVING, 3, (YOUNG,), heads=12, is_at_receiving=False),
    Slot("secondment_teacher", RECEIVING, 1, (YOUNG,), is_at_receiving=False),
    Slot("research_activity", BOTH, 2, (EXCELLENT, YOUNG), heads=18),
    Slot("training", SUPPORTING, 1, (EXCELLENT,), heads=20),
    Slot("full_training", SUPPORTING, 1, (EXCELLENT,), heads=60),
    Slot("schedule", SUPPORTING, 1, ()),
)
TERM = tuple(slot for slot in SLOTS for _ in range(slot.times))
