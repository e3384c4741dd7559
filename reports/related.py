"""What hangs on the pages of a pairing, a school and an agreement: their reports with the state
each stands in, and their filed papers."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from agreements.models import BINDING, Agreement
from compliance.filing import LAST_MONTHS
from compliance.wording import school_year_label
from pairing.models import Pairing, School
from records.models import User
from records.related import Group, Related, source
from reports.documents.closing import closing_opens_on
from reports.models import FiledDocument, ReportKind, YearReport
from reports.year_reports.papers import KINDS
from reports.year_reports.permissions import can_read_school
from reports.year_reports.subjects import Key, Subject
from reports.year_reports.wording import LOOKS, NOT_BEGUN

YEARS, CLOSING, FILED = "years", "closing", "filed"
MOST = 5  # filed papers shown; the list holds all
# A year of a calendar begins some days before or after 1 September: in between none is named.
EDGE = timedelta(days=14)

States = Mapping[Key, str]


@source("pairing")
def of_pairing(pairing: Pairing, *, user: User, on: date) -> Iterator[Group]:
    """Three queries, for any number of years, agreements and papers."""
    rows = YearReport.objects.visible_to(user).filter(pairing=pairing)
    states = _states(rows)
    last_on = min(on, pairing.ended_on or on)
    years = _years(pairing.starts_on, last_on)
    yield _of_years(ReportKind.PAIRING, pairing.pk, years, states)
    ending = on + LAST_MONTHS
    mains = pairing.agreements.main().binding()
    mains = mains.filter(Q(ends_on__lte=ending) | Q(terminated_on__lte=ending))
    yield _closings(mains.order_by("-starts_on"), states)
    papers = FiledDocument.objects.filter(pairing=pairing)
    yield _filed(papers, user=user, more=pairing.receiving_school.name)


@source("agreement")
def of_agreement(agreement: Agreement, *, user: User, on: date) -> Iterator[Group]:
    """Two queries. The reports of an amendment are those of what it amends."""
    main = agreement.amends or agreement
    if main.state in BINDING:
        rows = YearReport.objects.visible_to(user).filter(pairing=main.pairing_id)
        states = _states(rows)
        years = _years(main.starts_on, min(on, main.last_on))
        yield _of_years(ReportKind.PAIRING, main.pairing_id, years, states)
        yield _closings([main] if closing_opens_on(main) <= on else [], states)
    papers = FiledDocument.objects.filter(agreement=agreement)
    yield _filed(papers, user=user, more=agreement.number)


@source("school")
def of_school(school: School, *, user: User, on: date) -> Iterator[Group]:
    """Three queries. A school's report tells of all its partners: they do not read it."""
    if not can_read_school(user, school):
        return
    states = _states(YearReport.objects.visible_to(user).filter(school=school))
    ours = Pairing.objects.filter(Q(supporting_school=school) | Q(receiving_school=school))
    spans = ours.order_by().values_list("starts_on", "ended_on")
    years = {year for first, last in spans for year in _years(first, min(on, last or on))}
    yield _of_years(ReportKind.SCHOOL, school.pk, sorted(years, reverse=True), states)
    papers = FiledDocument.objects.filter(
        Q(school=school)
        | Q(pairing__supporting_school=school)
        | Q(pairing__receiving_school=school)
    )
    yield _filed(papers, user=user, more=school.name)


def _states(rows: QuerySet[YearReport]) -> States:
    """One query."""
    found = {}
    names = ("kind", "pairing", "school", "agreement", "school_year", "state")
    for kind, pairing, school, agreement, year, state in rows.values_list(*names):
        about = {ReportKind.CLOSING: agreement, ReportKind.SCHOOL: school}.get(kind, pairing)
        found[Key(kind=kind, pk=about, school_year=year)] = state
    return found


def _years(first_on: date, last_on: date) -> list[int]:
    """The school years of these days, the latest first; see ``EDGE``."""
    first, last = _year_of(first_on + EDGE), _year_of(last_on - EDGE)
    return list(range(last, first - 1, -1))


def _year_of(day: date) -> int:
    return day.year if day.month >= 9 else day.year - 1


def _of_years(kind: str, pk: int, years: Iterable[int], states: States) -> Group:
    links = tuple(
        Related(
            title=school_year_label(year),
            school_year=year,
            **_link(Key(kind=kind, pk=pk, school_year=year), states),
        )
        for year in years
    )
    is_school = kind == ReportKind.SCHOOL
    title = _("Year-end summaries of the school") if is_school else _("Year-end summaries")
    return Group(key=YEARS, title=title, links=links)


def _closings(mains: Iterable[Agreement], states: States) -> Group:
    links = tuple(
        Related(title=main.number, **_link(Key(kind=ReportKind.CLOSING, pk=main.pk), states))
        for main in mains
    )
    return Group(key=CLOSING, title=_("Closing summary"), links=links)


def _link(key: Key, states: States) -> dict:
    look, mark, word = LOOKS[states.get(key, NOT_BEGUN)]
    return {"address": reverse("report", args=[key]), "tag": (look, mark, str(word))}


def _filed(rows: QuerySet[FiledDocument], *, user: User, more: str) -> Group:
    """Those that hold, the latest first; one query. ``more`` finds them all in the list."""
    seen = FiledDocument.objects.visible_to(user).current().filter(pk__in=rows.values("pk"))
    links = tuple(
        Related(
            title=row.title,
            meta=f"{row.number} · {row.filed_on:%Y-%m-%d}",
            address=reverse("filed", args=[row.pk]),
        )
        for row in seen.defer("data")[: MOST + 1]
    )
    address = f"{reverse('filed_list')}?{urlencode({'q': more})}" if len(links) > MOST else ""
    return Group(key=FILED, title=_("Filed documents"), links=links[:MOST], more=address)


# --- back from a report, and from a filed paper ----------------------------------------------


def of_report(about: Subject, *, user: User) -> list[Group]:
    """What a report is about, and its filed paper; one query."""
    links = [*_to_school(about.school), *_to_agreement(about.agreement), *_to(about.pairing)]
    papers = FiledDocument.objects.filter(_papers_of(about))
    return _shown(_about(links), _filed(papers, user=user, more=about.issuer.name))


def of_filed(row: FiledDocument, *, user: User) -> list[Group]:
    """What a filed paper is about, as far as the reader sees it: whoever keeps the archive may
    not see the pairing. Three queries."""
    pairing = _seen(Pairing.objects.visible_to(user).for_list(), row.pairing_id)
    agreement = _seen(Agreement.objects.visible_to(user), row.agreement_id)
    school = row.school if row.school and can_read_school(user, row.school) else None
    links = [*_to_school(school), *_to_agreement(agreement), *_to(pairing)]
    key = _key_of(row)
    if key is not None and links:
        title = _("The report in words")
        links.append(Related(title=title, address=reverse("report", args=[key])))
    return _shown(_about(links))


def _seen(rows: QuerySet, pk: int | None):
    return rows.filter(pk=pk).first() if pk is not None else None


def _key_of(row: FiledDocument) -> Key | None:
    """Of the report that a filed summary is the paper of."""
    kinds = {filed: kind for kind, filed in KINDS.items()}
    if (kind := kinds.get(row.kind)) is None:
        return None
    about = {ReportKind.SCHOOL: row.school_id, ReportKind.CLOSING: row.agreement_id}
    pk = about.get(kind, row.pairing_id)
    return Key(kind=kind, pk=pk, school_year=row.school_year)


def _papers_of(about: Subject) -> Q:
    named = {"agreement": about.agreement} if about.agreement else {}
    if about.agreement is None:
        named = {"pairing": about.pairing, "school": about.school}
        named["school_year"] = about.school_year
    return Q(kind=KINDS[about.kind], **named)


def _about(links: Iterable[Related]) -> Group:
    return Group(key="about", title=_("Belongs to"), links=tuple(links))


def _shown(*groups: Group) -> list[Group]:
    return [group for group in groups if group.links]


def _to(pairing: Pairing | None) -> Iterator[Related]:
    if pairing is not None:
        sides = f"{pairing.supporting_school.label} → {pairing.receiving_school.label}"
        address = reverse("pairing", args=[pairing.pk])
        yield Related(title=sides, meta=pairing.code, address=address)


def _to_agreement(agreement: Agreement | None) -> Iterator[Related]:
    if agreement is not None:
        address = reverse("agreement", args=[agreement.pk])
        yield Related(title=agreement.number, meta=agreement.title, address=address)


def _to_school(school: School | None) -> Iterator[Related]:
    if school is not None:
        yield Related(title=school.name, address=reverse("school", args=[school.pk]))
