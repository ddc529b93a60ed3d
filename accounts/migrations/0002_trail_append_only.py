"""The database refuses to change or delete trail rows (accounts/trail/guard.py), and finds a day's rows by its index.

A later migration that rebuilds the table on SQLite drops the triggers: let it run `put_up` again.
"""

from django.db import migrations

from accounts.trail import guard

FIXED = (
    "id", "at", "by_id", "post", "act", "target_type", "target_id", "target_label", "before", "after", "note", "salt", "digest",
)  # fmt: skip


def put_up(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for sql in guard.REMOVE[vendor] + guard.install(vendor, FIXED, erasing=False):
        schema_editor.execute(sql, params=None)


def take_down(apps, schema_editor):
    for sql in guard.REMOVE[schema_editor.connection.vendor]:
        schema_editor.execute(sql, params=None)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.RunPython(put_up, take_down),
    ]
