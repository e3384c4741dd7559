"""What is given to those who did well: whoever is rewarded does not pay."""

import re

from agreements.reader.clauses import Clause
from agreements.reader.lexicon.kinds import Kind
from agreements.reader.state import State
from agreements.reader.subjects import Subject

PAYS = re.compile(r"(?:均|统一)?由.{2,12}(?:承担|支付|负担|列支|发放|解决|保障|拨付)")
REWARDS = re.compile(
    r"各奖\d|(?:给予|发放|奖励|颁发)[^,;]{0,16}(?:奖励|奖金|奖)|奖励[^,;]{0,6}元"
)
REWARDED = re.compile(
    r"(?:优秀|合格|突出|显著|先进|获奖|良好|第一|前[一二三\d]名?)的[^,;由]{1,12}?(?:各|每人|每位|每对|分别|一次性)*(?:给予|发放)?奖励?"
    r"|(?:优秀|先进|模范)[^,;由的]{1,6}(?:各|每人|每位|每对)(?:给予|发放)?奖"
)
PRAISED = re.compile(r"对[^,。;]*(?:突出|优秀|显著|先进|优异|良好)的[^,。;]{1,12}$")


def is_payer(state: State, clause: Clause, subject: Subject | None) -> bool:
    """补贴每人每月400元,由县财政承担: who pays is said behind; it is then kept."""
    main, words = state.main, state.text[clause.start : clause.end]
    if main is None or subject is None or not PAYS.fullmatch(words) or clause.counts:
        return False
    named = main.places.get("party", ())
    if any(main.start <= start < main.end for start, _end in named):
        return False
    if main.unit != "元" or not subject.side or main.end < clause.start - 2:
        return False
    main.side = "bureau" if subject.side == "overseer" else subject.side
    return True


def is_rewarded(state: State, clause: Clause) -> bool:
    """成员校考核优秀的,给予5万元奖励: who is rewarded does not pay."""
    words = state.words(clause)
    if REWARDED.search(words):
        return True
    if not REWARDS.search(words) or clause.tokens(Kind.PARTY):
        return False
    before = state.text[max(0, clause.start - 40) : clause.start].rstrip(", ")
    return before.endswith(("的", "者")) or bool(PRAISED.search(before))
