"""What one does, and who may: the addresses that take a POST, with a body that would do."""

from tests.factories import PASSWORD
from tests.sight.addresses import (
    ALL,
    AREA_A,
    CROSS,
    DRAFT,
    EAST,
    LIAISONS,
    NORTH,
    ROOT,
    SCHOOL_ONE,
    SCHOOL_TWO,
    STAFF,
    STAFF_A,
    act,
)
from tests.sight.decided_pages import DECIDED_ACTS
from tests.sight.kept_pages import KEPT_ACTS
from tests.sight.read import READ_ACTS
from tests.sight.told_pages import TOLD_ACTS
from tests.sight.written import WRITTEN_ACTS

BOTH = SCHOOL_ONE | SCHOOL_TWO
LESSON = {
    "token": "0f0f0f0f-0000-4000-8000-00000000000f",
    "pairing": "{east}",
    "day": "other_choice",
    "day_on": "{past}",
    "type": "demo_lesson",
    "place": "{two}",
    "done_by": "supporting",
    "heads_{one}": "3",
    "heads_{two}": "6",
    "lessons": "1",
    "items": "1",
    "action": "submit",
}
WHY = {"reason": "写错了日期"}
SIGN = {"side": "supporting", "password": PASSWORD}
SCAN = {
    "scan-side": "supporting",
    "scan-signer_name": "某人",
    "scan-signed_on": "{past}",
    "scan-sealed_on": "{past}",
}
REST = {"suspend-starts_on": "{now}", "suspend-ends_on": "{now}", "suspend-reason": "停课"}
SURE = {"note": "考核会通过", "is_sure": "on"}
END = {"end-on": "{now}", "end-reason": "不再继续"}

ACTS = (
    # Logging: for the own school, in an own pairing.
    act("/log/", {"liaison One", "liaison Two"}, shown=LIAISONS, sees=ALL, body=LESSON),
    act("/activities/{draft}/edit/", {"liaison One"}, sees=DRAFT, body=LESSON),
    act("/activities/{returned}/edit/", {"liaison One"}, sees=EAST, body=LESSON),
    act("/activities/{draft}/submit/", {"liaison One"}, sees=DRAFT),
    act("/activities/{pending}/withdraw/", {"liaison One"}, sees=EAST),
    act("/activities/{pending_north}/withdraw/", (), sees=NORTH),
    act("/activities/{confirmed}/file/", BOTH, sees=EAST, sends_file="file"),
    act("/activities/{draft}/file/", {"liaison One"}, sees=DRAFT, sends_file="file"),
    act("/activities/{confirmed_north}/file/", (), sees=NORTH, sends_file="file"),
    # Confirming: the other side, never the own entry; each pairing for itself.
    act("/activities/{pending}/confirm/", SCHOOL_TWO, sees=EAST),
    act("/activities/{incoming}/confirm/", SCHOOL_ONE, sees=EAST),
    act("/activities/{pending_north}/confirm/", (), sees=NORTH),
    act(
        "/activities/{shared}/confirm/", {"liaison C"}, sees=CROSS, body={"pairing": "{cross}"}
    ),
    act("/activities/{shared}/confirm/", (), body={"pairing": "{north}"}),
    act("/activities/{pending}/return/", SCHOOL_TWO, sees=EAST, body=WHY),
    act("/activities/{pending_north}/return/", (), sees=NORTH, body=WHY),
    act("/activities/{confirmed}/void/", BOTH | STAFF_A, sees=EAST, body=WHY),
    act("/activities/{draft}/void/", {"liaison One"}, sees=DRAFT, body=WHY),
    act("/activities/{pending}/void/", (), away={"liaison One"}, sees=EAST, body=WHY),
    act("/activities/{confirmed_north}/void/", NORTH, body=WHY),
    act(
        "/activities/{confirmed}/same/",
        BOTH | STAFF_A,
        sees=EAST,
        body={"other": "{pending}"},
    ),
    act("/activities/{confirmed}/same/", (), shown=EAST, body={"other": "none"}),
    act("/activities/{marked}/other/", BOTH | STAFF_A, sees=EAST),
    # Agreements: a principal signs for the own side, a bureau above decides.
    act(
        "/agreements/{signing}/sign/",
        {"principal One"},
        shown={"principal Two"},
        again="422",
        sees=EAST,
        body=SIGN,
    ),
    act("/agreements/{agreement}/sign/", (), sees=EAST, body=SIGN),
    act("/agreements/{signing_north}/sign/", (), sees=NORTH, body=SIGN),
    # A scan without the code of this text is taken from nobody: it is asked for.
    act(
        "/agreements/{signing}/scan/",
        (),
        shown={"principal One", "principal Two"},
        again="422",
        sees=EAST,
        body=SCAN,
        sends_file="scan-scan",
    ),
    act("/agreements/{agreement}/suspend/", STAFF_A, sees=EAST, body=REST),
    act("/agreements/{agreement}/end/", STAFF_A, sees=EAST, body=END),
    act("/agreements/{agreement_north}/end/", NORTH, body=END),
    act(
        "/pairings/{east}/verdicts/{duty}/{window}/waive/",
        STAFF_A,
        sees=EAST,
        body={"reason": "停电"},
    ),
    act(
        "/pairings/{north}/verdicts/{duty_north}/{window_north}/waive/",
        NORTH,
        body={"reason": "停电"},
    ),
    # What a change would do is asked by who may make it, and writes nothing.
    act("/what-if/programme/{east_programme}/", (), shown=STAFF_A),
    act("/what-if/programme/{north_programme}/", (), shown=NORTH),
    act("/what-if/term/", (), shown=STAFF),
    act("/what-if/duty/{duty}/", (), sees=STAFF_A),
    act("/what-if/duty/{duty_north}/", (), sees=NORTH),
    # The sentence of a duty in the form: staff of a bureau, for drafts of their own.
    act("/agreements/duties/say/", (), shown=STAFF, sees=ALL),
    act(
        "/agreements/duties/say/", (), sees=ALL - STAFF | NORTH, body={"_duty": "{duty_north}"}
    ),
    act("/duties/trial/", (), shown=STAFF, again="422"),
    act("/duties/{duty_north}/trial/", (), sees=NORTH),
    # Papers: whoever sees the pairing orders them.
    act("/agreements/{agreement}/pdf/", EAST),
    act("/agreements/{agreement_north}/pdf/", NORTH),
    act("/pairings/{east}/summary/{year}/pdf/", EAST),
    act("/pairings/{north}/summary/{year}/pdf/", NORTH),
    # Filed documents: a receipt for who sees them; the bureau files what binds.
    act("/filed/{filed}/receipt/", EAST),
    act("/filed/{filed_north}/receipt/", NORTH),
    act("/agreements/{drafted}/filed/", (), away=STAFF_A, sees=EAST),
    act("/agreements/{agreement}/filed/", (), away=EAST),
    act("/agreements/{agreement_north}/filed/", (), away=NORTH),
    act(
        "/packs/",
        STAFF_A,
        shown=STAFF,
        sees=ALL,
        body={"programme": "{east_programme}", "school_year": "{year}"},
    ),
    act("/packs/{pack}/", ROOT | {"staff A"}),
    act("/packs/{pack}/", ROOT | {"staff A"}, body={"cancel": "1"}),
    act("/packs/{pack_north}/", ROOT | {"staff B"}),
    act("/schools/{one}/dossier/", AREA_A | SCHOOL_ONE, sees=EAST),
    act("/schools/{north_one}/dossier/", NORTH),
    # Filing a school year: the bureau alone, and never blindly.
    act("/pairings/{east}/summary/{old_year}/file/", STAFF_A, sees=EAST, body=SURE),
    act("/pairings/{north}/summary/{old_year}/file/", NORTH, body=SURE),
    act("/pairings/{east}/summary/{old_year}/file/", (), shown=STAFF_A, sees=EAST),
    act("/pairings/{east}/summary/2020/file/", (), shown=STAFF_A, sees=EAST, body=SURE),
    act("/jobs/{failed_job}/", ROOT | {"liaison One"}),
    act("/jobs/{failed_job_north}/", ROOT | {"staff B"}),
    *DECIDED_ACTS,
    *KEPT_ACTS,
    *TOLD_ACTS,
    *READ_ACTS,
    *WRITTEN_ACTS,
)
