"""Lists in and out: round trips, and every kind of bad file."""

import csv
import io
from datetime import date

import openpyxl
import pytest
from django.conf import settings
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from pairing.models import Consortium, Pairing, Person, Round, School, SupportArea
from pairing.sheets import admin as sheets_admin
from pairing.sheets import files
from records.models import Event
from records.signals import pairings_changed
from tests.factories import (
    create_bureau,
    create_member,
    create_pairing,
    create_person,
    create_programme,
    create_school,
    create_support_area,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau():
    return create_bureau(name="青山县教育局")


@pytest.fixture
def staff(bureau, client):
    user = create_member(role="bureau_staff", bureau=bureau, name="张科长")
    user.is_staff = True
    user.save()
    client.force_login(user)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return user


def xlsx(*lines) -> bytes:
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(line)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def table(*lines, encoding="gbk") -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(lines)
    return out.getvalue().encode(encoding)


def tried(client, model: str, data: bytes, name="名单.xlsx"):
    """The page after a file was tried."""
    return client.post(
        reverse(f"admin:pairing_{model}_import"),
        {"import_file": SimpleUploadedFile(name, data), "resource": "0"},
    )


def confirmed(client, model: str, page):
    assert page.context["problem_count"] == 0, page.context["problems"]
    form = page.context["confirm_form"]
    address = reverse(f"admin:pairing_{model}_process_import")
    return client.post(address, form.initial)


def imported(client, model: str, data: bytes, name="名单.xlsx") -> str:
    """What the site said after the confirmed import."""
    page = tried(client, model, data, name)
    assert not page.context["form"].errors, page.context["form"].errors
    answer = confirmed(client, model, page)
    assert answer.status_code == 302, answer.context["problems"]
    listed = client.get(answer.url)
    return [str(message) for message in listed.context["messages"]][-1]


def problems(page) -> list[tuple]:
    form = page.context["form"]
    if form.errors:
        return [(0, "", error) for errors in form.errors.values() for error in errors]
    return [(p.row, p.column, p.reason) for p in page.context["problems"]]


HEAD = ("学校全称", "学校标识码", "学段", "城乡分类", "教职工数")


class TestSchoolsIn:
    def test_a_gbk_csv_with_other_headings_and_odd_cells_is_read(self, client, staff, bureau):
        data = table(
            ("青山县学校名单", "", "", "", ""),
            ("序号", "学校名称*", "标识码", "办学学段（必填）", "城乡类型", "教职工人数"),
            ("1", " 青山一小 ", "２１９９０００００１", "小学，初中", "镇中心区", "８６"),
            ("", "", "", "", "", ""),
            ("示例", "示例：第二小学", "", "小学", "", ""),
            ("3", "（山上）教学点", "", "小学", "220", ""),
        )

        said = imported(client, "school", data, "名单.csv")

        assert said == "Imported: 2 new, 0 changed, 0 unchanged."
        found = School.objects.order_by("pk").values_list(
            "name", "code", "stages", "urban_rural_code", "staff_total", "bureau"
        )
        assert list(found) == [
            ("青山一小", "2199000001", ["primary", "junior"], "121", 86, bureau.pk),
            ("（山上）教学点", "", ["primary"], "220", None, bureau.pk),
        ]
        for school in School.objects.all():
            assert [e.verb for e in Event.objects.about(school)] == ["school.entered"]
            assert Event.objects.about(school).get().actor == staff

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
    def test_csv_is_read_in_every_usual_encoding(self, client, staff, encoding):
        data = table(HEAD, ("龘龘小学", "2199000001", "小学", "", ""), encoding=encoding)

        imported(client, "school", data, "a.csv")

        assert School.objects.get().name == "龘龘小学"

    def test_an_xlsx_with_numbers_for_codes_is_read(self, client, staff):
        imported(client, "school", xlsx(HEAD, ("一小", 3499000001.0, "小学", 220, 86.0)))

        school = School.objects.get()
        assert (school.code, school.urban_rural_code, school.staff_total) == (
            "3499000001",
            "220",
            86,
        )

    def test_the_same_file_twice_changes_nothing_and_writes_no_event(self, client, staff):
        data = xlsx(
            HEAD, ("一小", "2199000001", "初中、小学", "乡中心区", "86"), ("二小", "", "小学")
        )
        imported(client, "school", data)
        before = Event.objects.count()

        assert imported(client, "school", data) == "Imported: 0 new, 0 changed, 2 unchanged."
        assert Event.objects.count() == before

    def test_a_changed_cell_changes_only_that_and_an_empty_one_nothing(
        self, client, staff, bureau
    ):
        school = create_school(
            name="一小", bureau=bureau, code="2199000001", address="东街", staff_total=80
        )
        head = ("学校全称", "学校标识码", "学段", "地址", "教职工数")

        page = tried(client, "school", xlsx(head, ("第一小学", "2199000001", "", "", "86")))
        changes = page.context["rows"][0].changes
        confirmed(client, "school", page)

        assert [(c.column, c.old, c.new) for c in changes] == [
            ("学校全称", "一小", "第一小学"),
            ("教职工数", "80", "86"),
        ]
        school.refresh_from_db()
        assert (school.name, school.address, school.staff_total) == ("第一小学", "东街", 86)
        assert Event.objects.about(school).first().facts == {"fields": ["name", "staff_total"]}

    def test_nothing_is_written_before_it_is_confirmed(self, client, staff):
        tried(client, "school", xlsx(HEAD, ("一小", "", "小学")))

        assert (School.objects.count(), Event.objects.count()) == (0, 0)

    def test_one_wrong_row_keeps_all_from_being_written(self, client, staff):
        page = tried(
            client,
            "school",
            xlsx(HEAD, ("一小", "", "小学"), ("二小", "", "大学", "999", "many")),
        )

        assert "confirm_form" not in page.context
        assert [(row, column) for row, column, _reason in problems(page)] == [
            (3, "学段"),
            (3, "城乡分类"),
            (3, "教职工数"),
        ]
        assert "“大学”" in problems(page)[0][2]
        assert School.objects.count() == 0

    def test_a_file_that_became_wrong_between_trying_and_confirming_writes_nothing(
        self, client, staff, bureau
    ):
        page = tried(
            client, "school", xlsx(HEAD, ("一小", "", "小学"), ("二小", "2199000001", "小学"))
        )
        create_school(name="三小", code="2199000001")

        answer = confirmed(client, "school", page)

        assert problems(answer) == [(3, "", "Another school bears this code.")]
        assert list(School.objects.values_list("name", flat=True)) == ["三小"]

    def test_confirming_twice_imports_once_and_says_so(self, client, staff):
        page = tried(client, "school", xlsx(HEAD, ("一小", "", "小学")))
        confirmed(client, "school", page)

        answer = confirmed(client, "school", page)

        assert answer.status_code == 302
        assert School.objects.count() == 1

    @pytest.mark.parametrize(
        ("head", "row", "reason"),
        [
            pytest.param(
                ("学校全称", "学段", "期末成绩"), ("一小", "小学", "90"), "期末成绩", id="marks"
            ),
            pytest.param(
                ("学校全称", "学段", "年级排名"), ("一小", "小学", "1"), "年级排名", id="ranks"
            ),
            pytest.param(
                ("学校全称", "学段", "身份证号"), ("一小", "小学", "1"), "身份证号", id="ID"
            ),
            pytest.param(("学校全称", "地址"), ("一小", "东街"), "学段", id="a column missing"),
            pytest.param(
                ("学校全称", "学校名称", "学段"),
                ("一小", "一小", "小学"),
                "学校全称",
                id="twice",
            ),
            pytest.param(("学校全称", "学段"), ("", ""), "no row", id="no rows"),
            pytest.param(("甲", "乙"), ("1", "2"), "学校全称", id="no heading known"),
        ],
    )
    def test_a_wrong_set_of_columns_is_refused(self, client, staff, head, row, reason):
        page = tried(client, "school", xlsx(head, row))

        ((line, column, said),) = problems(page)
        assert (line, column) == (0, "")
        assert reason in said
        assert School.objects.count() == 0

    @pytest.mark.parametrize(
        ("data", "name", "reason"),
        [
            pytest.param(b"", "a.csv", "empty", id="an empty file"),
            pytest.param(b"\n\n", "a.csv", "The file is empty.", id="blank lines"),
            pytest.param(b"\xd0\xcf\x11\xe0 old", "a.xls", "XLS", id="old Excel"),
            pytest.param(b"PK\x03\x04 broken", "a.xlsx", "XLSX", id="a broken workbook"),
            pytest.param(b"\x89PNG\r\n\x1a\n\0\0\0", "a.csv", "no table", id="a picture"),
            pytest.param(b"x" * (5 * 1024 * 1024 + 1), "a.csv", "5 MB", id="too big"),
        ],
    )
    def test_a_file_that_is_no_table_is_refused_in_words(
        self, client, staff, data, name, reason
    ):
        ((_line, _column, said),) = problems(tried(client, "school", data, name))

        assert reason in said

    @pytest.mark.parametrize(("rows", "is_refused"), [(3, False), (4, True)])
    def test_the_limit_of_rows_is_said(self, client, staff, monkeypatch, rows, is_refused):
        monkeypatch.setattr("pairing.sheets.base.MAX_ROWS", 3)
        lines = [(f"第{n}小学", "", "小学") for n in range(rows)]

        found = problems(tried(client, "school", xlsx(HEAD, *lines)))

        assert bool(found) is is_refused
        assert not found or "more than 3 rows" in found[0][2]

    def test_a_workbook_that_unfolds_to_too_much_is_refused(self, client, staff, monkeypatch):
        monkeypatch.setattr(files, "_UNPACKED", 1000)

        found = problems(tried(client, "school", xlsx(HEAD, ("一小", "", "小学"))))

        assert "unfolds" in found[0][2]

    def test_two_lines_about_one_school_are_refused(self, client, staff):
        page = tried(client, "school", xlsx(HEAD, ("一小", "", "小学"), ("一小", "", "初中")))

        assert problems(page) == [(3, "", "Line 2 is about the same record.")]

    def test_a_wrong_code_is_named_with_its_place(self, client, staff):
        page = tried(client, "school", xlsx(HEAD, ("一小", "123", "小学")))

        assert problems(page) == [(2, "学校标识码", "The school code has ten digits.")]

    def test_the_status_is_not_changed_by_a_file(self, client, staff, bureau):
        create_school(name="一小", bureau=bureau)

        page = tried(
            client, "school", xlsx(("学校全称", "学段", "状态"), ("一小", "", "已关闭"))
        )

        assert [p[:2] for p in problems(page)] == [(2, "状态")]

    def test_a_unit_that_is_no_school_needs_no_stage(self, client, staff):
        head = ("学校全称", "学段", "单位性质")

        imported(client, "school", xlsx(head, ("卫生院党支部", "", "非学校单位")))

        assert School.objects.get().kind == "unit"

    def test_columns_nobody_knows_are_named_and_not_read(self, client, staff):
        head = ("序号", "学校全称", "学段", "校车")

        page = tried(client, "school", xlsx(head, (1, "一小", "小学", "两辆")))

        assert page.context["unread"] == ["校车"]

    def test_a_file_with_faults_is_not_kept(self, client, staff):
        store = storages["import_export"]
        before = _kept(store)

        tried(client, "school", xlsx(HEAD, ("一小", "", "大学")))

        assert _kept(store) == before

    def test_a_file_nobody_confirmed_goes_after_a_day(self, client, staff, monkeypatch):
        store = storages["import_export"]
        page = tried(client, "school", xlsx(HEAD, ("一小", "", "小学")))
        name = page.context["confirm_form"].initial["import_file_name"]
        now = sheets_admin.moment()
        monkeypatch.setattr(sheets_admin, "moment", lambda: now + sheets_admin.KEPT_FOR * 2)

        tried(client, "school", xlsx(HEAD, ("二小", "", "大学")))

        assert name not in _kept(store)


def _kept(store) -> set[str]:
    folder = "django-import-export"
    return set(store.listdir(folder)[1]) if store.exists(folder) else set()


class TestWhoseRows:
    def test_another_bureaus_school_is_neither_found_nor_written(self, client, staff, bureau):
        other = create_school(name="外县小学", code="2199000009", stages=["primary"])

        page = tried(client, "school", xlsx(HEAD, ("外县小学", "2199000009", "小学")))

        assert problems(page) == [(2, "", "Another school bears this code.")]
        other.refresh_from_db()
        assert other.bureau != bureau

    def test_a_partner_school_that_is_seen_is_not_written(self, client, staff, bureau):
        other = create_school(name="外县小学", code="2199000009", stages=["primary"])
        create_pairing(supporting=other, receiving=create_school(bureau=bureau))

        page = tried(client, "school", xlsx(HEAD, ("外县小学", "2199000009", "小学", "", "5")))

        assert problems(page) == [(2, "", "This record is kept by another bureau.")]

    def test_a_bureau_not_ones_own_is_none_of_ones_bureaus(self, client, staff):
        create_bureau(name="外县教育局")
        head = ("学校全称", "学段", "主管教育局")

        page = tried(client, "school", xlsx(head, ("一小", "小学", "外县教育局")))

        assert problems(page) == [(2, "主管教育局", "“外县教育局” is none of your bureaus.")]

    def test_who_keeps_several_bureaus_must_say_whose_school_it_is(self, client, staff, bureau):
        create_bureau(name="下辖教育局", parent=bureau)

        page = tried(client, "school", xlsx(HEAD, ("一小", "", "小学")))

        assert [p[:2] for p in problems(page)] == [(2, "主管教育局")]

    def test_schools_out_of_sight_are_not_registered_ones(self, client, staff, bureau):
        create_school(name="外县小学")
        create_school(name="本县小学", bureau=bureau)

        page = tried(client, "pairing", xlsx(PAIR_HEAD, ("外县小学", "本县小学")))

        found = [p for p in problems(page) if p[1] == "支援学校"]
        assert found == [(2, "支援学校", "“外县小学” is no registered school.")]

    @pytest.mark.parametrize("role", ["inspector", "liaison", "principal"])
    def test_others_neither_import_nor_export_nor_take_the_template(self, client, bureau, role):
        place = {"bureau": bureau} if role == "inspector" else {"school": create_school()}
        user = create_member(role=role, **place)
        user.is_staff = True  # even if somebody set it by hand
        user.save()
        client.force_login(user)

        for page in ("import", "export", "template"):
            assert client.get(reverse(f"admin:pairing_school_{page}")).status_code == 403


PAIR_HEAD = ("支援学校", "受援学校", "帮扶行动", "轮次", "来源", "帮扶领域", "起始日期")


@pytest.fixture
def ground(bureau):
    """Two schools, a programme with a round, two areas."""
    create_school(name="青山实验学校", short_name="实验", code="3499000001", bureau=bureau)
    create_school(name="石鼓乡中心学校", code="2199000002", bureau=bureau)
    programme = create_programme(bureau=bureau, name="三年行动")
    Round.objects.create(
        programme=programme, number=1, starts_on="2026-09-01", ends_on="2029-08-31"
    )
    create_support_area(name="学校管理")
    create_support_area(name="教育教学")


class TestPairingsIn:
    def row(self, **changes) -> tuple:
        cells = dict(
            zip(
                PAIR_HEAD,
                (
                    "青山实验学校",
                    "2199000002",
                    "三年行动",
                    "1",
                    "自主",
                    "学校管理、教育教学",
                    "2026年9月1日",
                ),
                strict=True,
            )
        )
        return tuple((cells | changes).values())

    def test_a_pairing_is_opened_numbered_and_announced_once(self, client, staff, ground):
        heard = []

        def hear(sender, pairing_ids, **kwargs):
            heard.append(set(pairing_ids))

        pairings_changed.connect(hear)
        said = imported(
            client,
            "pairing",
            table(PAIR_HEAD, self.row(支援学校="实验"), encoding="gbk"),
            "结对.csv",
        )
        pairings_changed.disconnect(hear)

        pairing = Pairing.objects.get()
        assert said == "Imported: 1 new, 0 changed, 0 unchanged."
        assert (pairing.code, str(pairing), pairing.source, pairing.round.number) == (
            "JD-2026-001",
            "青山实验学校 → 石鼓乡中心学校",
            "self",
            1,
        )
        assert pairing.starts_on == date(2026, 9, 1)
        assert [a.name for a in pairing.support_areas.all()] == ["学校管理", "教育教学"]
        assert [e.verb for e in Event.objects.about(pairing)] == ["pairing.opened"]
        assert heard == [{pairing.pk}]

    def test_the_same_file_twice_changes_nothing(self, client, staff, ground):
        data = xlsx(PAIR_HEAD, self.row())
        imported(client, "pairing", data)

        assert imported(client, "pairing", data) == "Imported: 0 new, 0 changed, 1 unchanged."
        assert Pairing.objects.count() == 1

    def test_areas_and_batch_of_a_standing_pairing_are_changed(self, client, staff, ground):
        imported(client, "pairing", xlsx(PAIR_HEAD, self.row()))
        head, row = (*PAIR_HEAD, "批次"), (*self.row(帮扶领域="教育教学"), "2")

        said = imported(client, "pairing", xlsx(head, row))

        pairing = Pairing.objects.get()
        assert said == "Imported: 0 new, 1 changed, 0 unchanged."
        assert [a.name for a in pairing.support_areas.all()] == ["教育教学"]
        assert pairing.batch == 2
        event = Event.objects.about(pairing).first()
        assert (event.verb, event.facts["fields"]) == (
            "pairing.changed",
            ["batch", "support_areas"],
        )

    @pytest.mark.parametrize(
        ("changes", "column", "reason"),
        [
            pytest.param(
                {"支援学校": "ZZ学校"},
                "支援学校",
                "“ZZ学校” is no registered school.",
                id="school",
            ),
            pytest.param(
                {"帮扶行动": "没有"}, "帮扶行动", "“没有” is not registered.", id="programme"
            ),
            pytest.param({"轮次": "7"}, "轮次", "The programme has no round 7.", id="round"),
            pytest.param(
                {"帮扶领域": "学校管理、火箭"},
                "帮扶领域",
                "“火箭” is no support area.",
                id="area",
            ),
            pytest.param(
                {"起始日期": "明天"},
                "起始日期",
                "“明天” is no day. Write it like 2026-09-01.",
                id="day",
            ),
            pytest.param({"起始日期": ""}, "起始日期", "Please fill this in.", id="empty"),
            pytest.param(
                {"受援学校": "青山实验学校"},
                "",
                "Both sides would be 青山实验学校. Choose two different schools.",
                id="one school",
            ),
        ],
    )
    def test_a_fault_is_told_with_row_column_and_reason(
        self, client, staff, ground, changes, column, reason
    ):
        page = tried(client, "pairing", xlsx(("结对安排表",), PAIR_HEAD, self.row(**changes)))

        assert problems(page) == [(3, column, reason)]
        assert f"Line 3 · {column}" in page.content.decode()
        assert Pairing.objects.count() == 0

    def test_the_sentence_is_chinese_on_a_chinese_page(self, client, staff, ground):
        del client.cookies[settings.LANGUAGE_COOKIE_NAME]

        page = tried(client, "pairing", xlsx(PAIR_HEAD, self.row(支援学校="ZZ学校")))

        assert "第2行 · 支援学校 · “ZZ学校”不是已登记的学校。" in page.content.decode()

    def test_a_school_that_ended_is_named_so(self, client, staff, ground):
        School.objects.filter(code="2199000002").update(status="merged")

        page = tried(client, "pairing", xlsx(PAIR_HEAD, self.row(受援学校="石鼓乡中心学校")))

        assert problems(page) == [(2, "", "石鼓乡中心学校 has been merged or closed.")]

    def test_the_schools_of_a_pairing_are_not_changed_by_a_file(self, client, staff, ground):
        imported(client, "pairing", xlsx(PAIR_HEAD, self.row()))
        create_school(name="三小", bureau=School.objects.first().bureau)
        head = ("结对编号", *PAIR_HEAD)

        page = tried(client, "pairing", xlsx(head, ("JD-2026-001", *self.row(受援学校="三小"))))

        assert [p[:2] for p in problems(page)] == [(2, "受援学校")]

    def test_an_ended_pairing_is_not_changed(self, client, staff, ground):
        imported(client, "pairing", xlsx(PAIR_HEAD, self.row()))
        Pairing.objects.update(ended_on="2027-01-01")
        head = ("结对编号", *PAIR_HEAD)

        page = tried(client, "pairing", xlsx(head, ("JD-2026-001", *self.row(来源="局定"))))

        assert [p[:2] for p in problems(page)] == [(2, "")]
        assert "has ended before" in problems(page)[0][2]

    def test_what_is_unusual_is_said_before_confirming(self, client, staff, ground):
        School.objects.filter(code="2199000002").update(urban_rural_code="111")
        School.objects.filter(code="3499000001").update(urban_rural_code="111")

        page = tried(client, "pairing", xlsx(PAIR_HEAD, self.row()))

        assert len(page.context["rows"][0].notes) == 1

    def test_an_area_of_the_own_bureau_goes_before_the_common_one(
        self, client, staff, ground, bureau
    ):
        own = SupportArea.objects.create(bureau=bureau, code="guanli", name="学校管理")

        imported(client, "pairing", xlsx(PAIR_HEAD, self.row(帮扶领域="学校管理")))

        assert list(Pairing.objects.get().support_areas.all()) == [own]


class TestPeopleIn:
    HEAD = ("姓名", "学校", "岗位", "学科", "联系电话", "学校负责人")

    def test_people_come_in_with_their_posts(self, client, staff, bureau):
        create_school(name="一小", bureau=bureau)
        posts = _words("roles", "teaching_director", "subject_teacher")
        subject = _words("subjects", "chinese")

        data = xlsx(self.HEAD, ("李明", "一小", posts, subject, 13800000000.0, "是"))
        imported(client, "person", data)

        person = Person.objects.get()
        assert (person.roles, person.subjects, person.phone, person.is_head) == (
            ["teaching_director", "subject_teacher"],
            ["chinese"],
            "13800000000",
            True,
        )
        assert imported(client, "person", data) == "Imported: 0 new, 0 changed, 1 unchanged."

    def test_two_people_of_one_name_are_not_told_apart(self, client, staff, bureau):
        school = create_school(name="一小", bureau=bureau)
        for _ in range(2):
            create_person(school=school, name="李明")

        page = tried(client, "person", xlsx(self.HEAD, ("李明", "一小", "")))

        assert "“李明”" in problems(page)[0][2]

    def test_people_of_a_school_out_of_sight_are_not_written(self, client, staff):
        create_school(name="外县小学")

        page = tried(client, "person", xlsx(self.HEAD, ("李明", "外县小学", "")))

        assert (2, "学校", "“外县小学” is no registered school.") in problems(page)


def _words(field: str, *codes: str) -> str:
    with translation.override("zh-hans"):
        return "、".join(Person._meta.get_field(field).labels(codes))


class TestOut:
    def export(self, client, model: str, number: int, **query):
        address = reverse(f"admin:pairing_{model}_export", query=query)
        return client.post(address, {"format": str(number), "resource": "0"})

    def lines(self, answer) -> list[tuple]:
        book = openpyxl.load_workbook(io.BytesIO(answer.content))
        return list(book.active.iter_rows(values_only=True))

    def test_an_xlsx_goes_out_and_comes_back_unchanged(self, client, staff, ground, bureau):
        create_school(name="=1+1学校", bureau=bureau, stages=["primary"], staff_total=86)
        create_school(name="旧小学", bureau=bureau, stages=["primary"], status="closed")
        foreign = create_school(name="外县小学", code="0099000009", stages=["primary"])
        create_pairing(supporting=foreign, receiving=School.objects.get(code="2199000002"))

        out = self.export(client, "school", 0)

        assert imported(client, "school", out.content) == (
            "Imported: 0 new, 0 changed, 5 unchanged."
        )

    def test_pairings_go_out_and_come_back_unchanged(self, client, staff, ground, bureau):
        imported(client, "pairing", xlsx(PAIR_HEAD, TestPairingsIn().row()))
        create_pairing(
            supporting=create_school(bureau=bureau),
            receiving=create_school(bureau=bureau, status="closed"),
            ended_on=date(2026, 1, 1),
            programme=create_programme(bureau=bureau),
        )

        for number, name in ((0, "a.xlsx"), (1, "a.csv")):
            out = self.export(client, "pairing", number)
            assert imported(client, "pairing", out.content, name) == (
                "Imported: 0 new, 0 changed, 2 unchanged."
            )

    def test_no_cell_of_an_xlsx_is_a_formula(self, client, staff, bureau):
        for name in ("=1+1", "+1", "-1", "@SUM(A1)"):
            create_school(name=name, bureau=bureau)

        book = openpyxl.load_workbook(io.BytesIO(self.export(client, "school", 0).content))

        cells = [cell for row in book.active.iter_rows(min_row=2, max_col=1) for cell in row]
        assert {cell.data_type for cell in cells} == {"s"}
        assert {cell.quotePrefix for cell in cells} == {True}
        assert {cell.value for cell in cells} == {"=1+1", "+1", "-1", "@SUM(A1)"}

    def test_a_csv_is_marked_for_excel_and_its_formulas_are_disarmed(
        self, client, staff, bureau
    ):
        create_school(name="=1+1", code="0099000001", bureau=bureau)

        out = self.export(client, "school", 1)

        assert out.content.startswith(b"\xef\xbb\xbf")
        rows = list(csv.reader(io.StringIO(out.content.decode("utf-8-sig"))))
        assert (rows[0][:2], rows[1][:2]) == (
            ["学校全称", "学校标识码"],
            ["'=1+1", "0099000001"],
        )

    def test_only_rows_in_sight_go_out(self, client, staff, bureau):
        create_school(name="外县小学")
        create_pairing()
        create_school(name="一小", bureau=bureau)

        assert [line[0] for line in self.lines(self.export(client, "school", 0))[1:]] == [
            "一小"
        ]
        assert self.lines(self.export(client, "pairing", 0))[1:] == []

    def test_chosen_numbers_do_not_reach_rows_out_of_sight(self, client, staff):
        foreign = create_school(name="外县小学")

        out = client.post(
            reverse("admin:pairing_school_export"),
            {"format": "0", "resource": "0", "export_items": [foreign.pk]},
        )

        assert "外县小学" not in out.content.decode(errors="ignore")
        assert out["Content-Type"].startswith("text/html")

    def test_the_filters_of_the_list_hold(self, client, staff, bureau):
        create_school(name="一小", bureau=bureau, status="closed")
        create_school(name="二小", bureau=bureau)

        out = self.export(client, "school", 0, status__exact="active")

        assert [line[0] for line in self.lines(out)[1:]] == ["二小"]

    def test_the_file_has_a_chinese_name_with_the_day(self, client, staff):
        disposition = self.export(client, "pairing", 0)["Content-Disposition"]

        assert disposition.startswith("attachment; filename*=utf-8''%E7%BB%93%E5%AF%B9")

    def test_the_number_of_queries_does_not_grow(
        self, client, staff, bureau, django_assert_max_num_queries
    ):
        def enter(number):
            for _ in range(number):
                pairing = create_pairing(
                    supporting=create_school(bureau=bureau),
                    receiving=create_school(bureau=bureau),
                    programme=create_programme(bureau=bureau),
                )
                pairing.support_areas.add(create_support_area())

        enter(1)
        with django_assert_max_num_queries(30) as one:
            self.export(client, "pairing", 0)
        enter(4)
        with django_assert_max_num_queries(len(one)):
            self.export(client, "pairing", 0)


class TestTemplate:
    @pytest.mark.parametrize("model", ["school", "pairing", "person"])
    def test_the_template_imports_nothing_by_itself_but_is_read(self, client, staff, model):
        data = client.get(reverse(f"admin:pairing_{model}_template")).content

        assert [p[2] for p in problems(tried(client, model, data))] == [
            "There is no row below the headings."
        ]

    def test_it_lists_the_words_that_may_stand_and_keeps_codes_as_text(
        self, client, staff, ground, bureau
    ):
        Consortium.objects.create(name="外县联盟", programme=create_programme())
        data = client.get(reverse("admin:pairing_pairing_template")).content

        book = openpyxl.load_workbook(io.BytesIO(data))
        guide = {row[0]: row[3] for row in book.worksheets[1].iter_rows(values_only=True)}
        assert guide["帮扶领域"] == "学校管理、教育教学"
        assert guide["帮扶行动"] == "三年行动"
        assert guide["联盟"] is None
        assert book.worksheets[0]["A3"].number_format == "@"
        assert [c.value for c in book.worksheets[0][1]][:4] == [
            "结对编号",
            "支援学校*",
            "受援学校*",
            "帮扶行动*",
        ]

    def test_a_row_typed_below_the_example_is_imported(self, client, staff, bureau):
        data = client.get(reverse("admin:pairing_school_template")).content
        book = openpyxl.load_workbook(io.BytesIO(data))
        book.worksheets[0]["A3"], book.worksheets[0]["G3"] = "一小", "小学"
        out = io.BytesIO()
        book.save(out)

        imported(client, "school", out.getvalue())

        assert School.objects.get().name == "一小"
