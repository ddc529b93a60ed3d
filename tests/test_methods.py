"""What a browser does not do is answered at the front, in the same way at every address (RFC 9110)."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/", "/sign-in/", "/no/such/page/", "/health/"])
def test_only_reading_and_sending_come_in(client, path: str) -> None:
    answers = {method: client.generic(method, path) for method in ("OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "BREW")}
    assert {method: (answer.status_code, answer.headers["Allow"], answer.content) for method, answer in answers.items()} == {
        method: (200 if method == "OPTIONS" else 405, "GET, HEAD, POST, OPTIONS", b"") for method in answers
    }


def test_a_refused_method_costs_no_query_and_bears_the_headers_of_every_answer(client, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        answer = client.generic("DELETE", "/desk/")
    assert (answer.headers["X-Content-Type-Options"], answer.headers["Referrer-Policy"]) == ("nosniff", "same-origin")
    assert (len(answer.headers["X-Request-ID"]), "default-src" in answer.headers["Content-Security-Policy"]) == (16, True)
