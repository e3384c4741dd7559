"""What is done: every type of activity as a noun and as a deed, and what it is counted in."""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple


class Deed(NamedTuple):
    """``noun`` names the activity; ``doing`` says it, with a place for what it is about."""

    noun: str
    doing: str


DEEDS: Mapping[str, Deed] = MappingProxyType(
    {
        "visit": Deed("到校指导", "指导{about}工作"),
        "joint_meeting": Deed("联席会议", "召开{about}联席会议"),
        "leaders_exchange": Deed("领导班子交流研讨", "开展{about}交流研讨"),
        "work_meeting": Deed("工作例会", "召开{about}工作例会"),
        "meet_up": Deed("结对见面会", "召开{about}结对见面会"),
        "secondment_manager": Deed("挂职", "{about}挂职"),
        "secondment_teacher": Deed("任教", "{about}任教"),
        "shadowing": Deed("跟岗学习", "{about}跟岗学习"),
        "demo_lesson": Deed("示范课", "上{about}示范课"),
        "open_lesson": Deed("公开课", "上{about}公开课"),
        "research_lesson": Deed("研讨课", "上{about}研讨课"),
        "same_topic_lessons": Deed("同课异构", "开展{about}同课异构"),
        "lesson_observation": Deed("听课评课", "开展{about}听课评课"),
        "joint_planning": Deed("集体备课", "开展{about}集体备课"),
        "lecture": Deed("专题讲座", "举行{about}专题讲座"),
        "full_training": Deed("全员培训", "组织{about}全员培训"),
        "training": Deed("业务培训", "组织{about}业务培训"),
        "study_visit": Deed("听课研修", "开展{about}听课研修"),
        "staff_study": Deed("岗位学习", "开展{about}岗位学习"),
        "research_activity": Deed("教学研讨", "开展{about}教学研讨"),
        "research_project": Deed("课题研究", "开展{about}课题研究"),
        "project_guidance": Deed("课题指导", "开展{about}课题指导"),
        "joint_study": Deed("专题研究", "开展{about}专题研究"),
        "quality_check": Deed("教学质量检测", "组织{about}教学质量检测"),
        "themed_activity": Deed("主题教育活动", "开展{about}主题教育活动"),
        "student_exchange": Deed("学生交流", "开展{about}学生交流"),
        "teaching_delivery": Deed("送教下乡", "开展{about}送教下乡"),
        "mentor_pair": Deed("师徒结对", "结成{about}师徒"),
        "mentor_meeting": Deed("师徒座谈会", "召开{about}师徒座谈会"),
        "resource_sharing": Deed("资源共享", "开展{about}资源共享"),
        "donation_money": Deed("捐资", "提供{about}帮扶资金"),
        "donation_goods": Deed("捐物", "捐赠{about}物资"),
        "base_school": Deed("确定基地学校", "确定{about}基地学校"),
        "inspection": Deed("督导检查", "开展{about}督导检查"),
        "liaison_named": Deed("确定联系人", "担任{about}联系人"),
        "observation_lesson": Deed("听常态课", "听{about}常态课"),
        "lesson_talk": Deed("说课", "开展{about}说课"),
        "teaching_contest": Deed("业务竞赛", "开展{about}业务竞赛"),
        "half_day_opening": Deed("半日开放", "举行{about}半日开放"),
        "study_session": Deed("分组学习", "组织{about}分组学习"),
        "book_reading": Deed("研读专著", "研读{about}教育专著"),
        "book_sharing": Deed("图书交换", "开展{about}图书交换"),
        "plan_check": Deed("教案检查", "开展{about}教案检查"),
        "appraisal": Deed("教师考核", "组织{about}教师考核"),
        "social_event": Deed("联谊活动", "举行{about}联谊活动"),
        "send_off": Deed("支教欢送会", "举行{about}支教欢送会"),
        "free_clinic": Deed("义诊", "组织{about}义诊"),
        "party_lecture": Deed("党课", "上{about}党课"),
        "activist_training": Deed("培养入党积极分子", "培养{about}入党积极分子"),
        "home_visit": Deed("走访看望", "开展{about}走访看望"),
        "household_pairing": Deed("结对帮扶户", "结对{about}困难家庭"),
        "class_pairing": Deed("结对班级", "结对{about}班级"),
        "school_pairing": Deed("结对学校", "结对{about}农村学校"),
        "pupil_aid": Deed("资助学生", "资助{about}困难学生"),
        "annual_plan": Deed("年度帮扶计划", "制定{about}年度帮扶计划"),
        "schedule": Deed("帮扶工作安排表", "制定{about}帮扶工作安排表"),
        "activity_plan": Deed("活动方案", "制定{about}活动方案"),
        "development_plan": Deed("发展规划", "制定{about}发展规划"),
        "secondee_evaluation": Deed("挂职鉴定", "出具{about}挂职鉴定"),
        "teacher_evaluation": Deed("任教鉴定", "出具{about}任教鉴定"),
        "term_summary": Deed("学期总结", "提交{about}学期总结"),
        "year_summary": Deed("年度工作总结", "提交{about}年度工作总结"),
        "paper": Deed("论文或案例", "撰写{about}论文或案例"),
        "pairing_agreement": Deed("结对协议书", "签订{about}结对协议书"),
        "research_plan": Deed("教研计划", "制定{about}教研计划"),
        "reflection": Deed("学习心得", "撰写{about}学习心得"),
        "teaching_note": Deed("教学随笔", "撰写{about}教学随笔"),
        "observation_book": Deed("听课记录", "上交{about}听课记录"),
        "teaching_case": Deed("教学案例", "上交{about}教学案例"),
        "thesis": Deed("教学论文", "上交{about}教学论文"),
        "other_document": Deed("其他材料", "提交{about}其他材料"),
        "other": Deed("其他活动", "开展{about}其他活动"),
    }
)
ANY_DEED = "开展{about}帮扶活动"
NAMED_DEEDS: Mapping[str, str] = MappingProxyType(
    {
        "other": "开展{about}{name}活动",
        "other_document": "提交{about}{name}材料",
    }
)
# Documents: their day is the day they are handed in, and they are counted by the piece.
DOCUMENTS = (
    "annual_plan",
    "schedule",
    "activity_plan",
    "development_plan",
    "secondee_evaluation",
    "teacher_evaluation",
    "term_summary",
    "year_summary",
    "paper",
    "pairing_agreement",
    "research_plan",
    "reflection",
    "teaching_note",
    "observation_book",
    "teaching_case",
    "thesis",
    "other_document",
)
ITEM_UNITS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(DOCUMENTS, "份"),
        "paper": "篇",
        "base_school": "所",
        "teaching_note": "篇",
        "thesis": "篇",
        "observation_book": "本",
        "teaching_case": "个",
        "book_reading": "本",
        "household_pairing": "户",
        "class_pairing": "个",
        "school_pairing": "所",
        "resource_sharing": "份",
    }
)
# What a frequency without a number is counted in when the clause does not say.
USUAL_MEASURES: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(DOCUMENTS, "items"),
        "research_project": "items",
        "base_school": "items",
        "book_reading": "items",
        "household_pairing": "items",
        "class_pairing": "items",
        "school_pairing": "items",
        "donation_money": "amount",
        "donation_goods": "goods",
        "mentor_pair": "pairs",
    }
)

# What may follow 不得 or 力争; a name that begins like that stands in quotation marks.
_SLOTS = ("在", "到", "各自", "共同", "轮流", "通过网络", "选派", "确定", "围绕", "分别")
_PLAIN = re.compile(r"[\u4e00-\u9fff]{2,}")
_INNER = str.maketrans("“”", "‘’")


def is_plain_name(name: str) -> bool:
    """Whether a sentence can say ``name`` as it stands: it holds no deed of the vocabulary and
    nothing that a reader would take for another part of the sentence."""
    return (
        _PLAIN.fullmatch(name) is not None
        and not name.startswith(_SLOTS)
        and not any(deed.doing.partition("{about}")[2] in name for deed in DEEDS.values())
    )


def quoted(name: str) -> str:
    return f"“{name.translate(_INNER)}”"


def usual_measure(types: Iterable[str]) -> str:
    measures = {USUAL_MEASURES.get(code, "events") for code in types}
    return measures.pop() if len(measures) == 1 else "events"
