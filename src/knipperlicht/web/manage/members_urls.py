"""Addresses of the members' pages; `urls.py` adds them."""

from __future__ import annotations

from django.urls import path

from knipperlicht.web.manage import inviting, members

urlpatterns = [
    path("manage/members/", members.members, name="manage_members"),
    path("manage/organisations/<int:organisation>/members/", members.members, name="members_of"),
    path("manage/organisations/<int:organisation>/members/invite/", inviting.invite, name="member_invite"),
    path("manage/members/<int:membership>/role/", members.role, name="member_role"),
    path("manage/members/<int:membership>/leave/", members.leave, name="member_leave"),
    path("manage/invitations/<int:invitation>/revoke/", members.revoke, name="invitation_revoke"),
]
