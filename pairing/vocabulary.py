"""The words of the field as codes: one list per idea, used by every model and form.

Stored values are plain ASCII; the labels are the glossary's words. Ranks among the roles stand
in ``compliance.engine.ranks``.
"""

from django.db import models
from django.utils.translation import pgettext_lazy


class Stage(models.TextChoices):
    PRESCHOOL = "preschool", pgettext_lazy("stage", "Preschool")
    PRIMARY = "primary", pgettext_lazy("stage", "Primary school")
    JUNIOR = "junior", pgettext_lazy("stage", "Junior high school")
    SENIOR = "senior", pgettext_lazy("stage", "Senior high school")
    VOCATIONAL = "vocational", pgettext_lazy("stage", "Vocational school")
    SPECIAL = "special", pgettext_lazy("stage", "Special education")


class Grade(models.TextChoices):
    K1 = "k1", pgettext_lazy("grade", "Kindergarten, lower class")
    K2 = "k2", pgettext_lazy("grade", "Kindergarten, middle class")
    K3 = "k3", pgettext_lazy("grade", "Kindergarten, upper class")
    P1 = "p1", pgettext_lazy("grade", "Primary grade 1")
    P2 = "p2", pgettext_lazy("grade", "Primary grade 2")
    P3 = "p3", pgettext_lazy("grade", "Primary grade 3")
    P4 = "p4", pgettext_lazy("grade", "Primary grade 4")
    P5 = "p5", pgettext_lazy("grade", "Primary grade 5")
    P6 = "p6", pgettext_lazy("grade", "Primary grade 6")
    J1 = "j1", pgettext_lazy("grade", "Junior grade 1")
    J2 = "j2", pgettext_lazy("grade", "Junior grade 2")
    J3 = "j3", pgettext_lazy("grade", "Junior grade 3")
    S1 = "s1", pgettext_lazy("grade", "Senior grade 1")
    S2 = "s2", pgettext_lazy("grade", "Senior grade 2")
    S3 = "s3", pgettext_lazy("grade", "Senior grade 3")


class Subject(models.TextChoices):
    CHINESE = "chinese", pgettext_lazy("subject", "Chinese")
    MATHEMATICS = "mathematics", pgettext_lazy("subject", "Mathematics")
    ENGLISH = "english", pgettext_lazy("subject", "English language")
    PHYSICS = "physics", pgettext_lazy("subject", "Physics")
    CHEMISTRY = "chemistry", pgettext_lazy("subject", "Chemistry")
    BIOLOGY = "biology", pgettext_lazy("subject", "Biology")
    HISTORY = "history", pgettext_lazy("subject", "History")
    GEOGRAPHY = "geography", pgettext_lazy("subject", "Geography")
    POLITICS = "politics", pgettext_lazy("subject", "Morality and law")
    HISTORY_SOCIETY = "history_society", pgettext_lazy("subject", "History and society")
    SCIENCE = "science", pgettext_lazy("subject", "Science")
    MUSIC = "music", pgettext_lazy("subject", "Music")
    ART = "art", pgettext_lazy("subject", "Fine arts")
    PE = "pe", pgettext_lazy("subject", "Physical education")
    IT = "it", pgettext_lazy("subject", "Information technology")
    LABOUR = "labour", pgettext_lazy("subject", "Labour")
    COMPREHENSIVE = "comprehensive", pgettext_lazy("subject", "Integrated practice")


class Role(models.TextChoices):
    """A post held in a school, or (the last five) a name that stands for several posts."""

    PRINCIPAL = "principal", pgettext_lazy("role", "Principal")
    KINDERGARTEN_HEAD = "kindergarten_head", pgettext_lazy("role", "Kindergarten head")
    SECRETARY = "secretary", pgettext_lazy("role", "Party secretary")
    VICE_PRINCIPAL = "vice_principal", pgettext_lazy("role", "Vice principal")
    VICE_KINDERGARTEN_HEAD = (
        "vice_kindergarten_head",
        pgettext_lazy("role", "Vice kindergarten head"),
    )
    VICE_SECRETARY = "vice_secretary", pgettext_lazy("role", "Vice party secretary")
    PRINCIPAL_ASSISTANT = (
        "principal_assistant",
        pgettext_lazy("role", "Assistant to the principal"),
    )
    TEACHING_DIRECTOR = "teaching_director", pgettext_lazy("role", "Director of teaching")
    MORAL_DIRECTOR = "moral_director", pgettext_lazy("role", "Director of moral education")
    SAFETY_DIRECTOR = "safety_director", pgettext_lazy("role", "Director of safety")
    GENERAL_DIRECTOR = "general_director", pgettext_lazy("role", "Director of general affairs")
    CARE_DIRECTOR = "care_director", pgettext_lazy("role", "Director of care and education")
    LEAGUE_SECRETARY = "league_secretary", pgettext_lazy("role", "Youth League secretary")
    PIONEER_COUNSELLOR = (
        "pioneer_counsellor",
        pgettext_lazy("role", "Young Pioneers counsellor"),
    )
    OFFICE_HEAD = "office_head", pgettext_lazy("role", "Head of an office")
    VICE_DIRECTOR = "vice_director", pgettext_lazy("role", "Vice director")
    RESEARCH_GROUP_HEAD = (
        "research_group_head",
        pgettext_lazy("role", "Head of a teaching research group"),
    )
    GRADE_HEAD = "grade_head", pgettext_lazy("role", "Head of a grade")
    PLANNING_GROUP_HEAD = (
        "planning_group_head",
        pgettext_lazy("role", "Head of a lesson planning group"),
    )
    CLASS_TEACHER = "class_teacher", pgettext_lazy("role", "Class teacher")
    SUBJECT_TEACHER = "subject_teacher", pgettext_lazy("role", "Subject teacher")
    TEACHER = "teacher", pgettext_lazy("role", "Teacher")
    LIBRARIAN = "librarian", pgettext_lazy("role", "Librarian")
    READING_ROOM_KEEPER = "reading_room_keeper", pgettext_lazy("role", "Reading room keeper")
    AV_KEEPER = "av_keeper", pgettext_lazy("role", "Audio-visual keeper")
    INSTRUMENT_KEEPER = "instrument_keeper", pgettext_lazy("role", "Instrument keeper")
    ARCHIVIST = "archivist", pgettext_lazy("role", "Archivist")
    STAFF = "staff", pgettext_lazy("role", "Staff member")
    PARTY_MEMBER = "party_member", pgettext_lazy("role", "Party member")
    OTHER = "other", pgettext_lazy("role", "Other role")
    TEAM_CADRE = "team_cadre", pgettext_lazy("role", "League and Pioneers cadre")
    LEADERSHIP = "leadership", pgettext_lazy("role", "Leadership team")
    MANAGER = "manager", pgettext_lazy("role", "Manager")
    POST_KEEPER = "post_keeper", pgettext_lazy("role", "Post keeper")
    ANY_TEACHER = "any_teacher", pgettext_lazy("role", "Teachers of any post")


class Qualification(models.TextChoices):
    """A mark a teacher carries beside the post."""

    ON_PAYROLL = "on_payroll", pgettext_lazy("qualification", "On the payroll")
    YOUNG = "young", pgettext_lazy("qualification", "Young")
    EXCELLENT = "excellent", pgettext_lazy("qualification", "Excellent")
    BACKBONE = "backbone", pgettext_lazy("qualification", "Backbone")
    SUBJECT_LEADER = "subject_leader", pgettext_lazy("qualification", "Subject leader")
    FAMOUS = "famous", pgettext_lazy("qualification", "Renowned")
    SENIOR_TITLE = "senior_title", pgettext_lazy("qualification", "Senior title")
    FULL_TIME = "full_time", pgettext_lazy("qualification", "Full-time")
    NEW_TEACHER = "new_teacher", pgettext_lazy("qualification", "New")


class Topic(models.TextChoices):
    ETHICS = "ethics", pgettext_lazy("topic", "Teachers' ethics")
    MORAL_EDUCATION = "moral_education", pgettext_lazy("topic", "Moral education")
    TEACHING_RESEARCH = "teaching_research", pgettext_lazy("topic", "Teaching")
    TEAM_ACTIVITY = "team_activity", pgettext_lazy("topic", "League and Pioneers activities")
    MANAGEMENT = "management", pgettext_lazy("topic", "School management")
    CURRICULUM_REFORM = (
        "curriculum_reform",
        pgettext_lazy("topic", "Key points of the curriculum reform"),
    )
    CLASS_MANAGEMENT = "class_management", pgettext_lazy("topic", "Class management")
    MENTAL_HEALTH = "mental_health", pgettext_lazy("topic", "Mental health")
    SAFETY = "safety", pgettext_lazy("topic", "Safety")
    SCHOOL_DEVELOPMENT = "school_development", pgettext_lazy("topic", "School development")
    BRAND = "brand", pgettext_lazy("topic", "Distinctive school character")
    CULTURE = "culture", pgettext_lazy("topic", "Campus culture")
    CLASSROOM = "classroom", pgettext_lazy("topic", "Effective classroom")
    BURDEN = "burden", pgettext_lazy("topic", "Less burden for pupils")
    INFO_TECH = "info_tech", pgettext_lazy("topic", "Information technology in teaching")


class ActivityType(models.TextChoices):
    """What was done. The documents come last; see ``DOCUMENT_TYPES``."""

    VISIT = "visit", pgettext_lazy("activity type", "Visit for guidance")
    JOINT_MEETING = "joint_meeting", pgettext_lazy("activity type", "Joint meeting")
    LEADERS_EXCHANGE = (
        "leaders_exchange",
        pgettext_lazy("activity type", "Leaders' joint study"),
    )
    WORK_MEETING = "work_meeting", pgettext_lazy("activity type", "Working meeting")
    MEET_UP = "meet_up", pgettext_lazy("activity type", "Pairing meet-up")
    SECONDMENT_MANAGER = (
        "secondment_manager",
        pgettext_lazy("activity type", "Secondment of a manager"),
    )
    SECONDMENT_TEACHER = (
        "secondment_teacher",
        pgettext_lazy("activity type", "Secondment of a teacher"),
    )
    SHADOWING = "shadowing", pgettext_lazy("activity type", "Shadowing")
    DEMO_LESSON = "demo_lesson", pgettext_lazy("activity type", "Demonstration lesson")
    OPEN_LESSON = "open_lesson", pgettext_lazy("activity type", "Open lesson")
    RESEARCH_LESSON = "research_lesson", pgettext_lazy("activity type", "Research lesson")
    SAME_TOPIC_LESSONS = (
        "same_topic_lessons",
        pgettext_lazy("activity type", "Same-topic lessons"),
    )
    LESSON_OBSERVATION = (
        "lesson_observation",
        pgettext_lazy("activity type", "Lesson observation"),
    )
    JOINT_PLANNING = "joint_planning", pgettext_lazy("activity type", "Joint lesson planning")
    LECTURE = "lecture", pgettext_lazy("activity type", "Lecture")
    FULL_TRAINING = (
        "full_training",
        pgettext_lazy("activity type", "Training of the whole staff"),
    )
    TRAINING = "training", pgettext_lazy("activity type", "Training")
    STUDY_VISIT = (
        "study_visit",
        pgettext_lazy("activity type", "Study visit with lesson observation"),
    )
    STAFF_STUDY = "staff_study", pgettext_lazy("activity type", "Study visit of post keepers")
    RESEARCH_ACTIVITY = (
        "research_activity",
        pgettext_lazy("activity type", "Teaching research activity"),
    )
    RESEARCH_PROJECT = "research_project", pgettext_lazy("activity type", "Research project")
    PROJECT_GUIDANCE = (
        "project_guidance",
        pgettext_lazy("activity type", "Guidance of a research project"),
    )
    JOINT_STUDY = (
        "joint_study",
        pgettext_lazy("activity type", "Joint study of a difficult point"),
    )
    QUALITY_CHECK = "quality_check", pgettext_lazy("activity type", "Teaching quality check")
    THEMED_ACTIVITY = "themed_activity", pgettext_lazy("activity type", "Themed activity")
    STUDENT_EXCHANGE = "student_exchange", pgettext_lazy("activity type", "Student exchange")
    TEACHING_DELIVERY = (
        "teaching_delivery",
        pgettext_lazy("activity type", "Lessons brought to the countryside"),
    )
    MENTOR_PAIR = "mentor_pair", pgettext_lazy("activity type", "Mentoring")
    MENTOR_MEETING = "mentor_meeting", pgettext_lazy("activity type", "Mentoring meeting")
    RESOURCE_SHARING = (
        "resource_sharing",
        pgettext_lazy("activity type", "Sharing of resources"),
    )
    DONATION_MONEY = "donation_money", pgettext_lazy("activity type", "Donation of money")
    DONATION_GOODS = "donation_goods", pgettext_lazy("activity type", "Donation of goods")
    BASE_SCHOOL = "base_school", pgettext_lazy("activity type", "Choice of the base school")
    INSPECTION = "inspection", pgettext_lazy("activity type", "Inspection")
    LIAISON_NAMED = "liaison_named", pgettext_lazy("activity type", "Naming of a liaison")
    OBSERVATION_LESSON = (
        "observation_lesson",
        pgettext_lazy("activity type", "Everyday lesson observed"),
    )
    LESSON_TALK = "lesson_talk", pgettext_lazy("activity type", "Talk about a lesson plan")
    TEACHING_CONTEST = "teaching_contest", pgettext_lazy("activity type", "Teaching contest")
    HALF_DAY_OPENING = "half_day_opening", pgettext_lazy("activity type", "Half-day opening")
    STUDY_SESSION = "study_session", pgettext_lazy("activity type", "Group study of teachers")
    BOOK_READING = (
        "book_reading",
        pgettext_lazy("activity type", "Reading of a professional book"),
    )
    BOOK_SHARING = "book_sharing", pgettext_lazy("activity type", "Sharing of books")
    PLAN_CHECK = "plan_check", pgettext_lazy("activity type", "Check of lesson plans")
    APPRAISAL = "appraisal", pgettext_lazy("activity type", "Appraisal of teachers")
    SOCIAL_EVENT = "social_event", pgettext_lazy("activity type", "Friendly get-together")
    SEND_OFF = "send_off", pgettext_lazy("activity type", "Send-off of seconded teachers")
    FREE_CLINIC = "free_clinic", pgettext_lazy("activity type", "Free clinic")
    PARTY_LECTURE = "party_lecture", pgettext_lazy("activity type", "Party lecture")
    ACTIVIST_TRAINING = (
        "activist_training",
        pgettext_lazy("activity type", "Training of a Party applicant"),
    )
    HOME_VISIT = "home_visit", pgettext_lazy("activity type", "Visit to a household")
    HOUSEHOLD_PAIRING = (
        "household_pairing",
        pgettext_lazy("activity type", "Pairing with a household"),
    )
    CLASS_PAIRING = "class_pairing", pgettext_lazy("activity type", "Pairing with a class")
    SCHOOL_PAIRING = "school_pairing", pgettext_lazy("activity type", "Pairing with a school")
    PUPIL_AID = "pupil_aid", pgettext_lazy("activity type", "Aid to pupils in need")
    ANNUAL_PLAN = "annual_plan", pgettext_lazy("activity type", "Yearly support plan")
    SCHEDULE = "schedule", pgettext_lazy("activity type", "Schedule of support work")
    ACTIVITY_PLAN = "activity_plan", pgettext_lazy("activity type", "Activity plan")
    DEVELOPMENT_PLAN = "development_plan", pgettext_lazy("activity type", "Development plan")
    SECONDEE_EVALUATION = (
        "secondee_evaluation",
        pgettext_lazy("activity type", "Evaluation of a secondee"),
    )
    TEACHER_EVALUATION = (
        "teacher_evaluation",
        pgettext_lazy("activity type", "Evaluation of a seconded teacher"),
    )
    TERM_SUMMARY = "term_summary", pgettext_lazy("activity type", "Term summary")
    YEAR_SUMMARY = "year_summary", pgettext_lazy("activity type", "Year summary")
    PAPER = "paper", pgettext_lazy("activity type", "Paper or case study")
    PAIRING_AGREEMENT = "pairing_agreement", pgettext_lazy("activity type", "Pairing agreement")
    RESEARCH_PLAN = (
        "research_plan",
        pgettext_lazy("activity type", "Plan for teaching research"),
    )
    REFLECTION = (
        "reflection",
        pgettext_lazy("activity type", "Written reflection on what was learnt"),
    )
    TEACHING_NOTE = "teaching_note", pgettext_lazy("activity type", "Teaching note")
    OBSERVATION_BOOK = (
        "observation_book",
        pgettext_lazy("activity type", "Book of lesson observations"),
    )
    TEACHING_CASE = "teaching_case", pgettext_lazy("activity type", "Teaching case")
    THESIS = "thesis", pgettext_lazy("activity type", "Paper on teaching")
    OTHER_DOCUMENT = "other_document", pgettext_lazy("activity type", "Other document")
    OTHER = "other", pgettext_lazy("activity type", "Other activity")


class Content(models.TextChoices):
    """A thing that one activity included."""

    SAME_TIME = "same_time", pgettext_lazy("content", "Same time")
    SAME_PAPER = "same_paper", pgettext_lazy("content", "Same paper")
    SAME_MARKING = "same_marking", pgettext_lazy("content", "Same marking")
    ANALYSIS = "analysis", pgettext_lazy("content", "Analysis exchanged")
    FEEDBACK = "feedback", pgettext_lazy("content", "Feedback given")
    RECORD = "record", pgettext_lazy("content", "Record kept")
    OUTCOME = "outcome", pgettext_lazy("content", "Outcome reached")


DOCUMENT_TYPES = frozenset(
    {
        ActivityType.ANNUAL_PLAN,
        ActivityType.SCHEDULE,
        ActivityType.ACTIVITY_PLAN,
        ActivityType.DEVELOPMENT_PLAN,
        ActivityType.SECONDEE_EVALUATION,
        ActivityType.TEACHER_EVALUATION,
        ActivityType.TERM_SUMMARY,
        ActivityType.YEAR_SUMMARY,
        ActivityType.PAPER,
        ActivityType.PAIRING_AGREEMENT,
        ActivityType.RESEARCH_PLAN,
        ActivityType.REFLECTION,
        ActivityType.TEACHING_NOTE,
        ActivityType.OBSERVATION_BOOK,
        ActivityType.TEACHING_CASE,
        ActivityType.THESIS,
        ActivityType.OTHER_DOCUMENT,
    }
)

GRADES_OF_STAGE = {
    Stage.PRESCHOOL: (Grade.K1, Grade.K2, Grade.K3),
    Stage.PRIMARY: (Grade.P1, Grade.P2, Grade.P3, Grade.P4, Grade.P5, Grade.P6),
    Stage.JUNIOR: (Grade.J1, Grade.J2, Grade.J3),
    Stage.SENIOR: (Grade.S1, Grade.S2, Grade.S3),
    Stage.VOCATIONAL: (Grade.S1, Grade.S2, Grade.S3),
    Stage.SPECIAL: tuple(Grade),
}

STAGES_IN_ORDER = tuple(Stage)  # lowest first
