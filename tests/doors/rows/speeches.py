"""Rows of the table: speeches."""

from tests.doors.door import EVERYWHERE, Door
from tests.doors.rows.who import OFFICE, READERS, TODAY, WRONG

ROWS = (
    # Speeches
    Door("speeches:list", who=READERS),
    Door("speeches:new", who=OFFICE, post={"text": "二要抓党课。", "title": "讲话"}),
    Door("speeches:accuracy", who=OFFICE),
    Door("speeches:terms", who=OFFICE, post={"phrase": "各镇街", "means": ["committee"]}),
    Door("speeches:book", "the themes", who=OFFICE, post={"phrase": "夜市", "means": "服务中心"}),
    Door("speeches:term", "a term", who=OFFICE, post={"means": ["committee"]}),
    Door("speeches:term", "a term", who=OFFICE, post={"means": ["committee"], "version": 99}, done=409),
    Door("speeches:reread", "speeches to read again", who=OFFICE, get=405, post={}),
    Door("speeches:remove_term", "a term", who=OFFICE, get=405, post={}),
    Door("speeches:detail", "a speech to decide", who=READERS),
    Door("speeches:detail", "a speech to read", who=READERS, reach=OFFICE),
    Door("speeches:text", "a decided speech", who=READERS),
    Door("speeches:text", "a speech to read", who=READERS, reach=OFFICE),
    Door("speeches:original", "a decided speech", who=OFFICE),
    Door("speeches:review", "a speech to decide", who=OFFICE),
    Door("speeches:review", "a speech to read", who=OFFICE, get=404),
    Door("speeches:pieces", "a speech to decide", who=OFFICE, get=405, post={"all": "1"}),
    Door("speeches:confirm", "an open directive", who=OFFICE, get=405, post={}, part=200),
    Door("speeches:confirm", "an open directive", who=OFFICE, get=405, post=WRONG, done=409),
    Door("speeches:reject", "an open directive", who=OFFICE, get=405, post={"kind": "background"}, part=200),
    Door("speeches:restore", "a confirmed directive", who=OFFICE, get=405, post={}, part=200),
    Door(
        "speeches:edit", "an open directive", who=OFFICE, post={"title": "抓党课", "actor": "书记", "themes": "党员教育"}, part=200
    ),
    Door("speeches:describe", "a speech as it was shown", who=OFFICE, post={"title": "讲话", "given_on": TODAY}),
    Door("speeches:enter", "an unreadable speech", who=OFFICE, get=405, post={"text": "二要抓党课。"}),
    Door("speeches:enter", "a decided speech", who=OFFICE, get=405, post={"text": "二要抓党课。"}, done=409),
    Door("speeches:encoding", "an unreadable speech", who=OFFICE, post={"encoding": "utf-8"}),
    Door("speeches:encoding", "a decided speech", who=OFFICE, post={"encoding": "utf-8"}, done=409),
    Door("speeches:mark", "an overlooked sentence", who=OFFICE, get=405, post={}),
    Door("speeches:split", "a directive of two sentences", who=OFFICE, get=405, post={}),
    Door("speeches:merge", "two neighbouring directives", who=OFFICE, get=405, post={}),
    Door("speeches:reopen", "a sentence that was sorted", who=OFFICE, get=405, post={}),
    Door("desk:relatives", "an open directive", who=OFFICE),
    Door("desk:trace", "a decided speech", who=EVERYWHERE),
    Door("desk:trace", "a speech to read", who=EVERYWHERE, reach=OFFICE),
    Door("reports:trace_xlsx", "a decided speech", who=EVERYWHERE),
    Door("reports:trace_xlsx", "a speech to read", who=EVERYWHERE, reach=OFFICE),
    Door("reports:speech_docx", "a decided speech", who=READERS),
    Door("reports:speech_docx", "a speech to read", who=READERS, get=404),
    Door("reports:speech_xlsx", "a decided speech", who=READERS),
    Door("reports:speech_xlsx", "a speech to read", who=READERS, get=404),
)
