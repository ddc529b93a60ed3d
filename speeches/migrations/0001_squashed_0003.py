"""All three at once for an empty database (decision 0058): the tables as they are now, and the glossary that every office begins with."""

from importlib import import_module

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from config.together import CreateModels

terms = import_module("speeches.migrations.0002_terms_for_actors")


class Migration(migrations.Migration):

    replaces = [
        ('speeches', '0001_initial'),
        ('speeches', '0002_terms_for_actors'),
        ('speeches', '0003_names_in_words'),
    ]

    initial = True

    dependencies = [
        ('accounts', '0010_guesses_are_bound_and_superusers_only_by_breaking_the_glass'),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name='Section',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('order', models.PositiveIntegerField()),
                        ('level', models.PositiveSmallIntegerField(verbose_name='层级')),
                        ('no', models.CharField(blank=True, max_length=20, verbose_name='序号')),
                        ('title', models.CharField(blank=True, max_length=200, verbose_name='标题')),
                        ('start', models.PositiveIntegerField()),
                        ('end', models.PositiveIntegerField()),
                        ('speech', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sections', to='speeches.speech')),
                    ],
                    options={
                        'ordering': ['order'],
                        'constraints': [models.UniqueConstraint(fields=('speech', 'order'), name='sections_in_order'), models.CheckConstraint(condition=models.Q(('end__gt', models.F('start'))), name='section_span')],
                        'verbose_name': '讲话部分',
                        'verbose_name_plural': '讲话部分',
                    },
                ),
                migrations.CreateModel(
                    name='Directive',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('order', models.PositiveIntegerField()),
                        ('ordinal', models.CharField(blank=True, max_length=20, verbose_name='序次')),
                        ('start', models.PositiveIntegerField()),
                        ('end', models.PositiveIntegerField()),
                        ('title', models.CharField(max_length=24, verbose_name='标题')),
                        ('actor', models.CharField(blank=True, max_length=100, verbose_name='责任主体')),
                        ('lead_units', models.JSONField(default=list, verbose_name='牵头单位')),
                        ('support_units', models.JSONField(default=list, verbose_name='配合单位')),
                        ('deadline', models.CharField(blank=True, max_length=60, verbose_name='时限（原文）')),
                        ('due_on', models.DateField(blank=True, null=True, verbose_name='完成时限')),
                        ('recurrence', models.CharField(blank=True, max_length=60, verbose_name='频次（原文）')),
                        ('regulations', models.JSONField(default=list, verbose_name='依据')),
                        ('campaigns', models.JSONField(default=list, verbose_name='活动')),
                        ('themes', models.JSONField(default=list, verbose_name='类别')),
                        ('strength', models.CharField(max_length=12, verbose_name='强度')),
                        ('duty', models.JSONField(default=list, verbose_name='责任类别')),
                        ('four_manage', models.JSONField(default=list, verbose_name='四管')),
                        ('four_key', models.JSONField(default=list, verbose_name='四关键')),
                        ('demands', models.JSONField(default=list, help_text='[[start, end], …] of the separate demands inside', verbose_name='分项')),
                        ('sources', models.JSONField(default=dict, help_text='field -> 原文 | 词表 | 推定 | 人工', verbose_name='出处')),
                        ('proposal', models.JSONField(default=dict, help_text="the reader's own values, kept to count corrections")),
                        ('state', models.CharField(choices=[('proposed', '待判定'), ('confirmed', '已确认'), ('rejected', '非指示')], default='proposed', max_length=10, verbose_name='状态')),
                        ('decided_at', models.DateTimeField(null=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('section', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='directives', to='speeches.section')),
                        ('speech', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='directives', to='speeches.speech')),
                    ],
                    options={
                        'verbose_name': '指示',
                        'verbose_name_plural': '指示',
                        'ordering': ['speech', 'start'],
                        'constraints': [models.UniqueConstraint(fields=('speech', 'order'), name='directives_in_order'), models.CheckConstraint(condition=models.Q(('end__gt', models.F('start'))), name='directive_span'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('state', 'proposed')), models.Q(models.Q(('state', 'proposed'), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='directive_decided_by_somebody')],
                    },
                ),
                migrations.CreateModel(
                    name='Speech',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('title', models.CharField(max_length=200, verbose_name='标题')),
                        ('speaker', models.CharField(blank=True, max_length=60, verbose_name='讲话人')),
                        ('meeting', models.CharField(blank=True, max_length=120, verbose_name='会议')),
                        ('given_on', models.DateField(blank=True, null=True, verbose_name='讲话日期')),
                        ('file', models.FileField(blank=True, upload_to='speeches/%Y/', verbose_name='原件')),
                        ('file_name', models.CharField(blank=True, max_length=200, verbose_name='文件名')),
                        ('file_kind', models.CharField(blank=True, max_length=10, verbose_name='格式')),
                        ('encoding', models.CharField(blank=True, max_length=20, verbose_name='编码')),
                        ('digest', models.CharField(db_index=True, max_length=64, verbose_name='文件摘要')),
                        ('text', models.TextField(blank=True, verbose_name='正文')),
                        ('warnings', models.JSONField(default=list, verbose_name='提示')),
                        ('glossary', models.CharField(blank=True, help_text='mark of the glossary by which it was read', max_length=16)),
                        ('state', models.CharField(choices=[('received', '待识别'), ('reading', '识别中'), ('read', '待判定'), ('decided', '已判定'), ('unreadable', '未能识别')], default='received', max_length=12, verbose_name='状态')),
                        ('reason', models.CharField(blank=True, max_length=300, verbose_name='未能识别的原因')),
                        ('progress', models.PositiveSmallIntegerField(default=0, verbose_name='识别进度')),
                        ('attempts', models.PositiveSmallIntegerField(default=0)),
                        ('lease_until', models.DateTimeField(null=True)),
                        ('received_at', models.DateTimeField(verbose_name='接收时间')),
                        ('received_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='接收人')),
                    ],
                    options={
                        'verbose_name': '讲话',
                        'verbose_name_plural': '讲话',
                        'ordering': ['-id'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('progress__lte', 100)), name='progress_is_a_percentage')],
                    },
                ),
                migrations.CreateModel(
                    name='Piece',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('order', models.PositiveIntegerField()),
                        ('start', models.PositiveIntegerField()),
                        ('end', models.PositiveIntegerField()),
                        ('kind', models.CharField(choices=[('directive_hard', '指示·硬'), ('directive_soft', '指示·软'), ('directive_standing', '指示·常态'), ('prohibition', '禁止'), ('background', '背景'), ('diagnosis', '问题'), ('exhortation', '号召'), ('quotation', '引语'), ('furniture', '套语')], max_length=20, verbose_name='类别')),
                        ('rule', models.CharField(max_length=40, verbose_name='判定规则')),
                        ('decided_kind', models.CharField(blank=True, choices=[('directive_hard', '指示·硬'), ('directive_soft', '指示·软'), ('directive_standing', '指示·常态'), ('prohibition', '禁止'), ('background', '背景'), ('diagnosis', '问题'), ('exhortation', '号召'), ('quotation', '引语'), ('furniture', '套语')], max_length=20, verbose_name='认定类别')),
                        ('decided_at', models.DateTimeField(null=True)),
                        ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('directive', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='pieces', to='speeches.directive')),
                        ('speech', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pieces', to='speeches.speech')),
                    ],
                    options={
                        'verbose_name': '语句',
                        'verbose_name_plural': '语句',
                        'ordering': ['order'],
                        'constraints': [models.UniqueConstraint(fields=('speech', 'order'), name='pieces_in_order'), models.CheckConstraint(condition=models.Q(('end__gt', models.F('start'))), name='piece_span')],
                    },
                ),
                migrations.CreateModel(
                    name='Term',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('book', models.CharField(choices=[('actor', '称谓'), ('unit', '单位简称'), ('campaign', '活动'), ('theme', '类别词')], max_length=10, verbose_name='词表')),
                        ('phrase', models.CharField(max_length=60, verbose_name='说法')),
                        ('means', models.JSONField(blank=True, default=list, help_text='actors: values of accounts UnitKind; themes: their names', verbose_name='所指')),
                        ('off', models.BooleanField(default=False, verbose_name='停用')),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit', verbose_name='单位')),
                    ],
                    options={
                        'verbose_name': '词表',
                        'verbose_name_plural': '词表',
                        'ordering': ['phrase'],
                        'constraints': [models.UniqueConstraint(fields=('book', 'phrase'), name='phrase_once_in_a_book'), models.CheckConstraint(condition=models.Q(models.Q(('book', 'unit'), ('unit__isnull', False)), models.Q(models.Q(('book', 'unit'), _negated=True), ('unit', None)), _connector='OR'), name='only_short_names_mean_a_unit')],
                    },
                ),
            ],
        ),
        migrations.RunPython(terms.plant, terms.pull_up),
    ]
