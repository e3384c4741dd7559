"""How days, months and weeks of a term are written; a blank or a placeholder has no value."""

import re

_HAN = "一二三四五六七八九十"
_YEAR = r"\d{4}|[二〇零一三四五六七八九Ｏ○O]{4}|(?:20|二〇|二0)?[x×X_*○□]{1,6}|20 ?"
_MONTH = rf"\d{{1,2}}|[{_HAN}]{{1,3}}|[x×X_*○□]{{1,6}}| "
DATE = re.compile(
    rf"(?P<year>{_YEAR})年(?:度)?"
    rf"(?:(?:的)? ?(?P<month>{_MONTH})月(?:份)?(?: ?(?P<day>{_MONTH})(?:日|号))?)?"
    rf"|(?P<month2>\d{{1,2}}|[{_HAN}]{{1,3}})月(?![一两二三\\d]{{1,2}}[次节场])(?:份)?"
    rf"(?:(?P<day2>\d{{1,2}}|[{_HAN}]{{1,3}})(?:日|号))?"
    r"|(?:19|20)[x×X*_]{2}(?:[.年]|(?!\w))"
    r"|(?P<year3>20\d\d)[-./](?P<month3>\d{1,2})(?:[-./](?P<day3>\d{1,2}))?(?![\d%])"
)
ORDINAL = re.compile(
    rf"第 ?(?:\d{{1,3}}|[{_HAN}]{{1,4}})(?:[-至到](?:\d{{1,3}}|[{_HAN}]{{1,4}}))?"
    r" ?(?P<what>教学周|周|个月|季度)?"
)
BLANK = re.compile(r"_+|(?:x|×|X|\*|○|□){1,6}|\( {0,6}\)| ")
FRACTION = re.compile(rf"(?:[{_HAN}]|\d{{1,2}})分之(?:[{_HAN}]|\d{{1,2}})")
PERCENT = re.compile(rf"百分之(?P<number>[{_HAN}百零]+|\d+)")
