"""Addresses of the duties room."""

from django.urls import path

from tasks.duties import views

app_name = "duties"
urlpatterns = [
    path("duties/", views.library, name="library"),
    path("duties/new/", views.duty_new, name="duty_new"),
    path("duties/<int:pk>/edit/", views.duty_edit, name="duty_edit"),
    path("duties/<int:pk>/retire/", views.duty_retire, name="duty_retire"),
    path("duties/<int:pk>/switch-on/", views.switch_on, name="switch_on"),
    path("duties/plans/", views.plans, name="plans"),
    path("duties/plans/<int:pk>/", views.plan, name="plan"),
    path("duties/plans/<int:pk>/change/", views.change, name="change"),
    path("duties/plans/<int:pk>/switch-off/", views.switch_off, name="switch_off"),
    path("duties/overview/", views.overview, name="overview"),
    path("duties/mine/", views.mine, name="mine"),
    path("duties/units/<int:pk>/", views.unit, name="unit"),
    path("duties/periods/<int:pk>/", views.period, name="period"),
    path("duties/periods/<int:pk>/done/", views.done, name="done"),
    path("duties/periods/<int:pk>/excuse/", views.excuse, name="excuse"),
    path("duties/sample/", views.sample, name="sample"),
    path("duties/entries/<int:pk>/check/", views.check, name="check"),
]
