from django.urls import path

from agreements import (
    duty_views,
    moving_views,
    number_views,
    reading_finish_views,
    reading_views,
    review_duty_views,
    review_views,
    template_views,
    views,
    writing_views,
)

urlpatterns = [
    path("agreements/", views.agreement_list, name="agreement_list"),
    path("agreements/new/", writing_views.agreement_start, name="agreement_start"),
    path("agreements/<int:pk>/", views.agreement, name="agreement"),
    path("agreements/<int:pk>/edit/", writing_views.agreement_edit, name="agreement_edit"),
    path("agreements/<int:pk>/amend/", writing_views.agreement_amend, name="agreement_amend"),
    path("agreements/<int:pk>/clauses/new/", writing_views.clause_edit, name="clause_new"),
    path(
        "agreements/<int:pk>/clauses/<int:clause_id>/",
        writing_views.clause_edit,
        name="clause_edit",
    ),
    path(
        "agreements/<int:pk>/clauses/<int:clause_id>/remove/",
        writing_views.clause_remove,
        name="clause_remove",
    ),
    path("agreements/<int:pk>/duties/new/", writing_views.duty_edit, name="duty_new"),
    path("agreements/<int:pk>/duties/new/say/", writing_views.duty_say, name="duty_new_say"),
    path(
        "agreements/<int:pk>/duties/<int:duty_id>/", writing_views.duty_edit, name="duty_edit"
    ),
    path(
        "agreements/<int:pk>/duties/<int:duty_id>/say/",
        writing_views.duty_say,
        name="duty_say",
    ),
    path(
        "agreements/<int:pk>/duties/<int:duty_id>/remove/",
        writing_views.duty_remove,
        name="duty_remove",
    ),
    path("agreements/<int:pk>/offer/", moving_views.agreement_offer, name="agreement_offer"),
    path("agreements/<int:pk>/agree/", moving_views.agreement_agree, name="agreement_agree"),
    path(
        "agreements/<int:pk>/approve/",
        moving_views.agreement_approve,
        name="agreement_approve",
    ),
    path("agreements/<int:pk>/open/", moving_views.agreement_open, name="agreement_open"),
    path("agreements/<int:pk>/return/", moving_views.agreement_return, name="agreement_return"),
    path("agreements/<int:pk>/remind/", moving_views.agreement_remind, name="agreement_remind"),
    path("agreements/<int:pk>/sign/", moving_views.agreement_sign, name="agreement_sign"),
    path("agreements/<int:pk>/scan/", moving_views.agreement_scan, name="agreement_scan"),
    path("agreements/<int:pk>/suspend/", views.agreement_suspend, name="agreement_suspend"),
    path("agreements/<int:pk>/end/", views.agreement_end, name="agreement_end"),
    path(
        "agreements/<int:pk>/numbers/<int:obligation_id>/",
        number_views.number,
        name="agreement_number",
    ),
    path(
        "agreements/<int:pk>/numbers/<int:obligation_id>/propose/",
        number_views.number_propose,
        name="agreement_number_propose",
    ),
    path(
        "agreements/<int:pk>/numbers/<int:obligation_id>/agree/",
        number_views.number_agree,
        name="agreement_number_agree",
    ),
    path("agreements/duties/say/", duty_views.obligation_say, name="obligation_say"),
    path("agreements/readings/", reading_views.reading_list, name="reading_list"),
    path("agreements/readings/new/", reading_views.reading_new, name="reading_new"),
    path("agreements/readings/<int:pk>/", review_views.reading, name="reading"),
    path("agreements/readings/<int:pk>/file/", reading_views.reading_file, name="reading_file"),
    path("agreements/readings/<int:pk>/act/", review_views.reading_act, name="reading_act"),
    path(
        "agreements/readings/<int:pk>/duties/<int:key>/",
        review_views.reading_card,
        name="reading_card",
    ),
    path(
        "agreements/readings/<int:pk>/duties/<int:key>/fields/",
        review_duty_views.reading_fields,
        name="reading_fields",
    ),
    path(
        "agreements/readings/<int:pk>/duties/<int:key>/say/",
        review_duty_views.reading_say,
        name="reading_say",
    ),
    path(
        "agreements/readings/<int:pk>/finish/",
        reading_finish_views.reading_finish,
        name="reading_finish",
    ),
    path("agreements/templates/", template_views.template_list, name="template_list"),
    path("agreements/templates/<int:pk>/", template_views.template, name="template"),
    path(
        "agreements/templates/<int:pk>/issue/",
        template_views.template_issue,
        name="template_issue",
    ),
    path(
        "agreements/templates/<int:pk>/retire/",
        template_views.template_retire,
        name="template_retire",
    ),
    path(
        "agreements/templates/runs/<int:pk>/", template_views.template_run, name="template_run"
    ),
    path("agreements/<int:pk>/template/", template_views.template_of, name="template_of"),
    path("signatures/<int:pk>/scan/", views.signature_scan, name="signature_scan"),
]
