"""The Chinese words of a clause, code by code. They are data, like the clauses themselves: what
is rendered with them is signed and filed, whatever language the reader's screen has.

No word holds a separator (、 ， 和; 或 only inside 论文或案例), and no two codes
of one vocabulary share a word: a reader of the clause can look them up again.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from agreements.models import Measure, Modality, Party, Period, Venue
from pairing.vocabulary import (
    DOCUMENT_TYPES,
    ActivityType,
    Content,
    Grade,
    Qualification,
    Role,
    Stage,
    Subject,
    Topic,
)


class Deed(NamedTuple):
    """``noun`` names the activity; ``doing`` says it, with a place for what it is about."""

    noun: str
    doing: str


DEEDS: Mapping[str, Deed] = MappingProxyType(
    {
        ActivityType.VISIT: Deed("到校指导", "指导{about}工作"),
        ActivityType.JOINT_MEETING: Deed("联席会议", "召开{about}联席会议"),
        ActivityType.LEADERS_EXCHANGE: Deed("领导班子交流研讨", "开展{about}交流研讨"),
        ActivityType.WORK_MEETING: Deed("工作例会", "召开{about}工作例会"),
        ActivityType.MEET_UP: Deed("结对见面会", "召开{about}结对见面会"),
        ActivityType.SECONDMENT_MANAGER: Deed("挂职", "{about}挂职"),
        ActivityType.SECONDMENT_TEACHER: Deed("任教", "{about}任教"),
        ActivityType.SHADOWING: Deed("跟岗学习", "{about}跟岗学习"),
        ActivityType.DEMO_LESSON: Deed("示范课", "上{about}示范课"),
        ActivityType.OPEN_LESSON: Deed("公开课", "上{about}公开课"),
        ActivityType.RESEARCH_LESSON: Deed("研讨课", "上{about}研讨课"),
        ActivityType.SAME_TOPIC_LESSONS: Deed("同课异构", "开展{about}同课异构"),
        ActivityType.LESSON_OBSERVATION: Deed("听课评课", "开展{about}听课评课"),
        ActivityType.JOINT_PLANNING: Deed("集体备课", "开展{about}集体备课"),
        ActivityType.LECTURE: Deed("专题讲座", "举行{about}专题讲座"),
        ActivityType.FULL_TRAINING: Deed("全员培训", "组织{about}全员培训"),
        ActivityType.TRAINING: Deed("业务培训", "组织{about}业务培训"),
        ActivityType.STUDY_VISIT: Deed("听课研修", "开展{about}听课研修"),
        ActivityType.STAFF_STUDY: Deed("岗位学习", "开展{about}岗位学习"),
        ActivityType.RESEARCH_ACTIVITY: Deed("教学研讨", "开展{about}教学研讨"),
        ActivityType.RESEARCH_PROJECT: Deed("课题研究", "开展{about}课题研究"),
        ActivityType.PROJECT_GUIDANCE: Deed("课题指导", "开展{about}课题指导"),
        ActivityType.JOINT_STUDY: Deed("专题研究", "开展{about}专题研究"),
        ActivityType.QUALITY_CHECK: Deed("教学质量检测", "组织{about}教学质量检测"),
        ActivityType.THEMED_ACTIVITY: Deed("主题教育活动", "开展{about}主题教育活动"),
        ActivityType.STUDENT_EXCHANGE: Deed("学生交流", "开展{about}学生交流"),
        ActivityType.TEACHING_DELIVERY: Deed("送教下乡", "开展{about}送教下乡"),
        ActivityType.MENTOR_PAIR: Deed("师徒结对", "结成{about}师徒"),
        ActivityType.MENTOR_MEETING: Deed("师徒座谈会", "召开{about}师徒座谈会"),
        ActivityType.RESOURCE_SHARING: Deed("资源共享", "开展{about}资源共享"),
        ActivityType.DONATION_MONEY: Deed("捐资", "提供{about}帮扶资金"),
        ActivityType.DONATION_GOODS: Deed("捐物", "捐赠{about}物资"),
        ActivityType.BASE_SCHOOL: Deed("确定基地学校", "确定{about}基地学校"),
        ActivityType.INSPECTION: Deed("督导检查", "开展{about}督导检查"),
        ActivityType.LIAISON_NAMED: Deed("确定联系人", "担任{about}联系人"),
        ActivityType.OBSERVATION_LESSON: Deed("听常态课", "听{about}常态课"),
        ActivityType.LESSON_TALK: Deed("说课", "开展{about}说课"),
        ActivityType.TEACHING_CONTEST: Deed("业务竞赛", "开展{about}业务竞赛"),
        ActivityType.HALF_DAY_OPENING: Deed("半日开放", "举行{about}半日开放"),
        ActivityType.STUDY_SESSION: Deed("分组学习", "组织{about}分组学习"),
        ActivityType.BOOK_READING: Deed("研读专著", "研读{about}教育专著"),
        ActivityType.BOOK_SHARING: Deed("图书交换", "开展{about}图书交换"),
        ActivityType.PLAN_CHECK: Deed("教案检查", "开展{about}教案检查"),
        ActivityType.APPRAISAL: Deed("教师考核", "组织{about}教师考核"),
        ActivityType.SOCIAL_EVENT: Deed("联谊活动", "举行{about}联谊活动"),
        ActivityType.SEND_OFF: Deed("支教欢送会", "举行{about}支教欢送会"),
        ActivityType.FREE_CLINIC: Deed("义诊", "组织{about}义诊"),
        ActivityType.PARTY_LECTURE: Deed("党课", "上{about}党课"),
        ActivityType.ACTIVIST_TRAINING: Deed("培养入党积极分子", "培养{about}入党积极分子"),
        ActivityType.HOME_VISIT: Deed("走访看望", "开展{about}走访看望"),
        ActivityType.HOUSEHOLD_PAIRING: Deed("结对帮扶户", "结对{about}困难家庭"),
        ActivityType.CLASS_PAIRING: Deed("结对班级", "结对{about}班级"),
        ActivityType.SCHOOL_PAIRING: Deed("结对学校", "结对{about}农村学校"),
        ActivityType.PUPIL_AID: Deed("资助学生", "资助{about}困难学生"),
        ActivityType.ANNUAL_PLAN: Deed("年度帮扶计划", "制定{about}年度帮扶计划"),
        ActivityType.SCHEDULE: Deed("帮扶工作安排表", "制定{about}帮扶工作安排表"),
        ActivityType.ACTIVITY_PLAN: Deed("活动方案", "制定{about}活动方案"),
        ActivityType.DEVELOPMENT_PLAN: Deed("发展规划", "制定{about}发展规划"),
        ActivityType.SECONDEE_EVALUATION: Deed("挂职鉴定", "出具{about}挂职鉴定"),
        ActivityType.TEACHER_EVALUATION: Deed("任教鉴定", "出具{about}任教鉴定"),
        ActivityType.TERM_SUMMARY: Deed("学期总结", "提交{about}学期总结"),
        ActivityType.YEAR_SUMMARY: Deed("年度工作总结", "提交{about}年度工作总结"),
        ActivityType.PAPER: Deed("论文或案例", "撰写{about}论文或案例"),
        ActivityType.PAIRING_AGREEMENT: Deed("结对协议书", "签订{about}结对协议书"),
        ActivityType.RESEARCH_PLAN: Deed("教研计划", "制定{about}教研计划"),
        ActivityType.REFLECTION: Deed("学习心得", "撰写{about}学习心得"),
        ActivityType.TEACHING_NOTE: Deed("教学随笔", "撰写{about}教学随笔"),
        ActivityType.OBSERVATION_BOOK: Deed("听课记录", "上交{about}听课记录"),
        ActivityType.TEACHING_CASE: Deed("教学案例", "上交{about}教学案例"),
        ActivityType.THESIS: Deed("教学论文", "上交{about}教学论文"),
        ActivityType.OTHER_DOCUMENT: Deed("其他材料", "提交{about}其他材料"),
        ActivityType.OTHER: Deed("其他活动", "开展{about}其他活动"),
    }
)
ANY_DEED = "开展{about}帮扶活动"
NAMED_DEEDS: Mapping[str, str] = MappingProxyType(
    {
        ActivityType.OTHER: "开展{about}“{name}”活动",
        ActivityType.OTHER_DOCUMENT: "提交{about}“{name}”材料",
    }
)

ROLES: Mapping[str, str] = MappingProxyType(
    {
        Role.PRINCIPAL: "校长",
        Role.KINDERGARTEN_HEAD: "园长",
        Role.SECRETARY: "书记",
        Role.VICE_PRINCIPAL: "副校长",
        Role.VICE_KINDERGARTEN_HEAD: "副园长",
        Role.VICE_SECRETARY: "副书记",
        Role.PRINCIPAL_ASSISTANT: "校长助理",
        Role.TEACHING_DIRECTOR: "教学主任",
        Role.MORAL_DIRECTOR: "德育主任",
        Role.SAFETY_DIRECTOR: "安全主任",
        Role.GENERAL_DIRECTOR: "总务主任",
        Role.CARE_DIRECTOR: "保教主任",
        Role.LEAGUE_SECRETARY: "团委书记",
        Role.PIONEER_COUNSELLOR: "少先队大队辅导员",
        Role.OFFICE_HEAD: "处室负责人",
        Role.VICE_DIRECTOR: "副主任",
        Role.RESEARCH_GROUP_HEAD: "教研组长",
        Role.GRADE_HEAD: "年级组长",
        Role.PLANNING_GROUP_HEAD: "备课组长",
        Role.CLASS_TEACHER: "班主任",
        Role.SUBJECT_TEACHER: "学科教师",
        Role.TEACHER: "教师",
        Role.LIBRARIAN: "图书管理员",
        Role.READING_ROOM_KEEPER: "阅览室管理员",
        Role.AV_KEEPER: "电教管理员",
        Role.INSTRUMENT_KEEPER: "仪器管理员",
        Role.ARCHIVIST: "档案管理员",
        Role.STAFF: "职员",
        Role.PARTY_MEMBER: "党员",
        Role.OTHER: "其他人员",
        Role.TEAM_CADRE: "团队干部",
        Role.LEADERSHIP: "领导班子成员",
        Role.MANAGER: "管理干部",
        Role.POST_KEEPER: "岗位管理人员",
        Role.ANY_TEACHER: "任课教师",
    }
)
# A rank is named by a post that holds it; these have a usual name, the others take 级.
RANKS: Mapping[str, str] = MappingProxyType(
    {
        **{role: f"{word}级" for role, word in ROLES.items()},
        Role.PRINCIPAL: "正校级",
        Role.VICE_PRINCIPAL: "副校级",
        Role.OFFICE_HEAD: "中层",
    }
)
MARKS: Mapping[str, str] = MappingProxyType(
    {
        Qualification.ON_PAYROLL: "在编",
        Qualification.YOUNG: "青年",
        Qualification.EXCELLENT: "优秀",
        Qualification.BACKBONE: "骨干",
        Qualification.FULL_TIME: "专职",
        Qualification.NEW_TEACHER: "新任",
        Qualification.SENIOR_TITLE: "高级职称",
        Qualification.SUBJECT_LEADER: "学科带头人",
        Qualification.FAMOUS: "名师",
    }
)
TITLES = frozenset({Qualification.SUBJECT_LEADER, Qualification.FAMOUS})  # need no noun

TOPICS: Mapping[str, str] = MappingProxyType(
    {
        Topic.ETHICS: "师德师风",
        Topic.MORAL_EDUCATION: "德育",
        Topic.TEACHING_RESEARCH: "教学",
        Topic.TEAM_ACTIVITY: "团队",
        Topic.MANAGEMENT: "管理",
        Topic.CURRICULUM_REFORM: "课改重点难点",
        Topic.CLASS_MANAGEMENT: "班级管理",
        Topic.MENTAL_HEALTH: "心理健康",
        Topic.SAFETY: "安全教育",
        Topic.SCHOOL_DEVELOPMENT: "学校发展",
        Topic.BRAND: "特色学校建设",
        Topic.CULTURE: "校园文化建设",
        Topic.CLASSROOM: "高效课堂",
        Topic.BURDEN: "减轻学生负担",
        Topic.INFO_TECH: "教育信息化",
    }
)
SUBJECTS: Mapping[str, str] = MappingProxyType(
    {
        Subject.CHINESE: "语文",
        Subject.MATHEMATICS: "数学",
        Subject.ENGLISH: "英语",
        Subject.PHYSICS: "物理",
        Subject.CHEMISTRY: "化学",
        Subject.BIOLOGY: "生物",
        Subject.HISTORY: "历史",
        Subject.GEOGRAPHY: "地理",
        Subject.POLITICS: "道德与法治",
        Subject.HISTORY_SOCIETY: "历史与社会",
        Subject.SCIENCE: "科学",
        Subject.MUSIC: "音乐",
        Subject.ART: "美术",
        Subject.PE: "体育",
        Subject.IT: "信息技术",
        Subject.LABOUR: "劳动",
        Subject.COMPREHENSIVE: "综合实践",
    }
)
STAGES: Mapping[str, str] = MappingProxyType(
    {
        Stage.PRESCHOOL: "学前",
        Stage.PRIMARY: "小学",
        Stage.JUNIOR: "初中",
        Stage.SENIOR: "高中",
        Stage.VOCATIONAL: "中职",
        Stage.SPECIAL: "特教",
    }
)
GRADES: Mapping[str, str] = MappingProxyType(
    {
        Grade.K1: "小班",
        Grade.K2: "中班",
        Grade.K3: "大班",
        Grade.P1: "小学一年级",
        Grade.P2: "小学二年级",
        Grade.P3: "小学三年级",
        Grade.P4: "小学四年级",
        Grade.P5: "小学五年级",
        Grade.P6: "小学六年级",
        Grade.J1: "初一年级",
        Grade.J2: "初二年级",
        Grade.J3: "初三年级",
        Grade.S1: "高一年级",
        Grade.S2: "高二年级",
        Grade.S3: "高三年级",
    }
)
CONTENTS: Mapping[str, str] = MappingProxyType(
    {
        Content.SAME_TIME: "统一时间",
        Content.SAME_PAPER: "统一题目",
        Content.SAME_MARKING: "统一评分标准",
        Content.ANALYSIS: "交流检测分析",
        Content.FEEDBACK: "课后评议",
        Content.RECORD: "活动记录",
        Content.OUTCOME: "取得成果",
    }
)

PARTIES: Mapping[str, str] = MappingProxyType(
    {
        Party.SUPPORTING: "甲方",
        Party.RECEIVING: "乙方",
        Party.BOTH: "甲乙双方",
        Party.EACH: "甲乙双方",
        Party.BUREAU: "教育局",
    }
)
TOGETHER: Mapping[str, str] = MappingProxyType({Party.BOTH: "共同", Party.EACH: "各自"})
MODALITIES: Mapping[str, str] = MappingProxyType(
    {
        Modality.MUST: "",
        Modality.SHOULD: "原则上",
        Modality.MAY: "可",
        Modality.MUST_NOT: "不得",
        Modality.TEXT_ONLY: "力争",
    }
)
PERIODS: Mapping[str, str] = MappingProxyType(
    {
        Period.WEEK: "每周",
        Period.FORTNIGHT: "每两周",
        Period.MONTH: "每月",
        Period.TWO_MONTHS: "每两个月",
        Period.QUARTER: "每季度",
        Period.HALF_YEAR: "每半年",
        Period.TERM: "每学期",
        Period.SCHOOL_YEAR: "每学年",
        Period.CALENDAR_YEAR: "每自然年",
        Period.AGREEMENT_YEAR: "每协议年度",
        Period.AGREEMENT: "帮扶期内",
        Period.ONCE: "",
    }
)
ONCE_IN_ALL = "一次性"  # a share that is owed once, of a whole that is not
VENUES: Mapping[str, str] = MappingProxyType(
    {
        Venue.RECEIVING: "到乙方",
        Venue.SUPPORTING: "到甲方",
        Venue.COUNTERPART: "到对方",
        Venue.ALTERNATING: "轮流在双方学校",
        Venue.ONLINE: "通过网络",
        Venue.ANYWHERE: "",
    }
)
AT_HOME: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        (Party.RECEIVING, Venue.RECEIVING): "在乙方",
        (Party.SUPPORTING, Venue.SUPPORTING): "在甲方",
        (Party.BOTH, Venue.RECEIVING): "在乙方",
        (Party.BOTH, Venue.SUPPORTING): "在甲方",
    }
)

UNITS: Mapping[str, str] = MappingProxyType(
    {
        Measure.EVENTS: "次",
        Measure.LESSONS: "节",
        Measure.PEOPLE: "名",
        Measure.ATTENDANCES: "人次",
        Measure.DAYS: "天",
        Measure.ITEMS: "项",
        Measure.AMOUNT: "元",
        Measure.GOODS: "件",
        Measure.PAIRS: "对",
        Measure.PERCENT: "%",
    }
)
ITEM_UNITS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(DOCUMENT_TYPES, "份"),
        ActivityType.PAPER: "篇",
        ActivityType.BASE_SCHOOL: "所",
        ActivityType.TEACHING_NOTE: "篇",
        ActivityType.THESIS: "篇",
        ActivityType.OBSERVATION_BOOK: "本",
        ActivityType.TEACHING_CASE: "个",
        ActivityType.BOOK_READING: "本",
        ActivityType.HOUSEHOLD_PAIRING: "户",
        ActivityType.CLASS_PAIRING: "个",
        ActivityType.SCHOOL_PAIRING: "所",
        ActivityType.RESOURCE_SHARING: "份",
    }
)
# What a frequency without a number is counted in when the clause does not say.
USUAL_MEASURES: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(DOCUMENT_TYPES, Measure.ITEMS),
        ActivityType.RESEARCH_PROJECT: Measure.ITEMS,
        ActivityType.BASE_SCHOOL: Measure.ITEMS,
        ActivityType.BOOK_READING: Measure.ITEMS,
        ActivityType.HOUSEHOLD_PAIRING: Measure.ITEMS,
        ActivityType.CLASS_PAIRING: Measure.ITEMS,
        ActivityType.SCHOOL_PAIRING: Measure.ITEMS,
        ActivityType.DONATION_MONEY: Measure.AMOUNT,
        ActivityType.DONATION_GOODS: Measure.GOODS,
        ActivityType.MENTOR_PAIR: Measure.PAIRS,
    }
)

DIGITS = "〇一二三四五六七八九"


def in_characters(number: int) -> str:
    """A number from 0 to 9999 as it is spoken: 5 is 五, 12 十二, 105 一百〇五."""
    if number < 10:
        return DIGITS[number]
    spoken = ""
    for place, name in ((1000, "千"), (100, "百"), (10, "十")):
        figure, number = divmod(number, place)
        if figure:
            spoken += (
                "" if place == 10 and figure == 1 and not spoken else DIGITS[figure]
            ) + name
        elif spoken and number and not spoken.endswith("〇"):
            spoken += "〇"
    return spoken + (DIGITS[number] if number else "")


def listed(words: list[str], joint: str) -> str:
    """甲、乙或丙: the last two parted by ``joint``, the others by 、."""
    return joint.join(part for part in ("、".join(words[:-1]), words[-1]) if part)
