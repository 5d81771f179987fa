"""Every page that can be looked at: who looks, and at what. A name is that of the address, with a variant behind a colon."""

from __future__ import annotations

NO_PAGE = {
    "an act": "case_hold_end case_hold_review college_item_off college_item_postpone privacy_registers_export privacy_request_answer privacy_request_extend "
    "privacy_request_identity audit_check account_invitation_accept account_invitation_government account_language account_theme act_for "
    "contest_answer dossier_pin government_connect invitation_revoke manage_job_start mfa_generate_recovery_codes "
    "case_feed_key case_team note_delete policy_row_correct sample_outcome set_language watchlist_add watchlist_remove work_end work_resume",
    "part of a page, or a file": "case_feed case_figures_csv case_register_json export_download list_facets list_streets map_area map_boundaries "
    "map_points mfa_download_recovery_codes policy_risk_csv policy_scope_csv suggest",
    "for programs": "api_case api_case_acts api_cases api_description api_dossier api_people api_search healthz readyz openid_connect_callback",
    "leads elsewhere": "government_connect_go government_login search_chosen view_open",
    "looked at with a file in it (tests/web/casework/test_casework_browser.py)": "case_act case_calendar case_choose case_figures "
    "case_file case_list case_new",
    "looked at with a regulation in force (tests/web/policy/test_policy_browser.py)": "policy policy_activity policy_access_list policy_agreement_new "
    "policy_agreements policy_designation_end policy_designation_new policy_draft_activities policy_draft_basis "
    "policy_draft_zone policy_perimeter policy_queue policy_regulation policy_regulation_act "
    "policy_regulation_amend policy_regulation_new policy_risk policy_risk_new policy_risk_one "
    "policy_row policy_scope policy_scope_add policy_staff",
    "needs a key, a code or a chosen row that a journey has": "account_reset_password_from_key dossier_outside "
    "list_bulk mfa_add_webauthn mfa_authenticate mfa_deactivate_totp mfa_edit_webauthn mfa_login_webauthn "
    "mfa_reauthenticate mfa_reauthenticate_webauthn mfa_remove_webauthn mfa_view_recovery_codes account_set_password "
    "export_download account_reset_password_from_key_done",
}
"""Why -> names of addresses at which there is nothing to look at."""

PAGES: dict[str, dict[str, str]] = {
    "": {
        "account_login": "/account/login/",
        "account_inactive": "/account/inactive/",
        "account_invitation": "/account/invitation/{token}/",
        "account_reset_password": "/account/password/reset/",
        "account_reset_password_done": "/account/password/reset/done/",
        "socialaccount_login_cancelled": "/account/government/cancelled/",
        "socialaccount_login_error": "/account/government/error/",
        "styleguide": "/styleguide/",
        "error: 404": "/nothing-here/",
    },
    "nieuw": {
        "home: newcomer": "/",
        "work": "/work/",
        "work: on the way": "/work/?next=/list/",
    },
    "nergens": {"home: nowhere": "/"},
    "medewerker": {
        "home": "/",
        "work: running": "/work/",
        "search": "/search/?q=bakkerij",
        "search: nothing": "/search/?q=zzzzqqqqxx",
        "search: empty": "/search/",
        "search_people": "/search/people/",
        "dossier": "/dossier/{high}/",
        "dossier: clean": "/dossier/{clean}/",
        "dossier: crowded": "/dossier/{crowded}/",
        "dossier: gone": "/dossier/{gone}/",
        "dossier: long": "/dossier/{long}/",
        "dossier: many": "/dossier/{many}/",
        "dossier: outside": "/dossier/{outside}/",
        "dossier: trader": "/dossier/{trader}/",
        "dossier_establishments": "/dossier/{many}/establishments/",
        "dossier_people": "/dossier/{high}/people/",
        "dossier_place": "/dossier/{crowded}/place/?building={building}",
        "dossier_print": "/dossier/{high}/print/",
        "dossier_timeline": "/dossier/{high}/timeline/",
        "dossier_watch": "/dossier/{high}/watch/",
        "note_add": "/dossier/{high}/notes/",
        "note_change": "/dossier/{high}/notes/1/",
        "contest_new": "/dossier/{high}/contests/new/",
        "contests": "/contests/",
        "contest_one": "/contests/1/",
        "lists": "/list/",
        "lists: all": "/list/?sort=-score",
        "lists: street": "/list/?postcode={postcode}&street={street}",
        "lists: nothing": "/list/?sort=-score&score_min=10",
        "lists: wrong": "/list/?score_min=elf",
        "list_export": "/list/export/?sort=-score",
        "list_sample": "/list/sample/?sort=-score",
        "list_save": "/list/save/?sort=-score",
        "views": "/views/",
        "view_edit": "/views/1/edit/",
        "view_delete": "/views/1/delete/",
        "samples": "/samples/",
        "sample": "/samples/1/",
        "exports": "/exports/",
        "watchlists": "/watch-lists/",
        "watchlist": "/watch-lists/1/",
        "watchlist_new": "/watch-lists/new/",
        "watchlist_edit": "/watch-lists/1/edit/",
        "watchlist_delete": "/watch-lists/1/delete/",
        "map": "/map/",
        "trust": "/how-it-works/",
        "indicators": "/how-it-works/indicators/",
        "indicator": "/how-it-works/indicators/adres_massaregistratie/",
        "score_card": "/how-it-works/score-card/",
        "sources": "/how-it-works/sources/",
        "excluded": "/how-it-works/excluded/",
        "contest": "/how-it-works/contest/",
        "account": "/account/",
        "account_sessions": "/account/sessions/",
        "account_log": "/account/log/",
        "account_logout": "/account/logout/",
        "account_change_password": "/account/password/change/",
        "account_reauthenticate": "/account/confirm/",
        "mfa_index": "/account/factors/",
        "mfa_list_webauthn": "/account/factors/passkeys/",
        "error: 400": "/dossier/0123.456.789/",
        "error: 403": "/manage/organisations/",
    },
    "lezer": {"dossier: reader": "/dossier/{high}/", "lists: reader": "/list/?sort=-score"},
    "burgemeester": {
        "my_work: mayor": "/cases/",
        "case_hold": "/cases/{integrity_own_inquiry}/hold/",
        "case_register_form": "/cases/{integrity_college_decision}/register-form/",
        "college_meeting_new": "/college/meetings/new/",
        "college_meeting_move": "/college/meetings/{meeting}/move/",
        "college_meeting_cancel": "/college/meetings/{meeting}/cancel/",
        "college_meeting_close": "/college/meetings/{meeting}/close/",
        "college_decide": "/college/items/{item}/confirm/",
        "college_put": "/college/put/{integrity_hearing_done}/",
    },
    "schepen": {
        "college": "/college/",
        "college_meeting": "/college/meetings/{meeting}/",
        "college_item": "/college/items/{item}/",
        "college_minutes": "/college/meetings/{meeting}/minutes/",
    },
    "auditor": {
        "privacy": "/privacy/",
        "privacy_requests": "/privacy/requests/",
        "privacy_request_new": "/privacy/requests/new/",
        "privacy_request": "/privacy/requests/{request}/",
        "privacy_destruction": "/privacy/destruction/",
        "privacy_dry_run": "/privacy/destruction/{due}/",
        "privacy_destroyed": "/privacy/destruction/done/{destroyed}/",
        "privacy_registers": "/privacy/registers/",
        "privacy_central": "/privacy/central-register/",
    },
    "manager": {
        "manage_members": "/manage/members/",
        "audit_log": "/log/",
    },
    "toezicht": {"audit_log: all": "/log/", "audit_export": "/log/export/?category=consultation"},
    "beheer": {
        "policy_activities: operator": "/policy/activities/",
        "policy_activity_drop": "/policy/activities/3/drop/",
        "manage": "/manage/",
        "manage_organisations": "/manage/organisations/",
        "manage_organisation_new": "/manage/organisations/new/",
        "manage_organisation": "/manage/organisations/1/",
        "members_of": "/manage/organisations/1/members/",
        "member_invite": "/manage/organisations/{town}/members/invite/",
        "member_role": "/manage/members/2/role/",
        "member_leave": "/manage/members/2/leave/",
        "mfa_activate_totp": "/account/factors/app/",
        "manage_settings": "/manage/settings/",
        "manage_thresholds": "/manage/thresholds/",
        "manage_jobs": "/manage/jobs/",
        "manage_job": "/manage/jobs/1/",
    },
}
"""Who looks (nobody: not signed in) -> name -> path."""

LOOKS = [(persona, name) for persona, pages in PAGES.items() for name in pages]
