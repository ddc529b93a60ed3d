"""Addresses of the list room."""

from django.urls import path

from tasks.items.views import acts, amendments, approvals, burdens, items, lists, steps, versions

app_name = "items"
urlpatterns = [
    path("lists/", lists.lists, name="lists"),
    path("lists/new/", lists.new, name="new_list"),
    path("lists/campaigns/", lists.campaigns, name="campaigns"),
    path("lists/burden/", burdens.burden, name="burden"),
    path("lists/burden/budget/", burdens.budget, name="budget"),
    path("lists/<int:pk>/", lists.list_, name="list"),
    path("lists/<int:pk>/settle/", lists.settle, name="settle"),
    path("lists/<int:pk>/weight/", burdens.weight, name="weight"),
    path("lists/<int:pk>/propose/", approvals.propose, name="propose"),
    path("lists/<int:pk>/take-back/", approvals.take_back, name="take_back"),
    path("lists/approvals/<int:pk>/", approvals.approval, name="approval"),
    path("lists/approvals/<int:pk>/answer/", approvals.answer, name="answer_approval"),
    path("lists/<int:pk>/issue/", lists.issue, name="issue"),
    path("lists/<int:pk>/amendment/", amendments.amendment, name="amendment"),
    path("lists/<int:pk>/amendment/add/", amendments.add, name="put_addition"),
    path("items/<int:pk>/change/", amendments.change, name="put_change"),
    path("items/<int:pk>/withdraw/", amendments.withdraw, name="put_withdrawal"),
    path("lists/changes/<int:pk>/drop/", amendments.drop, name="drop_change"),
    path("lists/<int:pk>/editions/", versions.editions, name="editions"),
    path("lists/<int:pk>/editions/<int:number>/", versions.edition, name="edition"),
    path("lists/<int:pk>/next/", versions.next_, name="next"),
    path("lists/<int:pk>/archive/", versions.archive, name="archive"),
    path("lists/<int:pk>/items/<slug:source>/", items.new, name="new_item"),
    path("lists/<int:pk>/merge/", items.merge, name="merge"),
    path("speeches/<int:speech>/draft/", lists.draft, name="draft"),
    path("items/<int:pk>/edit/", items.edit, name="edit"),
    path("items/<int:pk>/split/", items.split, name="split"),
    path("items/<int:pk>/divide/", items.divide, name="divide"),
    path("items/<int:pk>/remove/", items.remove, name="remove"),
    path("assignments/<int:pk>/milestones/<int:milestone>/", steps.tick, name="tick"),
    path("assignments/<int:pk>/measure/", steps.measure, name="measure"),
    path("assignments/<int:pk>/acknowledge/", acts.acknowledge, name="acknowledge"),
    path("assignments/<int:pk>/cancel/", acts.cancel, name="cancel"),
]
