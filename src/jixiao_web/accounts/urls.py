"""Addresses."""

from __future__ import annotations

from django.urls import path

from jixiao_web.accounts import people_views, views

urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="sign-in"),
    path("sign-out/", views.SignOut.as_view(), name="sign-out"),
    path("settings/", views.preferences, name="preferences"),
    path("settings/password/", views.change_password, name="change-password"),
    path("settings/deputies/<int:deputyship_id>/end/", views.end_deputyship, name="end-deputyship"),
    path("settings/tokens/<int:token_id>/revoke/", views.revoke_token, name="revoke-token"),
    path("people/", people_views.people_list, name="people"),
    path("people/new/", people_views.new_person, name="new-person"),
    path("people/<int:person_id>/", people_views.person, name="person"),
    path("people/<int:person_id>/active/", people_views.set_active, name="set-active"),
    path("people/<int:person_id>/password/", people_views.reset_password, name="reset-password"),
    path("people/<int:person_id>/unlock/", people_views.unlock, name="unlock"),
    path("people/roles/<int:membership_id>/end/", people_views.end_role, name="end-role"),
]
