"""通报 take their numbers from the book that 督办单 had already."""

from django.db import migrations, models


def move(apps, schema_editor) -> None:
    """What was given stays given."""
    books = apps.get_model("tasks", "NumberBook").objects
    for old in apps.get_model("tasks", "BulletinBook").objects.all():
        books.create(series="bulletin", year=old.year, last=old.last)


class Migration(migrations.Migration):
    dependencies = [("tasks", "0019_schemes_that_came_late_and_rulings")]

    operations = [
        migrations.AlterModelOptions("numberbook", {"verbose_name": "公文编号", "verbose_name_plural": "公文编号"}),
        migrations.AddField(
            "numberbook",
            "series",
            models.CharField("文种", choices=[("order", "督办单"), ("bulletin", "通报")], default="order", max_length=10),
        ),
        migrations.AlterField("numberbook", "year", models.PositiveSmallIntegerField("年度")),
        migrations.AddConstraint(
            "numberbook", models.UniqueConstraint(fields=["series", "year"], name="one_number_book_a_year")
        ),
        migrations.RunPython(move, migrations.RunPython.noop, elidable=True),
        migrations.DeleteModel("BulletinBook"),
    ]
