"""Requests of units, changes of dates, 配合情况; support units leave the way of review."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def onto_their_own_way(apps, schema_editor):
    """What support units had handed in waits for the lead unit; what was approved counts as confirmed."""
    support = apps.get_model("tasks", "Assignment").objects.filter(part="support")
    support.filter(state="submitted").update(state="told")
    support.filter(state__in=["completed", "closed_off"]).update(state="supported", closed_off_by=None, closed_off_on=None)


class Migration(migrations.Migration):

    dependencies = [
        ('tasks', '0009_proofs_have_versions_and_drafts_are_kept'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Contribution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=200, verbose_name='配合情况')),
                ('on', models.DateField(verbose_name='日期')),
                ('at', models.DateTimeField()),
                ('post', models.CharField(blank=True, max_length=200, verbose_name='岗位')),
                ('reply', models.CharField(blank=True, choices=[('confirmed', '已确认'), ('sent_back', '已退回'), ('lapsed', '事项已结束')], max_length=10, verbose_name='牵头单位意见')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='说明')),
                ('replied_at', models.DateTimeField(null=True)),
            ],
            options={
                'verbose_name': '配合情况',
                'verbose_name_plural': '配合情况',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='DueChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('old', models.DateField(verbose_name='原时限')),
                ('new', models.DateField(verbose_name='新时限')),
                ('cause', models.CharField(choices=[('extension', '同意延期'), ('return', '退回补办顺延'), ('objection', '异议答复'), ('reopened', '重新办理'), ('decision', '调整时限')], max_length=10, verbose_name='缘由')),
                ('reason', models.CharField(blank=True, max_length=500, verbose_name='理由')),
                ('on', models.DateField(verbose_name='起算日期')),
                ('at', models.DateTimeField(verbose_name='时间')),
                ('post', models.CharField(blank=True, max_length=200, verbose_name='岗位')),
            ],
            options={
                'verbose_name': '时限变动',
                'verbose_name_plural': '时限变动',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Extension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=500, verbose_name='理由')),
                ('on', models.DateField(verbose_name='提出日期')),
                ('at', models.DateTimeField()),
                ('post', models.CharField(blank=True, max_length=200, verbose_name='岗位')),
                ('answer', models.CharField(blank=True, max_length=500, verbose_name='答复')),
                ('answered_on', models.DateField(null=True, verbose_name='答复日期')),
                ('answered_at', models.DateTimeField(null=True)),
                ('answered_post', models.CharField(blank=True, max_length=200, verbose_name='答复人岗位')),
                ('old_due_on', models.DateField(verbose_name='申请时的时限')),
                ('asked_due_on', models.DateField(verbose_name='申请延至')),
                ('verdict', models.CharField(blank=True, choices=[('granted', '同意'), ('refused', '不同意'), ('lapsed', '事项已结束，未作答复')], max_length=10, verbose_name='结果')),
                ('granted_due_on', models.DateField(null=True, verbose_name='同意延至')),
            ],
            options={
                'verbose_name': '延期申请',
                'verbose_name_plural': '延期申请',
                'ordering': ['id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Objection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=500, verbose_name='理由')),
                ('on', models.DateField(verbose_name='提出日期')),
                ('at', models.DateTimeField()),
                ('post', models.CharField(blank=True, max_length=200, verbose_name='岗位')),
                ('answer', models.CharField(blank=True, max_length=500, verbose_name='答复')),
                ('answered_on', models.DateField(null=True, verbose_name='答复日期')),
                ('answered_at', models.DateTimeField(null=True)),
                ('answered_post', models.CharField(blank=True, max_length=200, verbose_name='答复人岗位')),
                ('outcome', models.CharField(blank=True, choices=[('rejected', '驳回'), ('adjusted', '采纳，作出调整'), ('withdrawn', '采纳，予以撤销'), ('lapsed', '事项已结束，未作答复')], max_length=10, verbose_name='结果')),
                ('agreed', models.CharField(blank=True, max_length=500, verbose_name='调整后的要求')),
                ('due_on', models.DateField(null=True, verbose_name='调整后的时限')),
            ],
            options={
                'verbose_name': '异议',
                'verbose_name_plural': '异议',
                'ordering': ['id'],
                'abstract': False,
            },
        ),
        migrations.RemoveConstraint(
            model_name='assignment',
            name='done_assignments_name_their_approver',
        ),
        migrations.AddField(
            model_name='submission',
            name='checked_figure',
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='核验数值'),
        ),
        migrations.AddField(
            model_name='submission',
            name='claimed_figure',
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='自报数值'),
        ),
        migrations.AlterField(
            model_name='assignment',
            name='state',
            field=models.CharField(choices=[('pending', '待签收'), ('objected', '异议待复'), ('active', '办理中'), ('submitted', '待审核'), ('told', '待牵头确认'), ('completed', '办结'), ('closed_off', '销号'), ('supported', '已确认配合'), ('cancelled', '已撤销'), ('terminated', '未完成结案')], default='pending', max_length=12, verbose_name='状态'),
        ),
        migrations.AlterField(
            model_name='assignment',
            name='submitted_on',
            field=models.DateField(help_text='the day on which the unit last handed it over (提请办结、异议、配合情况): its clock stopped', null=True, verbose_name='提请办结日期'),
        ),
        migrations.AlterField(
            model_name='move',
            name='origin',
            field=models.CharField(blank=True, choices=[('pending', '待签收'), ('objected', '异议待复'), ('active', '办理中'), ('submitted', '待审核'), ('told', '待牵头确认'), ('completed', '办结'), ('closed_off', '销号'), ('supported', '已确认配合'), ('cancelled', '已撤销'), ('terminated', '未完成结案')], max_length=12),
        ),
        migrations.AlterField(
            model_name='move',
            name='target',
            field=models.CharField(choices=[('pending', '待签收'), ('objected', '异议待复'), ('active', '办理中'), ('submitted', '待审核'), ('told', '待牵头确认'), ('completed', '办结'), ('closed_off', '销号'), ('supported', '已确认配合'), ('cancelled', '已撤销'), ('terminated', '未完成结案')], max_length=12),
        ),
        migrations.AddField(
            model_name='contribution',
            name='assignment',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contributions', to='tasks.assignment'),
        ),
        migrations.AddField(
            model_name='contribution',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='contribution',
            name='replied_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='duechange',
            name='assignment',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='due_changes', to='tasks.assignment'),
        ),
        migrations.AddField(
            model_name='duechange',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='extension',
            name='answered_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='extension',
            name='assignment',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='extensions', to='tasks.assignment'),
        ),
        migrations.AddField(
            model_name='extension',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='objection',
            name='answered_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='objection',
            name='assignment',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='objections', to='tasks.assignment'),
        ),
        migrations.AddField(
            model_name='objection',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='contribution',
            constraint=models.UniqueConstraint(condition=models.Q(('reply', '')), fields=('assignment',), name='one_contribution_waits_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='contribution',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('replied_at', None), ('replied_by', None), ('reply', '')), models.Q(models.Q(('reply', ''), _negated=True), ('replied_at__isnull', False), ('replied_by__isnull', False)), _connector='OR'), name='answered_contributions_have_time_and_person'),
        ),
        migrations.AddConstraint(
            model_name='duechange',
            constraint=models.CheckConstraint(condition=models.Q(('new', models.F('old')), _negated=True), name='a_changed_due_date_differs'),
        ),
        migrations.AddConstraint(
            model_name='extension',
            constraint=models.UniqueConstraint(condition=models.Q(('verdict', '')), fields=('assignment',), name='one_extension_waits_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='extension',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('answered_by', None), ('verdict', '')), models.Q(models.Q(('verdict', ''), _negated=True), ('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='answered_extensions_have_time_and_person'),
        ),
        migrations.AddConstraint(
            model_name='extension',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('granted_due_on__gt', models.F('old_due_on')), ('verdict', 'granted')), models.Q(models.Q(('verdict', 'granted'), _negated=True), ('granted_due_on', None)), _connector='OR'), name='granted_extensions_name_the_new_date'),
        ),
        migrations.AddConstraint(
            model_name='extension',
            constraint=models.CheckConstraint(condition=models.Q(('on__lte', models.F('old_due_on'))), name='an_extension_is_asked_before_the_due_date'),
        ),
        migrations.AddConstraint(
            model_name='extension',
            constraint=models.CheckConstraint(condition=models.Q(('asked_due_on__gt', models.F('old_due_on'))), name='an_extension_asks_for_a_later_date'),
        ),
        migrations.AddConstraint(
            model_name='objection',
            constraint=models.UniqueConstraint(condition=models.Q(('outcome', '')), fields=('assignment',), name='one_objection_waits_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='objection',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('answered_by', None), ('outcome', '')), models.Q(models.Q(('outcome', ''), _negated=True), models.Q(('answer', ''), _negated=True), ('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='answered_objections_have_time_and_person'),
        ),
        migrations.RunPython(onto_their_own_way, migrations.RunPython.noop),
    ]
