"""The database itself refuses a state that does not fit: no approver, no checker, another part's state, two leads."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tasks', '0010_objections_extensions_and_support'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='assignment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('completed_by__isnull', False), ('completed_on__isnull', False), ('state__in', ['closed_off', 'completed', 'supported'])), models.Q(models.Q(('state__in', ['closed_off', 'completed', 'supported']), _negated=True), ('completed_by', None), ('completed_on', None)), _connector='OR'), name='done_assignments_name_their_approver'),
        ),
        migrations.AddConstraint(
            model_name='assignment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_off_by__isnull', False), ('closed_off_on__isnull', False), ('state', 'closed_off')), models.Q(models.Q(('state', 'closed_off'), _negated=True), ('closed_off_by', None), ('closed_off_on', None)), _connector='OR'), name='closed_off_assignments_name_their_checker'),
        ),
        migrations.AddConstraint(
            model_name='assignment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('part', 'support'), models.Q(('state__in', ['submitted', 'completed', 'closed_off']), _negated=True)), models.Q(models.Q(('part', 'support'), _negated=True), models.Q(('state__in', ['told', 'supported']), _negated=True)), _connector='OR'), name='support_units_go_their_own_way'),
        ),
        migrations.AddConstraint(
            model_name='assignment',
            constraint=models.UniqueConstraint(condition=models.Q(('part', 'lead')), fields=('item',), name='one_unit_leads_an_item'),
        ),
    ]
