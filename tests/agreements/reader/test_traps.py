"""Numbers, days and frequencies that ask nothing of anybody."""

import pytest

from tests.agreements.reader.test_conventions import said

TRAPS = {
    "number of a document": "根据《结对工作的意见》（青教〔2021〕56号），订立本协议。",
    "copies": "本协议一式五份，甲乙双方各执两份，教育局存档一份。",
    "term in years": "帮扶期限为三年，自2021年9月1日起至2024年8月31日止。",
    "length of the pairing": "结对时间三年。",
    "validity": "本协议自签字之日起生效，有效期两年。",
    "marks taken off": "送教每缺一次扣1分。",
    "marks given": "被市级媒体报道的，每篇加2分。",
    "what was done": "去年甲方先后选派了6名教师到乙方支教。",
    "what there is": "乙方现有教学班12个，教师36名。",
    "who was there": "两校教师共42人参加。",
    "a number in the name of a school": "第三中学、实验二小积极参加帮扶活动。",
    "a class": "七年级二班的学生要参加结对活动。",
    "ages": "参加活动的学生年龄为10—14周岁。",
    "years of service": "支教教师教龄须在5年以上。",
    "a quorum": "理事会须有三分之二以上理事出席方可举行。",
    "leave": "教师请假超过3天的，须经甲乙双方同意。",
    "notice of the end": "任何一方提前终止协议，应提前30日书面通知对方。",
    "form of the pairing": "结对双方采取一对一的形式开展帮扶。",
    "a repealed rule": "原方案中“每学期送教2次”的规定同时废止。",
    "a thing, no number": "帮扶是一项重要工作，要为教师搭建一个平台。",
    "at no set times": "甲方定期到乙方指导，不定期组织交流。",
    "on every occasion": "每次活动都要做好记录。",
    "the day of signing": "甲方代表：        乙方代表：\n2021年9月1日",
    "a telephone number": "联系人：办公室，电话：0571-88061234。",
    "what it is composed of": "工作室由1名主持人和6名学员组成。",
    "schools of a scheme": "全县12所城区学校与34所乡镇学校结对。",
}


@pytest.mark.parametrize("text", TRAPS.values(), ids=TRAPS)
def test_what_asks_nothing_is_no_duty(text):
    assert said(text) == []
