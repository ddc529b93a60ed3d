"""Addresses of 督办单."""

from django.urls import path

from tasks.supervision.orders import views

app_name = "orders"
urlpatterns = [
    path("supervision/proposals/", views.proposals, name="proposals"),
    path("supervision/orders/", views.orders, name="orders"),
    path("supervision/orders/<int:pk>/", views.order, name="order"),
    path("supervision/orders/<int:pk>/answer/", views.answer, name="answer"),
    path("supervision/orders/<int:pk>/check/", views.check, name="check"),
    path("supervision/orders/<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("supervision/orders/proofs/<int:pk>/", views.proof, name="proof"),
    path("assignments/<int:pk>/order/", views.issue, name="issue"),
    path("assignments/<int:pk>/waive/<str:kind>/", views.waive, name="waive"),
]
