"""Addresses of one's own account."""

from django.urls import path

from accounts.own import views

urlpatterns = [
    path("account/", views.account, name="own"),
    path("account/password/", views.password, name="own_password"),
    path("account/factor/", views.factor, name="own_factor"),
    path("account/factor/codes/", views.codes, name="own_codes"),
    path("account/factor/off/", views.factor_off, name="own_factor_off"),
    path("account/sessions/end/", views.sessions_end, name="own_sessions_end"),
    path("account/sessions/<int:pk>/end/", views.session_end, name="own_session_end"),
]
