"""Who owes a duty and who does it: parties, posts, ranks, marks, rosters."""

from collections.abc import Mapping
from types import MappingProxyType

PARTIES: Mapping[str, str] = MappingProxyType(
    {
        "supporting": "甲方",
        "receiving": "乙方",
        "both": "甲乙双方",
        "each": "甲乙双方",
        "bureau": "教育局",
    }
)
TOGETHER: Mapping[str, str] = MappingProxyType({"both": "共同", "each": "各自"})
ROLES: Mapping[str, str] = MappingProxyType(
    {
        "principal": "校长",
        "kindergarten_head": "园长",
        "secretary": "书记",
        "vice_principal": "副校长",
        "vice_kindergarten_head": "副园长",
        "vice_secretary": "副书记",
        "principal_assistant": "校长助理",
        "teaching_director": "教学主任",
        "moral_director": "德育主任",
        "safety_director": "安全主任",
        "general_director": "总务主任",
        "care_director": "保教主任",
        "league_secretary": "团委书记",
        "pioneer_counsellor": "少先队大队辅导员",
        "office_head": "处室负责人",
        "vice_director": "副主任",
        "research_group_head": "教研组长",
        "grade_head": "年级组长",
        "planning_group_head": "备课组长",
        "class_teacher": "班主任",
        "subject_teacher": "学科教师",
        "teacher": "教师",
        "librarian": "图书管理员",
        "reading_room_keeper": "阅览室管理员",
        "av_keeper": "电教管理员",
        "instrument_keeper": "仪器管理员",
        "archivist": "档案管理员",
        "staff": "职员",
        "party_member": "党员",
        "other": "其他人员",
        "team_cadre": "团队干部",
        "leadership": "领导班子成员",
        "manager": "管理干部",
        "post_keeper": "岗位管理人员",
        "any_teacher": "任课教师",
    }
)
# A rank is named by a post that holds it; these have a usual name, the others take 级.
RANKS: Mapping[str, str] = MappingProxyType(
    {
        **{role: f"{word}级" for role, word in ROLES.items()},
        "principal": "正校级",
        "vice_principal": "副校级",
        "office_head": "中层",
    }
)
MARKS: Mapping[str, str] = MappingProxyType(
    {
        "on_payroll": "在编",
        "young": "青年",
        "excellent": "优秀",
        "backbone": "骨干",
        "full_time": "专职",
        "new_teacher": "新任",
        "senior_title": "高级职称",
        "subject_leader": "学科带头人",
        "famous": "名师",
    }
)
TITLES = frozenset({"subject_leader", "famous"})  # need no noun
ROSTERS: Mapping[str, str] = MappingProxyType(
    {"mentor_pairs": "每对师徒", "teachers": "每名教师", "schools": "每所学校"}
)
