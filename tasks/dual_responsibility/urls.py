"""Addresses of 一岗双责."""

from django.urls import path

from tasks.dual_responsibility.views import leaders, orders, pictures, portfolios, steps

app_name = "dual"
urlpatterns = [
    path("leaders/", pictures.home, name="home"),
    path("leaders/four/", pictures.four, name="four"),
    path("leaders/fields/", pictures.fields, name="fields"),
    path("leaders/holes/", pictures.holes, name="holes"),
    path("leaders/mine/", leaders.mine, name="mine"),
    path("leaders/steps/", steps.steps, name="steps"),
    path("leaders/steps/<int:pk>/take-back/", steps.take_back, name="take_back"),
    path("leaders/portfolios/", portfolios.portfolio, name="portfolios"),
    path("leaders/portfolios/<int:pk>/end/", portfolios.end, name="end_charge"),
    path("leaders/portfolios/<int:pk>/pass-on/", portfolios.pass_on, name="pass_charge"),
    path("leaders/orders/", orders.orders, name="orders"),
    path("leaders/orders/issue/", orders.issue, name="issue"),
    path("leaders/orders/<int:pk>/", orders.order, name="order"),
    path("leaders/<int:pk>/", leaders.leader, name="leader"),
    path("leaders/<int:pk>/cell/", pictures.cell, name="cell"),
    path("leaders/<int:pk>/charge/", portfolios.give, name="give_charge"),
    path("assignments/<int:pk>/steps/", steps.matter, name="matter"),
    path("assignments/<int:pk>/steps/take/", steps.take, name="take"),
    path("items/<int:pk>/steps/", steps.item, name="item"),
]
