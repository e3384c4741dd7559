"""What reports, essays and pages tell: numbers that ask nothing, beside some that do."""

import pytest

from tests.agreements.reader.test_conventions import said

TOLD = {
    "a change": "开展结对以来，乙方新教师的适应期缩短20%，达标率升至85.5%。",
    "a change from and to": "该制度使家长满意度从70%提高到88%。",
    "a change against a year": "覆盖率较2016年提升12个百分点。",
    "a share of the mark": "徒弟常规考核占50%，师傅评价占25%，材料占25%。",
    "a share of the staff": "乙方教师中55岁以上的占30%。",
    "a survey": "调查显示，七成教师每学期参加过2至3次教研活动。",
    "questionnaires": "本文以两县为样本，发放问卷320份，回收问卷301份。",
    "an average": "支教教师平均每周授课15节。",
    "too few": "部分学校每年送教不足3次，仅有5名教师参加过培训。",
    "since a year": "2017年以来，甲方投入资金600万元，新建学校8所。",
    "what was done goes on": "2020年，甲方共选派支教教师12人，培训教师300余人次。",
    "what there is goes on": "甲方现有教学班24个，专任教师90人，市级以上骨干教师15人。",
    "who won": "青年教师中有6名教师获得县级奖励。",
    "a stage": "第一阶段（1—2个月）：适应期",
    "a slogan": '甲方校长做到“五个必须”，开展"四个一"活动。',
    "kinds": "结对以三类学生为重点，采用两种方式。",
    "who took part": "共30所学校参加，其中城区学校12所，农村学校18所。",
    "schools of the scheme": "20所城区学校与乡村学校结对，由6所高校承担。",
    "a condition": "指导教师担任班主任五年以上，业绩排名在前40%。",
    "if": "如果一两次提醒没有效果，再联系家长。",
    "on every lesson": "每听完一节课都要写听后感。",
    "time and again": "引导教师进行一次次反思。",
    "a workload": "我担任二年一班班主任，教数学，每周13节课。",
    "how it is reckoned": "师傅的工作量每周按一课时计算。",
    "a span of years": "用3至5年时间提升办学水平。",
    "a feedback slip": "请在收到本答复后10日内反馈。",
    "furniture": "首页 > 计划 > 教研工作计划通用5篇正文",
    "pages unread": "剩9页未读 继续阅读",
    "a reference": "[3]张某.校际结对研究[J].教育评论,2016(4):12-18.",
    "two of them": "二人都教平行班。",
}


@pytest.mark.parametrize("text", TOLD.values(), ids=TOLD)
def test_what_is_told_is_no_duty(text):
    assert said(text) == []


ASKED = {
    "an aim with a bound": "乙方优秀率应提升至20%。",
    "lessons taught": "支教教师每周授课不少于12节。",
    "behind what there is": "甲方现有骨干教师30人，结成师徒6对。",
    "a planned total": "活动期间共安排示范课40场。",
    "schools to be helped": "甲方每年到村小送教2次。",
    "a rule with an average": "双方教师平均每周听课不少于2节。",
}


@pytest.mark.parametrize("text", ASKED.values(), ids=ASKED)
def test_what_is_asked_beside_it_is_a_duty(text):
    assert said(text)


def test_a_title_that_names_the_point_is_not_counted_twice():
    found = said("1．做一次展示。甲方每年承担一次展示活动。")
    assert [entry["text"] for entry in found] == ["甲方每年承担一次展示活动"]
