"""Addresses."""

from __future__ import annotations

from django.urls import path

from knipperlicht.web.policy import (
    views,
    views_activities,
    views_correct,
    views_draft,
    views_perimeter,
    views_queue,
    views_regulation,
    views_risk,
    views_scope,
    views_staff,
)

urlpatterns = [
    path("policy/", views.overview, name="policy"),
    path("policy/activities/", views_activities.activities_page, name="policy_activities"),
    path("policy/activities/<int:number>/", views_activities.text, name="policy_activity"),
    path("policy/activities/<int:number>/drop/", views_activities.drop_one, name="policy_activity_drop"),
    path("policy/risk/", views_risk.risk, name="policy_risk"),
    path("policy/risk/figures.csv", views_risk.figures_csv, name="policy_risk_csv"),
    path("policy/risk/new/", views_risk.new, name="policy_risk_new"),
    path("policy/risk/<int:pk>/", views_risk.one, name="policy_risk_one"),
    path("policy/regulations/new/", views_regulation.new, name="policy_regulation_new"),
    path("policy/regulations/<int:pk>/", views_regulation.one, name="policy_regulation"),
    path("policy/regulations/<int:pk>/amend/", views_regulation.next_version, name="policy_regulation_amend"),
    path("policy/regulations/<int:pk>/act/<slug:step>/", views_regulation.record, name="policy_regulation_act"),
    path("policy/regulations/<int:pk>/basis/", views_draft.basis, name="policy_draft_basis"),
    path("policy/regulations/<int:pk>/activities/", views_draft.terms, name="policy_draft_activities"),
    path("policy/regulations/<int:pk>/zone/", views_draft.zone, name="policy_draft_zone"),
    path("policy/scope/", views_scope.scope_list, name="policy_scope"),
    path("policy/scope/list.csv", views_scope.scope_csv, name="policy_scope_csv"),
    path("policy/scope/new/", views_correct.add_row, name="policy_scope_add"),
    path("policy/scope/order/", views_queue.order, name="policy_queue"),
    path("policy/scope/perimeter/", views_perimeter.perimeter, name="policy_perimeter"),
    path("policy/scope/<int:pk>/", views_scope.row, name="policy_row"),
    path("policy/scope/<int:pk>/<slug:what>/", views_correct.correct, name="policy_row_correct"),
    path("policy/designations/", views_staff.staff, name="policy_staff"),
    path("policy/designations/new/", views_staff.new_designation, name="policy_designation_new"),
    path("policy/designations/<int:pk>/end/", views_staff.end, name="policy_designation_end"),
    path("policy/designations/access-list/", views_staff.access_list, name="policy_access_list"),
    path("policy/agreements/", views_staff.agreements, name="policy_agreements"),
    path("policy/agreements/new/", views_staff.new_agreement, name="policy_agreement_new"),
]  # fmt: skip
