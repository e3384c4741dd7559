"""A table is searched only where a pattern can begin, and finds all the same."""

import pytest

from agreements.reader.meaning.lexicon.about import SUBJECTS, TOPICS
from agreements.reader.meaning.lexicon.deeds import DEEDS
from agreements.reader.meaning.lexicon.people import MARKS, POSTS
from agreements.reader.meaning.passage import compiled
from agreements.reader.meaning.scanning import first_signs, found_in, needed_signs

WORDS = (
    "每学期选派三名骨干教师到乙方任教，上示范课、公开课，听课评课，举办专题讲座两场",
    "甲方校长、副校长与教务主任指导乙方管理工作，共同研究管理经验，召开联席会议",
    "确定联系人一名，听常态课，制定工作计划，提交支教方案，在家常课之后交流",
    "中青年语文、数学教师撰写教学反思，参加校本教研与教育信息化培训，结对班主任工作",
)
TABLES = {
    "deeds": DEEDS,
    "posts": POSTS,
    "marks": MARKS,
    "topics": TOPICS,
    "subjects": SUBJECTS,
}


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
@pytest.mark.parametrize("words", WORDS)
def test_as_much_is_found_as_by_trying_every_pattern_everywhere(words, table):
    tried = {
        (rank, match.span())
        for rank, (_code, pattern) in enumerate(table)
        for match in compiled(pattern).finditer(words)
    }
    assert {(found.rank, found.match.span()) for found in found_in(words, table)} == tried


SIGNS = {
    "plain words": ("听课|评课", {"听", "评"}),
    "what may be left out": ("(?:专题|学术)?讲座", {"专", "学", "讲"}),
    "a repeated sign": ("小*课题", {"小", "课"}),
    "a class": ("[听评]课", {"听", "评"}),
    "behind an assertion": ("(?<!新)任教", {"任"}),
    "a group in a group": ("(?:送(?:课|教)|支教)下乡", {"送", "支"}),
    "anything": (".任教", None),
    "a class of others": ("[^新]任教", None),
    "a number of times": ("教{0,2}研", None),
}


@pytest.mark.parametrize(("pattern", "signs"), SIGNS.values(), ids=SIGNS)
def test_the_signs_a_match_can_begin_with(pattern, signs):
    assert first_signs(pattern) == signs


NEEDED = {
    "behind what may be left out": ("(?:担任|为)?[^,;]{0,9}(?:联系人|联络员)", {"联"}),
    "behind a number of any signs": ("听?[^,;]{0,9}?常态课|随堂课", {"常", "随"}),
    "behind an assertion": ("^(?<!新).任教", {"任"}),
    "repeated, but at least once": ("[^新](?:年度|学期)+总结", {"年", "学"}),
    "nothing that must stand": (".{2}|任教", None),
    "any number of times": ("教{0,2}研*", None),
}


@pytest.mark.parametrize(("pattern", "signs"), NEEDED.values(), ids=NEEDED)
def test_the_signs_of_which_every_match_holds_one(pattern, signs):
    assert needed_signs(pattern) == signs
