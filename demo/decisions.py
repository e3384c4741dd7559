"""What people of the demo county decided: after a breach, about a violation, about a number."""

from datetime import date, datetime, timedelta

from activities.models import Activity
from agreements.models import Agreement, AgreementState, Clause, Obligation
from agreements.services import propose_number
from compliance import deciding
from compliance.deciding import DecisionError, Promise, WindowKey
from compliance.decisions import Rectification, RectificationStep, Violation
from compliance.models import StoredVerdict
from compliance.services import refresh
from pairing.models import Pairing, School
from records.models import Notice, User

ASKED = "请说明未完成的原因和补做打算。"
# Pairing, duty, and what was said about its last window that closed short: so many days ago.
EXPLAINED = {
    "QL-JD-001": (
        "专题讲座",
        "主讲教师产假，原定师德师风讲座改期，学期内未能补上。",
        "本学期由副校长主讲一场师德师风专题讲座。",
    ),
}
ASKED_LATELY = {"QL-JD-001": "听课研修", "QL-JD-014": "岗位人员对口指导"}
SILENT = {"QL-JD-003": "师傅指导课题"}
LEFT = {"QL-JD-005": ("暑期业务培训", "台风停训，县里已统一另行安排，不再要求补做。")}
REFUSED = {
    "QL-JD-003": (
        "骨干教师到校示范",
        "九月的到校示范请计入上学期。",
        "该次已按本学期计划安排，不作上学期补做。",
    )
}
VIOLATED = ("QL-JD-004", "不组织统一测试", "组织两校五年级统一测试并公布排名，已责令停止")
BLANK = ("QL-JD-001", "互寄教研简报", 2, "按每学期期中、期末各一份考虑。")


def clear_decisions() -> None:
    """Take out what the demo itself wrote; where a visitor took a step, all stays."""
    texts = [ASKED, *_texts()]
    others = RectificationStep.objects.exclude(text__in=texts)
    own = Rectification.objects.exclude(pk__in=others.values("rectification"))
    links = [_key(row.obligation, row.window_starts_on, row.trigger).address for row in own]
    Notice.objects.filter(link__in=links, kind__startswith="breach_").delete()
    Notice.objects.filter(link__in=links, kind__startswith="make_up_").delete()
    RectificationStep.objects.filter(rectification__in=own).delete()
    own.delete()


def _texts() -> list[str]:
    told = (*EXPLAINED.values(), *LEFT.values(), *REFUSED.values())
    return [text for _name, *texts in told for text in texts]


def load_decisions(pairings: dict[str, Pairing], *, day: date) -> None:
    refresh({pairing.pk for pairing in pairings.values()}, on=day)
    bureau = User.objects.get(username="bureau")
    for code, (name, why, plan) in EXPLAINED.items():
        key = _broken(pairings[code], name)
        if key is not None:
            _explained(key, why=why, plan=plan, bureau=bureau, day=day)
    for code, name in ASKED_LATELY.items():
        _ask(_broken(pairings[code], name), by=bureau, day=day, ago=5)
    for code, name in SILENT.items():
        _ask(_broken(pairings[code], name), by=bureau, day=day, ago=40)
    for code, (name, why) in LEFT.items():
        key = _broken(pairings[code], name)
        if key is not None:
            _leave(key, why=why, by=bureau, day=day)
    for code, (name, asked, answer) in REFUSED.items():
        _refused(_broken(pairings[code], name), asked, answer, bureau=bureau, day=day)
    _violation(pairings, day=day)
    _number(pairings, day=day)


def _at(day: date, *, ago: int, hour: int = 10) -> datetime:
    return datetime.fromisoformat(f"{day - timedelta(days=ago)}T{hour:02}:20:00+08:00")


def _key(obligation: Obligation, starts_on: date, trigger: int) -> WindowKey:
    return WindowKey(obligation=obligation, starts_on=starts_on, trigger=trigger)


def _broken(pairing: Pairing, name: str) -> WindowKey | None:
    """The last window of the duty that closed short a good while ago, nothing said about it."""
    rows = StoredVerdict.objects.filter(
        pairing=pairing, obligation__name=name, status="breached", filed_on=None
    )
    rows = rows.select_related("obligation__clause__agreement__pairing__supporting_school")
    row = rows.order_by("closes_on").last()
    if row is None:
        return None
    key = _key(row.obligation, row.starts_on, row.trigger)
    return None if Rectification.objects.filter(**key.columns).exists() else key


def _ask(key: WindowKey | None, *, by: User, day: date, ago: int) -> None:
    if key is None:
        return
    by_on = day - timedelta(days=ago - 14)
    try:
        deciding.notify_school(key, text=ASKED, by_on=by_on, by=by, at=_at(day, ago=ago))
    except DecisionError:
        return  # laid around a day soon after the window closed: nobody was asked yet


def _leave(key: WindowKey, *, why: str, by: User, day: date) -> None:
    try:
        deciding.close(key, reason=why, by=by, at=_at(day, ago=30))
    except DecisionError:
        return  # it had not closed yet


def _explained(key: WindowKey, *, why: str, plan: str, bureau: User, day: date) -> None:
    school = key.pairing.school_on(key.obligation.party)
    _ask(key, by=bureau, day=day, ago=40)
    liaison, principal = person_of(school, "liaison"), person_of(school, "principal")
    try:
        deciding.explain(key, school=school, text=why, by=liaison, at=_at(day, ago=33))
        promise = Promise(plan, 1, day + timedelta(days=20))
        who = {"school": school, "by": principal, "at": _at(day, ago=30)}
        deciding.plan(key, promise=promise, **who)
    except DecisionError:
        return


def _refused(key: WindowKey | None, asked: str, answer: str, *, bureau: User, day: date):
    standing = key and deciding.standing_of(key, on=day)
    found = deciding.candidates_of(standing) if standing and standing.is_short else []
    if not found:
        return
    row = Activity.objects.get(pk=found[0].activity_id)
    school = key.pairing.supporting_school
    who = {"by": person_of(school, "liaison"), "at": _at(day, ago=2)}
    deciding.propose(key, school=school, activity=row, text=asked, **who)
    deciding.refuse(key, activity=row, reason=answer, by=bureau, at=_at(day, ago=1))


def person_of(school: School, role: str) -> User:
    """The account of the demo in that role, else the pen of its school."""
    found = User.objects.filter(memberships__school=school, memberships__role=role)
    return found.order_by("pk").first() or User.objects.get(username=f"demo-log-{school.pk}")


# --- a violation, and a number being agreed -----------------------------------------------


def _duty(pairing: Pairing, name: str, **fields) -> Obligation:
    """A duty of the county's own, at the end of the agreement's last clause."""
    agreement = (
        Agreement.objects.main().binding().filter(pairing=pairing).order_by("starts_on").last()
    )
    clause = Clause.objects.filter(agreement=agreement).exclude(parent=None).last()
    order = clause.obligations.count() + 1
    fields = {"name": name, "order": order, "measure": "events"} | fields
    row = Obligation.objects.filter(clause__agreement=agreement, name=name).first()
    return row or Obligation.objects.create(clause=clause, **fields)


def _violation(pairings: dict[str, Pairing], *, day: date) -> None:
    code, name, note = VIOLATED
    duty = _duty(
        pairings[code],
        name,
        party="supporting",
        modality="must_not",
        activity_types=["quality_check"],
        period="agreement",
        minimum=None,
    )
    inspector = User.objects.get(username="inspector")
    Violation.objects.update_or_create(
        obligation=duty,
        note=note,
        defaults={
            "held_on": day - timedelta(days=45),
            "recorded_on": day - timedelta(days=12),
            "recorded_by": inspector,
            "recorded_by_name": str(inspector),
        },
    )


def _number(pairings: dict[str, Pairing], *, day: date) -> None:
    code, name, number, note = BLANK
    duty = _duty(
        pairings[code],
        name,
        party="each",
        activity_types=["other_document"],
        measure="items",
        period="term",
        uncounted=True,
        minimum=None,
    )
    if duty.number_steps.exists() or duty.clause.agreement.state != AgreementState.IN_FORCE:
        return
    principal = person_of(pairings[code].supporting_school, "principal")
    facts = {"side": "supporting", "number": number, "note": note}
    propose_number(duty, by=principal, at=_at(day, ago=6), **facts)
