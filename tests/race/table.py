"""Which acts are raced, and what is to become of many who do the same at once.

Every row of the doors' table (tests/doors) whose POST changes something is raced: nothing has to be entered here for a new address.
The common rule: one is acknowledged, all others see the 409 page. Whoever departs from it stands here with a reason.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from tests.doors.door import CALLERS, Door, Place, expected
from tests.doors.table import TABLE
from tests.race import more
from tests.race.judge import Kind, Rule
from tests.race.ledger import MARK

# In these fields each racer writes words of his own; "12-sentence" is the sentence about unit 12.
FREE_TEXTS = (
    "words reason note text result answer requirement title claim seen finding demand basis said what why measures next document "
    "sentence number notice"
)
# What a page says along with the words: which state it showed.
TOKENS = frozenset({"version", "based_on", "seen", "mark", "digest"})
FREE = frozenset(FREE_TEXTS.split())


def _all(names: str, rule: Rule) -> dict[str, Rule]:
    """The same rule for several addresses."""
    return dict.fromkeys(names.split(), rule)


ANEW = "each of them makes a row of its own"
FORM = frozenset({409, 422})
SAID = "the form itself says that somebody was faster, and keeps what was typed"
CLICK = "two clicks on one button send the same key"
THERE = "what they ask for is so already when the others come; nothing is written or recorded again"

RULES: dict[str, Rule] = {
    # Each makes a row of its own
    **_all(
        "speeches:new items:draft items:new_list items:new_item items:next items:put_addition items:measure rectification:new "
        "exchange:out exchange:in acts:talk acts:visit acts:instruct results:new assessment:open "
        "assessment:rule ballots:new ballots:more accounts:send_link accounts:rights_link accounts:erasure_ask",
        Rule(Kind.EACH, ANEW),
    ),
    **_all(
        "speeches:reread accounts:slips accounts:end_sessions accounts:unlock accounts:trail_check",
        Rule(Kind.EACH, "it may be done again at any time, and each time is on record"),
    ),
    # Everybody gives another name
    **_all("accounts:unit_edit accounts:person_edit exchange:layout", Rule(also=frozenset({"name"}))),
    # The same again
    "reports:order_export": Rule(
        Kind.SAME, "a person waits for one file at a time: a second click leads to the first", one_person=True
    ),
    "duty_reports:edit": Rule(why="the loser's text waits for him as his unsent draft", apart=frozenset({"tasks_typedreport"})),
    "accounts:mail_stop": Rule(Kind.SAME, THERE),
    "accounts:own_password": Rule(
        one_person=True,
        told=frozenset({409, 422, 429}),
        why="the old password of whoever comes late is wrong by then, and counted as a guess",
    ),
    "accounts:try_out": Rule(Kind.SAME, "one letter a minute for each person", one_person=True),
    "accounts:my_posts": Rule(why=SAID, told=FORM, one_person=True),
    "ballots:call": Rule(one_person=True),
    **_all("desk:comment progress:report errands:hand accounts:say", Rule(Kind.SAME, CLICK, one_person=True)),
    **_all("items:settle items:tick desk:carry_out dual:item speeches:reopen", Rule(Kind.SAME, THERE)),
    **_all(
        "progress:draft duty_reports:keep bylink:change_feed",
        Rule(Kind.SAME, "one's own unsent text: the last stroke counts", one_person=True),
    ),
    "accounts:mail_choices": Rule(Kind.SAME, "one's own choice, in two pages", one_person=True),
    "exchange:reply[the office's reply] 2": Rule(Kind.ANY, "one's own ticks, kept page by page; the last page counts"),
    "desk:saved": Rule(Kind.ANY, "one name for each person; his own second page is told", told=FORM),
    **_all(
        "duties:duty_new assessment:scheme",
        Rule(Kind.ANY, "each takes the next number; of two who take the same number at the same moment one is told"),
    ),
    # As often as it is asked for, or told
    "assessment:compute": Rule(Kind.ANY, "computing again gives the same; while one computes the others are told"),
    "days:take_over": Rule(Kind.ANY, "importing again writes only what is missing; of two at the same moment one is told"),
    # Told by the form
    **_all(
        "speeches:terms speeches:book items:campaigns exchange:layout_new duties:switch_on duties:switch_off dual:give_charge ballots:ask "
        "accounts:unit_new accounts:person_new accounts:appoint accounts:put_in_charge accounts:reset_factor accounts:guardian_new",
        Rule(why=SAID, told=FORM),
    ),
    "ballots:vote": Rule(why="a used sheet is gone: 410 with the sentence for the voter", told=frozenset({410})),
}

# POST addresses that no race is run for, with the reason.
NOTHING = "changes no row"
ONE_PERSONS = "one person's own session"
NOT_RACED: dict[str, str] = {
    "account_login": "each opens a session of his own; nothing else is written",
    "account_logout": ONE_PERSONS,
    "mfa_authenticate": ONE_PERSONS,
    "accounts:own_session_end": ONE_PERSONS,
    "accounts:own_sessions_end": ONE_PERSONS,
    "passkey_sign_in": ONE_PERSONS,
    **dict.fromkeys(
        ("accounts:own_passkey_new", "accounts:own_passkey_keep", "accounts:own_passkey_rename", "accounts:own_passkey_remove"),
        "one's own keys; a credential is unique (tests/accounts/factors)",
    ),
    **dict.fromkeys(
        (
            "accounts:own_identity",
            "accounts:own_identity_confirm",
            "accounts:own_identity_off",
            "accounts:person_identity",
            "accounts:person_identity_off",
        ),
        "switched off here; an identity belongs to one account (tests/accounts/identities)",
    ),
    "accounts:own_factor": "a secret lies in one session only; two sessions: tests/accounts/factors",
    "accounts:own_factor_off": "one's own; the second deletes nothing and is told (accounts.factors.actions.withdraw)",
    "accounts:own_codes": "one's own; the last set of codes counts, as the page says",
    "accounts:notice_read": "one's own letter becomes read, as often as one says so",
    "accounts:notices_read": "one's own letters become read, as often as one says so",
    "accounts:people_import": f"{NOTHING}: the sheet waits; taking it is raced as accounts:import_preview",
    "accounts:set_password_begin": f"{NOTHING}: leads to accounts:set_password, which is raced",
    "ballots:enter": f"{NOTHING}: leads to ballots:vote, which is raced",
    "desk:bulk": f"{NOTHING}: the preview of desk:carry_out, which is raced",
    "duty_reports:discard": "one's own unsent text",
    "bylink:confirm": "one code, used once: tests/tasks/bylink; the acts behind it are raced by their own addresses",
    "bulletins:result": "as bulletins:supervision, which is raced: one unique draft for each cycle and scope",
}

# Each move of the three tables of states, and the race in which it is made.
MOVES: dict[str, str] = {
    "items.acknowledge": "items:acknowledge[pending]",
    "items.object": "review:object[pending]",
    "items.reject": "review:objection[an objection]",
    "items.withdraw": "review:objection[an objection] 2",
    "items.adjust": "review:objection[an objection] 3",
    "items.submit": "review:submit[active]",
    "items.approve": "review:decide[submitted]",
    "items.return_": "review:decide[submitted] 2",
    "items.close_off": "review:close_off[completed]",
    "items.contribute": "review:contribute[a supporting part]",
    "items.confirm": "review:reply[a told part]",
    "items.send_back": "review:reply[a told part] 2",
    "items.settle": "review:close_off[completed]",  # with the lead's, in one transaction
    "items.release": "review:close_off[completed]",
    "items.cancel": "items:cancel[active]",
    "items.terminate": "review:terminate[active]",
    "items.reopen": "review:reopen[closed off]",
    "orders.answer": "orders:answer[a fresh order]",
    "orders.accept": "orders:check[an answered order]",
    "orders.return_": "orders:check[an answered order] 2",
    "orders.withdraw": "orders:withdraw[a fresh order]",
    "bulletins.submit": "bulletins:submit[a bulletin's draft]",
    "bulletins.approve": "bulletins:decide[a submitted bulletin]",
    "bulletins.send_back": "bulletins:decide[a submitted bulletin] 2",
    "bulletins.take_back": "bulletins:take_back[a submitted bulletin]",
    "bulletins.publish": "bulletins:publish[an approved bulletin]",
    "bulletins.discard": "bulletins:discard[a bulletin's draft]",
    "bulletins.correct": "bulletins:correct[a published bulletin]",
}

# Where the guards are taken away for a while, the drill must see it.
CONTROL = frozenset({"items:acknowledge", "accounts:person_edit", "speeches:term", "bulletins:submit"})


def changes(door: Door) -> bool:
    """True for a row of the doors' table in which a POST is acknowledged and leaves something behind."""
    if door.post is None or door.done >= 400 or door.changes is not True:
        return False
    who = [caller for caller in CALLERS if caller.role]
    return door.open or any(expected(door, caller, place, "POST") == door.done for caller in who for place in Place)


def races() -> list[tuple[str, Door]]:
    """All of them, each with a name of its own."""
    found, seen = [], Counter()
    for door in (*TABLE, *more.ROWS):
        if changes(door) and door.name not in NOT_RACED:
            seen[str(door)] += 1
            found.append((f"{door} {seen[str(door)]}" if seen[str(door)] > 1 else str(door), door))
    return found


def rule_of(label: str, door: Door) -> Rule:
    """The door's own rule, its address's, or the common one."""
    return RULES.get(label) or RULES.get(door.name) or Rule()


def own_words(payload: Mapping[str, Any], racer: int, also: frozenset[str] = frozenset()) -> dict[str, Any]:
    """What this racer sends: his number in each free text, and in the fields that are named."""
    return {name: value + MARK.format(racer) if _free(name, value, also) else value for name, value in payload.items()}


def is_token(name: str) -> bool:
    """True for a hidden field that says which state the page showed."""
    return name.split("-")[-1] in TOKENS


def _free(name: str, value: Any, also: frozenset[str]) -> bool:
    return name.split("-")[-1] in FREE | also and isinstance(value, str) and any("一" <= letter <= "鿿" for letter in value)
