"""The nightly check of closed cycles."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tasks", "0020_one_book_of_numbers")]

    operations = [
        migrations.CreateModel(
            name="SnapshotCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField(verbose_name="核对日期")),
                ("at", models.DateTimeField(verbose_name="核对时间")),
                ("faults", models.JSONField(blank=True, default=list, verbose_name="不符之处")),
                (
                    "cycle",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="snapshot_check", to="tasks.cycle"
                    ),
                ),
            ],
            options={"verbose_name": "快照核对", "verbose_name_plural": "快照核对", "ordering": ["cycle"]},
        )
    ]
