"""Who gets what at which address: the one table. A new URL needs one line in rows/.

Everybody who is not named in `who` gets 403, whoever cannot reach the object 404, whoever is not signed in the sign-in page.
"""

from tests.doors.rows import (
    accounts,
    assessment,
    ballots,
    bulletins,
    bylink,
    day,
    desk,
    desk_office,
    duties,
    duty_reports,
    exchange,
    feedback,
    items,
    leaders,
    letters,
    life,
    orders,
    rectification,
    results,
    sign_in,
    speeches,
    supervision,
)

TABLE = (
    *desk.ROWS,
    *desk_office.ROWS,
    *speeches.ROWS,
    *items.ROWS,
    *exchange.ROWS,
    *life.ROWS,
    *day.ROWS,
    *supervision.ROWS,
    *orders.ROWS,
    *rectification.ROWS,
    *results.ROWS,
    *duties.ROWS,
    *leaders.ROWS,
    *assessment.ROWS,
    *ballots.ROWS,
    *bulletins.ROWS,
    *duty_reports.ROWS,
    *accounts.ROWS,
    *letters.ROWS,
    *feedback.ROWS,
    *bylink.ROWS,
    *sign_in.ROWS,
)
