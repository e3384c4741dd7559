"""What a duty is about and where it is done: topics, subjects, stages, grades, venues."""

from collections.abc import Mapping
from types import MappingProxyType

TOPICS: Mapping[str, str] = MappingProxyType(
    {
        "ethics": "师德师风",
        "moral_education": "德育",
        "teaching_research": "教学",
        "team_activity": "团队",
        "management": "管理",
        "curriculum_reform": "课改重点难点",
        "class_management": "班级管理",
        "mental_health": "心理健康",
        "safety": "安全教育",
        "school_development": "学校发展",
        "brand": "特色学校建设",
        "culture": "校园文化建设",
        "classroom": "高效课堂",
        "burden": "减轻学生负担",
        "info_tech": "教育信息化",
    }
)
SUBJECTS: Mapping[str, str] = MappingProxyType(
    {
        "chinese": "语文",
        "mathematics": "数学",
        "english": "英语",
        "physics": "物理",
        "chemistry": "化学",
        "biology": "生物",
        "history": "历史",
        "geography": "地理",
        "politics": "道德与法治",
        "history_society": "历史与社会",
        "science": "科学",
        "music": "音乐",
        "art": "美术",
        "pe": "体育",
        "it": "信息技术",
        "labour": "劳动",
        "comprehensive": "综合实践",
    }
)
STAGES: Mapping[str, str] = MappingProxyType(
    {
        "preschool": "学前",
        "primary": "小学",
        "junior": "初中",
        "senior": "高中",
        "vocational": "中职",
        "special": "特教",
    }
)
GRADES: Mapping[str, str] = MappingProxyType(
    {
        "k1": "小班",
        "k2": "中班",
        "k3": "大班",
        "p1": "小学一年级",
        "p2": "小学二年级",
        "p3": "小学三年级",
        "p4": "小学四年级",
        "p5": "小学五年级",
        "p6": "小学六年级",
        "j1": "初一年级",
        "j2": "初二年级",
        "j3": "初三年级",
        "s1": "高一年级",
        "s2": "高二年级",
        "s3": "高三年级",
    }
)
CONTENTS: Mapping[str, str] = MappingProxyType(
    {
        "same_time": "统一时间",
        "same_paper": "统一题目",
        "same_marking": "统一评分标准",
        "analysis": "交流检测分析",
        "feedback": "课后评议",
        "record": "活动记录",
        "outcome": "取得成果",
    }
)
VENUES: Mapping[str, str] = MappingProxyType(
    {
        "receiving": "到乙方",
        "supporting": "到甲方",
        "counterpart": "到对方",
        "alternating": "轮流在双方学校",
        "online": "通过网络",
        "anywhere": "",
    }
)
AT_HOME: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("receiving", "receiving"): "在乙方",
        ("supporting", "supporting"): "在甲方",
        ("both", "receiving"): "在乙方",
        ("both", "supporting"): "在甲方",
    }
)
COVERED: Mapping[str, str] = MappingProxyType(
    {
        "subjects": "个学科",
        "topics": "个主题",
        "types": "种活动类型",
        "grades": "个年级",
        "stages": "个学段",
    }
)
