"""Reports of the last school year in several states: three pairings and two schools.

Written by the demo's own pens; one that a visitor has written in or decided on stays.
"""

from datetime import date, datetime

from demo.filings import last_year, moment
from demo.load import logger_of
from pairing.models import Pairing, School
from records.models import Event, User
from reports.models import ReportKind, SectionText, YearReport
from reports.year_reports import flow, writing
from reports.year_reports.subjects import Subject
from reports.year_reports.writing import EntryWords

AGREED, SUBMITTED, RETURNED = "QL-JD-001", "QL-JD-003", "QL-JD-005"
SCHOOL = "青岚县第一实验小学"
WRITTEN_SCHOOL = "青岚县实验学校"  # written, and left to its principal to submit
PEN = "demo-log-"
RESULTS = (
    "本学年完成率〔完成率〕，教师同上一堂课、同备一节课成为常态。\n"
    "两校共开展活动〔活动次数〕，〔参加人次〕参加，其中示范课〔示范课节数〕。"
)
PLANS = "把共同备课排进课表，每月末对照约定任务核对一次，做到早提醒、早安排。"
CASE = EntryWords(
    title="一课三上，师徒同成长",
    text="同一课题由师傅示范、徒弟试教、两校共评，全年示范课〔示范课节数〕，徒弟人人上过公开课。",
)
REASON = "请补充未完成任务的整改时间，并写明典型案例。"


def load_reports(pairings: dict[str, Pairing], *, day: date) -> None:
    _clear()
    for code, last in ((AGREED, _agree), (SUBMITTED, _submit), (RETURNED, _return)):
        pairing = pairings[code]
        school_year, on = last_year(pairing, day=day)
        about = Subject(kind=ReportKind.PAIRING, pairing=pairing, school_year=school_year)
        if pairing.starts_on < date(school_year + 1, 6, 1) and _is_free(about):
            _write(about, at=moment(on))
            last(about, at=moment(on), on=on)
    _load_school(SCHOOL, pairings[RETURNED], day=day, is_submitted=True)
    _load_school(WRITTEN_SCHOOL, pairings[AGREED], day=day, is_submitted=False)


def _load_school(name: str, pairing: Pairing, *, day: date, is_submitted: bool) -> None:
    """``pairing`` is one of the school's."""
    school = School.objects.select_related("bureau").get(name=name)
    school_year, on = last_year(pairing, day=day)
    about = Subject(kind=ReportKind.SCHOOL, school=school, school_year=school_year)
    if pairing.starts_on < date(school_year + 1, 6, 1) and _is_free(about):
        by = logger_of(school)
        writing.write_section(about, section="plans", text=PLANS, base=0, by=by, at=moment(on))
        if is_submitted:
            flow.submit(about, revision=1, by=by, at=moment(on), on=on)


def _is_free(about: Subject) -> bool:
    return not YearReport.objects.filter(**about.fields).exists()


def _write(about: Subject, *, at: datetime) -> None:
    by = logger_of(about.issuer)
    writing.write_section(about, section="results", text=RESULTS, base=0, by=by, at=at)
    writing.write_section(about, section="plans", text=PLANS, base=0, by=by, at=at)
    writing.add_entry(about, "case", words=CASE, by=by, at=at)
    mentor = about.helper.people.filter(is_head=False, left_on=None).order_by("pk").first()
    if mentor is not None:
        words = EntryWords(
            title=mentor.name,
            text="带头示范，跨校指导青年教师，受到两校师生欢迎。",
            school_name=mentor.school.name,
            post=mentor.title,
            person=mentor,
        )
        writing.add_entry(about, "person", words=words, by=by, at=at)


def _revision(about: Subject) -> int:
    return YearReport.objects.get(**about.fields).revision


def _agree(about: Subject, *, at: datetime, on: date) -> None:
    by = logger_of(about.helper)
    flow.agree(about, revision=_revision(about), by=by, at=at, on=on)


def _submit(about: Subject, *, at: datetime, on: date) -> None:
    _agree(about, at=at, on=on)
    by = logger_of(about.issuer)
    flow.submit(about, revision=_revision(about), by=by, at=at, on=on)


def _return(about: Subject, *, at: datetime, on: date) -> None:
    _submit(about, at=at, on=on)
    bureau = User.objects.get(username="bureau")
    flow.send_back(about, reason=REASON, by=bureau, at=at)


def _clear() -> None:
    """Take out what the demo wrote and nobody else touched."""
    own = SectionText.objects.filter(by__username__startswith=PEN).values("report")
    for report in YearReport.objects.filter(pk__in=own):
        if not _was_touched(report):
            report.entries.update(replaces=None)
            report.entries.all().delete()
            report.texts.all().delete()
            report.delete()


def _was_touched(report: YearReport) -> bool:
    """Whether somebody else wrote in it, or decided on it."""
    steps = Event.objects.about(report).exclude(actor__username__startswith=PEN)
    return any(step.facts.get("reason") != REASON for step in steps)
