"""Reading an agreement that somebody else wrote, of 8,000 characters."""

from collections.abc import Iterator

from agreements.reader import read
from demo.bench.measuring import Time, timed

CHARACTERS = 8_000
HEAD = "城乡学校结对帮扶协议书\n甲方（支援学校）：青溪中学\n乙方（受援学校）：石桥中学\n"
POINTS = """（一）甲方责任
1．甲方校长每学期到乙方指导学校管理工作不少于2次，中层干部每学期到乙方各3次以上。
2．甲方每学期选派3—5名骨干教师到乙方任教，上示范课12节以上，其中数学、英语各不少于3节；\
举办专题讲座至少2场，每场听讲教师不少于30人。
3．甲方应于本协议签订之日起一个月内制定帮扶规划，以后每年9月20日前拿出当年的实施计划。
4．帮助乙方加强教师队伍建设，更新教育观念，改革教学方法，充分利用现代教育技术，提高课堂教学\
水平；指导乙方制定中长期发展规划，完善各项管理制度，规范办学行为和日常管理，开展校园文化建设。
5．向乙方开放图书馆、实验室和网络教学资源，及时提供教案、课件、试题，促进优质教育资源共享。
（二）乙方责任
1．乙方每学期组织学科教师到甲方听课研修，不少于4次，每次不少于12人。
2．每名青年教师每月撰写教学反思1篇，每篇教学反思不少于800字。
3．为甲方派来的教师提供食宿方便，配合甲方做好各项工作，按时收集整理有关资料，做好年度考核的\
准备；积极组织教师参加各类教育教学活动，虚心学习先进的办学理念和管理经验，不断提高办学水平。
4．认真落实双方商定的帮扶计划，确保各项活动取得实效，并在活动之后及时总结经验，改进工作。
（三）双方责任
1．双方每学期召开联席会议一次，每学年联合组织语文、数学质量调研各一次。
2．学期结束前，双方分别对挂职干部的工作表现进行考核和书面鉴定。
"""


def text() -> str:
    return (HEAD + POINTS * (CHARACTERS // len(POINTS) + 1))[:CHARACTERS]


def lines(*, runs: int) -> Iterator[tuple[str, Time]]:
    words = text()
    yield (
        "read an agreement of 8,000 characters (at most 100 ms)",
        timed(lambda: read(words), runs=runs),
    )
