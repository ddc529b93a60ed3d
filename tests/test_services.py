"""The services that tests lean on are the real ones."""

import pytest
from django.core.mail import EmailMessage
from redis import Redis


def test_mail_reaches_a_real_server_with_its_message_id(smtp) -> None:
    letter = EmailMessage(
        "提醒", "事项将到期", "office@example.cn", ["zhang@example.cn"], headers={"Message-ID": "<due.1@example.cn>"}
    )
    letter.send()
    assert smtp.ids == ["<due.1@example.cn>"]
    assert smtp.messages[0]["Subject"] == "提醒"
    assert smtp.messages[0]["X-Envelope-To"] == "zhang@example.cn"
    assert smtp.messages[0].get_content().strip() == "事项将到期"


def test_the_queue_is_a_real_redis_that_keeps_what_it_is_given(redis_url: str) -> None:
    redis = Redis(unix_socket_path=redis_url.removeprefix("redis+socket://"))
    redis.lpush("trial", "one")
    assert redis.lpop("trial") == b"one"
    assert redis.config_get("appendonly") == {"appendonly": "yes"}
    assert redis.config_get("port") == {"port": "0"}
    assert redis.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("browser_page", [1280, 390], indirect=True)
def test_a_real_browser_opens_the_sign_in_page(browser_page) -> None:
    answer = browser_page.goto("/sign-in/")
    assert answer.status == 200
    assert browser_page.evaluate("document.documentElement.scrollWidth <= window.innerWidth") is True
    assert browser_page.locator("input[type=password]").count() == 1
