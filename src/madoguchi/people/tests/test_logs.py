"""Lines of the log: what happened, and nothing about whom."""

import json
import logging

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from madoguchi.people.logs import JsonLines, PlainLines, log_requests, without_personal_data


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("sent to lin.wei+1@mail.example.jp.", "sent to …."),
        ("03-5984-4333 or (03) 5984-4333", "… or …"),
        ("090-1234-5678, 09012345678, +81 90 1234 5678", "…, …, …"),
        ("0120-142-142 and 0570-000-911", "… and …"),
        (
            "GET /ja/life/birth/?birth=2026-03-03&visa=yes HTTP/1.1",
            "GET /ja/life/birth/?… HTTP/1.1",
        ),
        ("from 203.0.113.7:51234", "from …:51234"),
        ("from 2001:db8::7 today", "from … today"),
        ("from 2001:db8:0:1:1:1:1:7", "from …"),
    ],
)
def test_what_is_about_a_person_is_taken_out(said, written):
    assert without_personal_data(said) == written


@pytest.mark.parametrize(
    "said",
    [
        "edition 4f9e9b0c of nerima on 2026-11-28 09:30:15, 582 entries",
        "127.0.0.1:8000 is taken; Python 3.11.7",
        "Not Found: /ja/guide/money/",
        "is that so? yes",
        "page 1234567, 100-200 of 300",
        "django_q.tasks::run, std::vector",
    ],
)
def test_what_is_not_about_a_person_stays(said):
    assert without_personal_data(said) == said


def record(message: str, *arguments: object, **known: object) -> logging.LogRecord:
    made = logging.LogRecord("madoguchi.test", logging.WARNING, "file", 1, message, arguments, None)
    vars(made).update(known)
    return made


def test_a_line_for_programs_is_one_object():
    line = json.loads(
        JsonLines().format(record("job %s for lin@example.jp", "done", job="send", secret="x"))
    )
    assert line.pop("time").endswith("+00:00")
    assert line == {
        "level": "warning",
        "logger": "madoguchi.test",
        "message": "job done for …",
        "job": "send",
    }


def test_an_exception_is_told_without_what_it_quotes():
    error = ValueError("no such reader: lin@example.jp")
    failed = record("failed")
    failed.exc_info = (type(error), error, None)
    told = json.loads(JsonLines().format(failed))["exception"]
    assert told.splitlines()[-1] == "ValueError: no such reader: …"
    plain = PlainLines().format(failed)
    assert "lin@" not in plain
    assert plain.splitlines()[0].endswith("WARNING madoguchi.test: failed")


def test_a_line_of_django_about_a_request_has_its_path_alone(rf: RequestFactory):
    asked = rf.get("/ja/life/birth/", {"birth": "2026-03-03"})
    line = json.loads(
        JsonLines().format(record("Not Found: %s", asked.path, request=asked, status_code=404))
    )
    assert (line["method"], line["path"], line["status"]) == ("GET", "/ja/life/birth/", 404)
    assert "2026-03-03" not in json.dumps(line)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("/healthz?who=lin", "/healthz"),
        ("/staff/no-such-room/s3cr3t/", "/staff/…"),
    ],
)
def test_every_request_has_a_line_without_query(caplog, client, settings, asked, written):
    settings.MIDDLEWARE = ["madoguchi.people.logs.log_requests", *settings.MIDDLEWARE]
    with caplog.at_level(logging.INFO, "madoguchi.access"):
        answer = client.get(asked)
    (line,) = (one for one in caplog.records if one.name == "madoguchi.access")
    assert (line.path, line.status) == (written, answer.status_code)
    for line in caplog.records:
        for lines in (JsonLines(), PlainLines()):
            assert "who=lin" not in lines.format(line)
            assert "s3cr3t" not in lines.format(line)


def test_the_middleware_gives_on_what_it_got(rf: RequestFactory):
    answer = HttpResponse("ok")
    assert log_requests(lambda _: answer)(rf.get("/ja/")) is answer
