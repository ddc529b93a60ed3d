"""A speech's words decide which systems its report speaks of, where, and with which words; a report reads one moment of the records."""

import gc
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import DatabaseError, OperationalError, connection, transaction

from accounts.models import Unit
from tasks.items.models import Move
from tasks.reports.bars import WIDTH, Bar
from tasks.reports.figures import Figures
from tasks.reports.moment import one_moment, undisturbed
from tasks.reports.systems import Measure, System, asked_for, placed
from tests import factories
from tests.tasks.reports.office import year
from tests.tasks.reports.test_answers import demands, report

WORDS = "三要强化监督考核。全面推行党建工作责任清单制度，实行目标导向、痕迹管理、全程督导，健全考核结果通报制度。"
DEMANDS = [("五", 7, "要抓好责任清单。", (0, 8)), ("监督考核", 9, WORDS, (100, 100 + len(WORDS)))]


def test_a_system_stands_under_the_demand_of_its_own_chapter_with_the_clause_that_asks_for_it():
    found = asked_for(DEMANDS)
    directive, words, span = found["trail"]
    assert (directive, words) == (9, "实行目标导向、痕迹管理、全程督导")
    assert WORDS[span[0] - 100 : span[1] - 100] == words
    assert found["lists"][:2] == (9, "全面推行党建工作责任清单制度")
    assert asked_for(DEMANDS[:1])["lists"][:2] == (7, "要抓好责任清单")
    assert set(found) == {"lists", "aims", "trail", "following", "bulletins"}


def test_a_speech_that_does_not_ask_for_a_system_has_no_section_about_it():
    systems = {"team": System("team", "队伍建设"), "trail": System("trail", "痕迹管理")}
    assert [one.key for own in placed(systems, DEMANDS).values() for one in own] == ["trail"]


def test_where_there_is_no_record_the_report_says_so():
    said = System("x", "x", measures=(Measure("督办单", 0, "件"),), nothing="未见督办的记录。")
    assert said.sentence == "未见督办的记录。"
    assert System("x", "x", measures=(Measure("督办单", 2, "件"),), nothing="未见。").sentence == "督办单2件。"


def test_a_bar_is_filled_exactly_and_shows_what_is_rare():
    bar = Bar("甲", Figures(given=30_000, done=29_999, on_time=29_999, overdue=1))
    assert [(one.key, one.x, one.width) for one in bar.segments] == [("on_time", 0, 999), ("overdue", 999, 1)]
    assert sum(one.width for one in bar.segments) == WIDTH
    assert bar.said == "30000：按时29999，逾期1"


@pytest.mark.django_db
def test_a_unit_reads_the_systems_of_its_own_matters_only():
    one = year(units=2)
    secretary = one.chain.secretaries[one.units[0].pk]
    own, whole = ({s.key: s for r in demands(report(one, user)) for s in r.systems} for user in (secretary, one.chain.admin))
    assert set(own) == set(whole) >= {"duty", "posts", "manage", "key", "lists", "trail", "bulletins", "uses", "team", "together"}
    assert one.units[1].short not in str(own)
    assert one.units[1].short in str(whole)
    given = {
        key: next(m.number for m in system["lists"].measures if m.label == "下达") for key, system in (("own", own), ("all", whole))
    }
    assert given["own"] < given["all"]
    paper = {key: {m.label: m.number for m in system["relief"].measures} for key, system in (("own", own), ("all", whole))}
    assert paper["all"]["下达任务"] == Move.objects.filter(act="assign").count() > paper["own"]["下达任务"] > 0
    assert (paper["all"]["印发清单"], "印发清单" in paper["own"]) == (1, False)
    assert "文山会海" in whole["relief"].words
    of_unit = {s.key: s for r in demands(report(one, unit=one.units[0])) for s in r.systems}
    assert of_unit["lists"].measures == own["lists"].measures


def changed() -> bool:
    """Somebody else changes a unit and commits: True when the database let him, in half a second."""

    def act() -> bool:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = 500" if connection.vendor == "postgresql" else "PRAGMA busy_timeout = 500")
            return bool(Unit.objects.update(order=99))
        except OperationalError:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as other:
        return other.submit(act).result()


@pytest.mark.django_db(transaction=True)
def test_others_write_during_a_report_and_what_they_write_is_not_in_it():
    factories.unit()
    Unit.objects.update(order=1)
    with (
        transaction.atomic()
    ):  # the harm, without it: PostgreSQL tells what was not yet true at the beginning, SQLite keeps others from writing
        assert Unit.objects.get().order == 1
        let = changed()
        assert (let, Unit.objects.get().order) == ((True, 99) if connection.vendor == "postgresql" else (False, 1))
    Unit.objects.update(order=1)
    with one_moment():
        assert Unit.objects.get().order == 1
        assert changed()
        assert Unit.objects.get().order == 1
    assert Unit.objects.get().order == 99


@pytest.mark.django_db(transaction=True)
def test_a_moment_only_reads_and_afterwards_everything_is_written_as_before():
    factories.unit()
    with pytest.raises(DatabaseError), one_moment():
        Unit.objects.update(order=7)
    with transaction.atomic():
        Unit.objects.update(order=8)
        assert changed() is False  # a writer keeps others out again
    assert Unit.objects.get().order == 8


def test_the_collector_of_circles_rests_and_works_again_whatever_happens():
    with pytest.raises(ValueError), undisturbed():
        assert not gc.isenabled()
        raise ValueError
    assert gc.isenabled()


@pytest.mark.django_db(transaction=True)
def test_word_of_how_far_it_is_is_seen_at_once_and_does_not_disturb_the_moment():
    factories.unit()
    Unit.objects.update(order=1)
    seen = []
    with one_moment() as moment:
        assert Unit.objects.get().order == 1
        moment.aside(lambda: Unit.objects.update(order=2))
        moment.aside(lambda: seen.append(Unit.objects.get().order))
        assert Unit.objects.get().order == 1
    assert (seen, Unit.objects.get().order) == ([2], 2)
