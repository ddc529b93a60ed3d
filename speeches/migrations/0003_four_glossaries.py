"""The glossary of actors becomes one of four: actors, short names of units, campaigns, themes; a speech says by which words it was read."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

BOOKS = [("actor", "称谓"), ("unit", "单位简称"), ("campaign", "活动"), ("theme", "类别词")]


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("speeches", "0002_actor_terms"),
    ]

    operations = [
        migrations.RenameModel("ActorTerm", "Term"),
        migrations.AlterModelOptions("term", {"ordering": ["phrase"], "verbose_name": "词表", "verbose_name_plural": "词表"}),
        migrations.RenameField("term", "kinds", "means"),
        migrations.AlterField(
            "term",
            "means",
            models.JSONField(
                blank=True, default=list, help_text="actors: values of accounts UnitKind; themes: their names", verbose_name="所指"
            ),
        ),
        migrations.AlterField("term", "phrase", models.CharField(max_length=60, verbose_name="说法")),
        migrations.AddField(
            "term",
            "book",
            models.CharField(choices=BOOKS, default="actor", max_length=10, verbose_name="词表"),
            preserve_default=False,
        ),
        migrations.AddField("term", "off", models.BooleanField(default=False, verbose_name="停用")),
        migrations.AddField(
            "term",
            "unit",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.unit",
                verbose_name="单位",
            ),
        ),
        migrations.AddField(
            "speech",
            "glossary",
            models.CharField(blank=True, default="", help_text="mark of the glossary by which it was read", max_length=16),
            preserve_default=False,
        ),
        migrations.AddConstraint("term", models.UniqueConstraint(fields=("book", "phrase"), name="phrase_once_in_a_book")),
        migrations.AddConstraint(
            "term",
            models.CheckConstraint(
                condition=Q(book="unit", unit__isnull=False) | (~Q(book="unit") & Q(unit=None)), name="only_short_names_mean_a_unit"
            ),
        ),
    ]
