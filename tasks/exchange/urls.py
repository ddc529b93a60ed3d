"""Addresses of the exchange room."""

from django.urls import path

from tasks.exchange.views import layouts, replies, sheets

app_name = "exchange"
urlpatterns = [
    path("lists/<int:pk>/exchange/", sheets.desk, name="desk"),
    path("lists/<int:pk>/exchange/out/", sheets.out, name="out"),
    path("lists/<int:pk>/exchange/in/", replies.take_in, name="in"),
    path("exchange/sheets/<int:pk>/", sheets.sheet, name="sheet"),
    path("exchange/sheets/<int:pk>/file/", sheets.file, name="file"),
    path("exchange/replies/<int:pk>/", replies.reply, name="reply"),
    path("exchange/layouts/", layouts.layouts, name="layouts"),
    path("exchange/layouts/new/<slug:kind>/", layouts.new, name="layout_new"),
    path("exchange/layouts/<int:pk>/", layouts.layout, name="layout"),
    path("exchange/layouts/<int:pk>/discard/", layouts.discard, name="layout_discard"),
]
