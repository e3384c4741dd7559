"""Which duty of the demo stands for which entry of the client's documents.

An entry stands with one duty of one text, or with several where the document says in one
breath what is owed by different people or on different days. ``FREER`` and its fellows name
what the demo says otherwise, each with its reason: they are the whole list.
"""

from demo.texts import Text
from demo.texts.base_school import BASE_SCHOOLS
from demo.texts.cooperation import COOPERATION
from demo.texts.county_plan import COUNTY_PLAN
from demo.texts.meetings import MEETINGS
from demo.texts.month_plan import MONTH_PLAN
from demo.texts.party_branch import PARTY_BRANCH, PRICE_OF_A_SET, SETS
from demo.texts.posts import POSTS
from demo.texts.remote_teaching import REMOTE_TEACHING
from demo.texts.research_room import RESEARCH_ROOM
from demo.texts.twelve_years import TWELVE_YEARS
from demo.texts.young_teachers import YOUNG_TEACHERS

TEXTS = {
    "twelve_years": TWELVE_YEARS,
    "remote_teaching": REMOTE_TEACHING,
    "cooperation": COOPERATION,
    "meetings": MEETINGS,
    "posts": POSTS,
    "young_teachers": YOUNG_TEACHERS,
    "county_plan": COUNTY_PLAN,
    "party_branch": PARTY_BRANCH,
    "base_schools": BASE_SCHOOLS,
    "research_room": RESEARCH_ROOM,
    "month_plan": MONTH_PLAN,
}
COUNTS = {"000": 32, "001": 19, "002": 21, "003": 21, "004": 40}

# Document, text, first entry, then the duties in the order of the entries; + joins several.
TABLE = (
    ("000", "twelve_years", 0,
     "heads_visit directors_visit leaders managers_out managers_evaluated projects "
     "projects_kinds junior_planning primary_plan senior_study quality_checks guidance "
     "full_training demo_lessons observations lectures ethics_lecture study_visits "
     "teachers_out teachers_evaluated schedule"),
    ("000", "remote_teaching", 21,
     "first_plan yearly_plan research summer_training liaison_a teachers_learn liaison_b"),
    ("000", "posts", 28, "posts_guide liaison_a posts_study liaison_b"),
    ("001", "county_plan", 0, "partners"),
    ("001", "young_teachers", 1,
     "mentor_weekly plan_check reflection_middle+reflection_end open_lesson mentee_weekly "
     "notes mentors_lessons rounds observation_book teaching_case thesis appraisal"),
    ("001", "county_plan", 13, "week_stay"),
    ("001", "young_teachers", 14, "mentor_demo mentor_listens everyday_lessons"),
    ("001", "county_plan", 17, "young_open partners"),
    ("002", "party_branch", 0,
     "bedding bedding_value clinic leader_days secretary_lecture secretary_household "
     "party_talk leaders_households leaders_visits pupil clinic_later class_pairing "
     "class_lecture activist"),
    ("002", "base_schools", 14, "joint_meetings base_school monthly"),
    ("002", "county_plan", 17,
     "two_partners send_off monthly_training school_summary+secondee_summary"),
    ("003", "cooperation", 0,
     "leaders_lessons pairs_agreed research_every_term plan meetings heads_exchange research "
     "themed pairs pair_observations pair_projects work_meetings backbone_each posts_study "
     "manager_week manager_week_evaluated mentee_lessons open_lessons papers bureau_checks "
     "final_check"),
    ("004", "research_room", 0,
     "group_plan weekly_research weekly_study reading book_each notes_contest teaching_plans "
     "week_3 week_4 week_11 week_16"),
    ("004", "month_plan", 11, "learned fortnightly"),
    ("004", "meetings", 13,
     "research meet_up resident_managers money joint_meetings monthly term_summary"),
    ("004", "month_plan", 20,
     "plan signing mentors delivery lecture_lessons marking leaders exchange research designs "
     "lecture_research sharing half_year"),
    ("004", "base_schools", 33, "joint_meetings base_school monthly term_summary"),
    ("004", "county_plan", 37, "two_meetings assistant subsidy"),
)  # fmt: skip

# Number agreed where the document leaves it out: one that is signed has no blank.
AGREED = {("000", 26): 4, ("000", 4): 1, ("000", 19): 1, ("003", 15): 1}
# Said of a price: so many yuan for each of the sets, a share of the goods in another measure.
SUMS = {("002", 1): SETS * PRICE_OF_A_SET}
# Said of each pupil: pupils have no names here, so it is a share of their number.
OF_ALL_PUPILS = {("004", 4)}
# The checklist asks for each pair and each teacher (rows 192, 200 to 202), the reading for
# the sum only; and the year's paper of a school and of a secondee are two duties.
FINER = {("003", entry) for entry in (9, 10, 16, 17, 18)}
# A day by which a paper is due where the document names none.
DUE_ADDED = {("004", 19)}

# The words of ``each_of``: what holds them apart in the demo, and its codes.
EACH = {
    "教学主任": ("roles", ["teaching_director"]),
    "安全主任": ("roles", ["safety_director"]),
    "德育主任": ("roles", ["moral_director"]),
    "团队干部": ("roles", ["team_cadre"]),
    "校领导": ("roles", ["principal", "vice_principal"]),
    "德育研究课题": ("topics", ["moral_education"]),
    "教学研究课题": ("topics", ["teaching_research"]),
    "小学五年级": ("grades", ["p5"]),
    "小学六年级": ("grades", ["p6"]),
    "初中各年级": ("grades", ["j1", "j2", "j3"]),
    "高中各年级": ("grades", ["s1", "s2", "s3"]),
    "集体备课": ("types", ["joint_planning"]),
    "课题指导": ("types", ["project_guidance"]),
    "教学示范": ("types", ["demo_lesson"]),
    "专题讲座": ("types", ["lecture"]),
    "学校": ("schools", []),
    "教师": ("teachers", []),
    "党员": ("teachers", []),
    "支教人员": ("teachers", []),
    "期中": ("midterm", []),
    "期末": ("term_end", []),
    "支教学校": ("each", []),
    "受援学校": ("each", []),
}
UNITS = {
    "次": "events", "轮": "events", "周": "events", "节": "lessons", "堂": "lessons",
    "节次": "lessons", "名": "people", "人": "people", "项": "items", "份": "items",
    "篇": "items", "本": "items", "个": "items", "户": "items", "所": "items", "套": "goods",
    "元": "amount", "天": "days", "对": "pairs",
}  # fmt: skip


def of_year(month: int, day: int) -> dict:
    return {"due_kind": "day_of_year", "due_month": month, "due_day": day}


def from_to(first: str, last: str) -> dict:
    return {"season": "dates", "season_from": first, "season_to": last}


DEADLINES = {
    "学期结束前": {"due_kind": "term_end"},
    "学期期末": {"due_kind": "term_end"},
    "学期末": {"due_kind": "term_end"},
    "期末": {"due_kind": "term_end"},
    "自签订协议书一月内": {"due_kind": "after_signing", "due_months": 1},
    "2月底前": of_year(2, 31),
    "4月底": of_year(4, 31),
    "开学初": of_year(9, 15),
    "三年协作期结束前": {"due_kind": "agreement_end"},
    "暑期": {"season": "summer"},
    "下半年": from_to("07-01", "12-31"),
    "10月份": from_to("10-01", "10-31"),
    "11月份": from_to("11-01", "11-30"),
    "12月份": from_to("12-01", "12-31"),
    "1月份": from_to("01-01", "01-31"),
    "3月份": from_to("03-01", "03-31"),
    "4月份": from_to("04-01", "04-30"),
    "5月份": from_to("05-01", "05-31"),
    "6月份": from_to("06-01", "06-30"),
    "第3周": {"in_week": 3},
    "第4周": {"in_week": 4},
    "第11周": {"in_week": 11},
    "第16周": {"in_week": 16},
}


def duties_of(text: Text) -> dict[str, dict]:
    return {
        duty["key"]: duty
        for section in text.sections
        for item in section.items
        for duty in item.duties
    }


def entries() -> dict[tuple[str, int], tuple[str, list[dict]]]:
    """By document and entry: the text, and the duties that stand for it."""
    found = {}
    for document, text, first, keys in TABLE:
        duties = duties_of(TEXTS[text])
        for place, joined in enumerate(keys.split(), start=first):
            found[document, place] = (text, [duties[key] for key in joined.split("+")])
    return found
