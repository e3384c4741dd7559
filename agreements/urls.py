from django.urls import path

from agreements.views import (
    agreements,
    duties,
    moving,
    numbers,
    reading_ends,
    readings,
    review,
    review_duties,
    templates,
    writing,
)

urlpatterns = [
    path("agreements/", agreements.agreement_list, name="agreement_list"),
    path("agreements/new/", writing.agreement_start, name="agreement_start"),
    path("agreements/<int:pk>/", agreements.agreement, name="agreement"),
    path("agreements/<int:pk>/edit/", writing.agreement_edit, name="agreement_edit"),
    path("agreements/<int:pk>/amend/", writing.agreement_amend, name="agreement_amend"),
    path("agreements/<int:pk>/clauses/new/", writing.clause_edit, name="clause_new"),
    path(
        "agreements/<int:pk>/clauses/<int:clause_id>/",
        writing.clause_edit,
        name="clause_edit",
    ),
    path(
        "agreements/<int:pk>/clauses/<int:clause_id>/remove/",
        writing.clause_remove,
        name="clause_remove",
    ),
    path("agreements/<int:pk>/duties/new/", writing.duty_edit, name="duty_new"),
    path("agreements/<int:pk>/duties/new/say/", writing.duty_say, name="duty_new_say"),
    path("agreements/<int:pk>/duties/<int:duty_id>/", writing.duty_edit, name="duty_edit"),
    path(
        "agreements/<int:pk>/duties/<int:duty_id>/say/",
        writing.duty_say,
        name="duty_say",
    ),
    path(
        "agreements/<int:pk>/duties/<int:duty_id>/remove/",
        writing.duty_remove,
        name="duty_remove",
    ),
    path("agreements/<int:pk>/offer/", moving.agreement_offer, name="agreement_offer"),
    path("agreements/<int:pk>/agree/", moving.agreement_agree, name="agreement_agree"),
    path(
        "agreements/<int:pk>/approve/",
        moving.agreement_approve,
        name="agreement_approve",
    ),
    path("agreements/<int:pk>/open/", moving.agreement_open, name="agreement_open"),
    path("agreements/<int:pk>/return/", moving.agreement_return, name="agreement_return"),
    path("agreements/<int:pk>/remind/", moving.agreement_remind, name="agreement_remind"),
    path("agreements/<int:pk>/sign/", moving.agreement_sign, name="agreement_sign"),
    path("agreements/<int:pk>/scan/", moving.agreement_scan, name="agreement_scan"),
    path(
        "agreements/<int:pk>/suspend/", agreements.agreement_suspend, name="agreement_suspend"
    ),
    path("agreements/<int:pk>/end/", agreements.agreement_end, name="agreement_end"),
    path(
        "agreements/<int:pk>/numbers/<int:obligation_id>/",
        numbers.number,
        name="agreement_number",
    ),
    path(
        "agreements/<int:pk>/numbers/<int:obligation_id>/propose/",
        numbers.number_propose,
        name="agreement_number_propose",
    ),
    path(
        "agreements/<int:pk>/numbers/<int:obligation_id>/agree/",
        numbers.number_agree,
        name="agreement_number_agree",
    ),
    path("agreements/duties/say/", duties.obligation_say, name="obligation_say"),
    path("agreements/readings/", readings.reading_list, name="reading_list"),
    path("agreements/readings/new/", readings.reading_new, name="reading_new"),
    path("agreements/readings/<int:pk>/", review.reading, name="reading"),
    path("agreements/readings/<int:pk>/file/", readings.reading_file, name="reading_file"),
    path("agreements/readings/<int:pk>/act/", review.reading_act, name="reading_act"),
    path(
        "agreements/readings/<int:pk>/duties/<int:key>/",
        review.reading_card,
        name="reading_card",
    ),
    path(
        "agreements/readings/<int:pk>/duties/<int:key>/fields/",
        review_duties.reading_fields,
        name="reading_fields",
    ),
    path(
        "agreements/readings/<int:pk>/duties/<int:key>/say/",
        review_duties.reading_say,
        name="reading_say",
    ),
    path(
        "agreements/readings/<int:pk>/finish/",
        reading_ends.reading_finish,
        name="reading_finish",
    ),
    path("agreements/templates/", templates.template_list, name="template_list"),
    path("agreements/templates/<int:pk>/", templates.template, name="template"),
    path(
        "agreements/templates/<int:pk>/issue/",
        templates.template_issue,
        name="template_issue",
    ),
    path(
        "agreements/templates/<int:pk>/retire/",
        templates.template_retire,
        name="template_retire",
    ),
    path("agreements/templates/runs/<int:pk>/", templates.template_run, name="template_run"),
    path("agreements/<int:pk>/template/", templates.template_of, name="template_of"),
    path("signatures/<int:pk>/scan/", agreements.signature_scan, name="signature_scan"),
]
