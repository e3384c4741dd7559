"""Nouns of which 每 or 各 may ask a number each."""

from collections.abc import Mapping

from agreements.reader.lexicon.people import MENTEES, MENTORS, ROLES
from agreements.reader.lexicon.schools import RECEIVING, SUPPORTING

NOUNS = (
    *(*SUPPORTING, *RECEIVING, *MENTORS, *MENTEES, *ROLES),
    "学校",
    "园所",
    "幼儿园",
    "校",
    "园",
    "学科",
    "年级",
    "班级",
    "班",
    "对子",
    "师徒",
    "支部",
    "年段",
    "组",
    "学段",
    "小学",
    "中学",
    "初中",
    "高中",
    "单元",
    "生",
    "中心",
    "小组",
    "工作组",
    "处室",
    "科室",
    "部门",
    "社团",
    "级部",
    "片区",
    "工作室",
    "课题组",
    "家庭",
    "村",
    "乡镇",
    "科目",
)
# The noun that a short word behind 每 stands for.
SHORT: Mapping[str, str] = {
    "单元": "单元",
    "校": "学校",
    "生": "学生",
    "园": "幼儿园",
    "人": "",
    "师": "教师",
    "班": "班级",
    "学科": "学科",
    "年级": "年级",
    "班级": "班级",
    "科": "学科",
    "年段": "年段",
    "学段": "学段",
    "科目": "科目",
    "户": "户",
}
