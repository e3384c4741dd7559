"""What a word can be to the grammar."""

from enum import StrEnum


class Kind(StrEnum):
    EVERY = "every"  # 每
    TIME = "time"  # 学期, 月: what 每 may count; the value is a code of TIMES
    THIS = "this"  # 本学期
    SPAN = "span"  # 协议期内: the whole time of the agreement
    NUMBER = "number"
    BLANK = "blank"  # a place left for a number
    PERCENT = "percent"
    FRACTION = "fraction"  # 三分之一: no whole number
    DATE = "date"  # the value is (year, month, day), each may be None
    UNIT = "unit"
    LENGTH = "length"  # a measure of time: 天, 周, 个月
    LEAST = "least"  # before the number: 不少于
    MOST = "most"  # before the number: 不超过
    OR_MORE = "or_more"  # behind it: 以上
    OR_LESS = "or_less"  # behind it: 以内
    ODD = "odd"  # between number and measure: 余, 多
    EACH = "each"  # 各, 分别
    PARTY = "party"
    ROLE = "role"  # a person or body of whichever side acts
    DEED = "deed"
    TOWARDS = "towards"  # a word before an object: 到, 为
    BY = "by"  # before the one who acts: 由
    EDGE = "edge"  # 期末, 暑期: names a time in a period
    BORDER = "border"  # behind a time: 前, 底, 内
    PART = "part"  # 其中
    DUTY = "duty"  # must, should, may
    TOGETHER = "together"  # 共同
    MUTUAL = "mutual"  # 互派
    STATE = "state"  # 现有: says how things are
    LEAD = "lead"  # a lead-in that is no act: 牵头
    VAGUE = "vague"  # 若干, 一定: a number nobody said
    WORD = "word"  # only there to be read as one: 统一
