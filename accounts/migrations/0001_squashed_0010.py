"""All ten at once for an empty database (decision 0058): the tables as they are now, and the guard over the trail. The ten stay for those who have begun with them."""

from importlib import import_module

import django.contrib.auth.validators
import django.core.serializers.json
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import accounts.roles
from config.together import CreateModels

guarding = import_module("accounts.migrations.0007_trail_rows_name_their_hash_and_can_be_erased_by_two")


class Migration(migrations.Migration):

    replaces = [
        ('accounts', '0001_initial'),
        ('accounts', '0002_trail_append_only'),
        ('accounts', '0003_a_choice_of_letters'),
        ('accounts', '0004_backups_and_stored_files'),
        ('accounts', '0005_a_leader_is_given_a_charge_once'),
        ('accounts', '0006_accounts_have_a_life'),
        ('accounts', '0007_trail_rows_name_their_hash_and_can_be_erased_by_two'),
        ('accounts', '0008_passkeys'),
        ('accounts', '0009_identities'),
        ('accounts', '0010_guesses_are_bound_and_superusers_only_by_breaking_the_glass'),
    ]

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name='Pulse',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=20, unique=True)),
                        ('at', models.DateTimeField()),
                    ],
                    options={
                        'verbose_name': '运行脉搏',
                        'verbose_name_plural': '运行脉搏',
                        'ordering': ['name'],
                    },
                ),
                migrations.CreateModel(
                    name='User',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('password', models.CharField(max_length=128, verbose_name='password')),
                        ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                        ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                        ('username', models.CharField(error_messages={'unique': 'A user with that username already exists.'}, help_text='Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.', max_length=150, unique=True, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='username')),
                        ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                        ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                        ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                        ('name', models.CharField(blank=True, max_length=50, verbose_name='姓名')),
                        ('email', models.EmailField(blank=True, max_length=254, verbose_name='电子邮箱')),
                        ('phone', models.CharField(blank=True, max_length=30, verbose_name='办公电话')),
                        ('initials', models.CharField(blank=True, db_index=True, editable=False, max_length=50, verbose_name='拼音首字母')),
                        ('session_round', models.PositiveIntegerField(default=0, editable=False, help_text='raised by one, it ends every session')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                        ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                        ('expires_on', models.DateField(blank=True, null=True, verbose_name='账号到期日')),
                        ('password_set_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='密码设置时间')),
                        ('glass', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.brokenglass')),
                    ],
                    options={
                        'verbose_name': '人员',
                        'verbose_name_plural': '人员',
                        'constraints': [models.CheckConstraint(condition=models.Q(('is_superuser', False), ('glass__isnull', False), _connector='OR'), name='superuser_only_by_breaking_the_glass')],
                    },
                ),
                migrations.CreateModel(
                    name='Unit',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=100, unique=True, verbose_name='名称')),
                        ('short_name', models.CharField(blank=True, max_length=40, verbose_name='简称')),
                        ('kind', models.CharField(choices=[('county_committee', '县委'), ('work_committee', '机关工委'), ('office', '工作机构'), ('committee', '党委'), ('party_group', '党组'), ('office_committee', '机关党委'), ('general_branch', '党总支'), ('branch', '党支部')], max_length=20, verbose_name='类别')),
                        ('path', models.CharField(editable=False, max_length=120, unique=True)),
                        ('order', models.PositiveIntegerField(default=0, verbose_name='排序')),
                        ('dissolved_on', models.DateField(blank=True, null=True, verbose_name='撤销日期')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='accounts.unit', verbose_name='上级')),
                    ],
                    options={
                        'verbose_name': '单位',
                        'verbose_name_plural': '单位',
                        'ordering': ['path'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('parent', None), models.Q(('parent', models.F('id')), _negated=True), _connector='OR'), name='unit_not_its_own_parent')],
                    },
                ),
                migrations.CreateModel(
                    name='Post',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('role', models.CharField(choices=[('county_leader', '县委领导'), ('office_admin', '党建办管理员'), ('supervisor', '督查员'), ('unit_secretary', '书记（第一责任人）'), ('unit_leader', '班子成员（分管领导）'), ('unit_clerk', '党务干部'), ('system_admin', '系统管理员'), ('security_admin', '安全管理员'), ('audit_admin', '审计管理员')], max_length=20, verbose_name='角色')),
                        ('title', models.CharField(blank=True, max_length=60, verbose_name='职务')),
                        ('valid_from', models.DateField(verbose_name='任职日期')),
                        ('valid_to', models.DateField(blank=True, null=True, verbose_name='离任日期')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to=settings.AUTH_USER_MODEL, verbose_name='人员')),
                        ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='accounts.unit', verbose_name='单位')),
                    ],
                    options={
                        'verbose_name': '岗位',
                        'verbose_name_plural': '岗位',
                        'ordering': ['unit__path', 'role', 'id'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='post_ends_after_it_begins', violation_error_message='离任日期不能早于任职日期。'), models.UniqueConstraint(condition=models.Q(('role', accounts.roles.Role['UNIT_SECRETARY']), ('valid_to', None)), fields=('unit',), name='one_first_responsible_person_per_unit', violation_error_message='该单位已有在任书记（第一责任人）。'), models.UniqueConstraint(condition=models.Q(('role__in', [accounts.roles.Role['AUDIT_ADMIN'], accounts.roles.Role['SECURITY_ADMIN'], accounts.roles.Role['SYSTEM_ADMIN']]), ('valid_to', None)), fields=('user',), name='nobody_holds_two_guardian_posts', violation_error_message='同一人不得兼任系统、安全、审计管理员。')],
                    },
                ),
                migrations.CreateModel(
                    name='Portfolio',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('field', models.CharField(blank=True, max_length=40, verbose_name='分管领域')),
                        ('valid_from', models.DateField(verbose_name='起')),
                        ('valid_to', models.DateField(blank=True, null=True, verbose_name='止')),
                        ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='portfolio', to='accounts.post', verbose_name='岗位')),
                        ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='overseen_by', to='accounts.unit', verbose_name='分管单位')),
                    ],
                    options={
                        'verbose_name': '分管',
                        'verbose_name_plural': '分管',
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('field', ''), _negated=True), ('unit__isnull', False), _connector='OR'), name='portfolio_names_a_field_or_a_unit'), models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='portfolio_ends_after_it_begins', violation_error_message='截止日期不能早于起始日期。'), models.UniqueConstraint(condition=models.Q(('unit', None), ('valid_to', None)), fields=('post', 'field'), name='a_leader_is_given_a_field_once', violation_error_message='该领域已由其分管。'), models.UniqueConstraint(condition=models.Q(('field', ''), ('valid_to', None)), fields=('post', 'unit'), name='a_leader_is_given_a_unit_once', violation_error_message='该单位已由其分管。')],
                    },
                ),
                migrations.CreateModel(
                    name='Entry',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('at', models.DateTimeField(verbose_name='时间')),
                        ('post', models.CharField(blank=True, max_length=200, verbose_name='岗位')),
                        ('act', models.CharField(max_length=60, verbose_name='行为')),
                        ('target_type', models.CharField(max_length=60, verbose_name='对象类别')),
                        ('target_id', models.BigIntegerField(null=True, verbose_name='对象编号')),
                        ('target_label', models.CharField(blank=True, max_length=200, verbose_name='对象')),
                        ('before', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder, null=True, verbose_name='之前')),
                        ('after', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder, null=True, verbose_name='之后')),
                        ('note', models.TextField(blank=True, verbose_name='说明')),
                        ('salt', models.CharField(editable=False, max_length=32)),
                        ('digest', models.CharField(editable=False, max_length=64, verbose_name='内容摘要')),
                        ('number', models.BigIntegerField(editable=False, null=True, unique=True, verbose_name='链上序号')),
                        ('previous', models.CharField(blank=True, editable=False, max_length=64)),
                        ('seal', models.CharField(blank=True, editable=False, max_length=64, verbose_name='链值')),
                        ('sealed_at', models.DateTimeField(editable=False, null=True)),
                        ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='人员')),
                        ('alg', models.CharField(default='sha256', editable=False, max_length=6, verbose_name='摘要算法')),
                    ],
                    options={
                        'verbose_name': '痕迹',
                        'verbose_name_plural': '痕迹',
                        'ordering': ['id'],
                        'indexes': [models.Index(fields=['target_type', 'target_id'], name='trail_by_target'), models.Index(fields=['at'], name='trail_by_time'), models.Index(condition=models.Q(('number', None)), fields=['number'], name='trail_unsealed')],
                    },
                ),
                migrations.CreateModel(
                    name='FeedbackTicket',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('topic', models.CharField(choices=[('burden', '负担（报送多、重复、时间紧）'), ('matter', '事项要求'), ('system', '系统使用'), ('other', '其他')], max_length=10, verbose_name='类别')),
                        ('text', models.CharField(max_length=500, verbose_name='意见建议')),
                        ('page', models.CharField(blank=True, max_length=200, verbose_name='所在页面')),
                        ('post', models.CharField(blank=True, max_length=200, verbose_name='岗位')),
                        ('at', models.DateTimeField(verbose_name='时间')),
                        ('key', models.CharField(max_length=40, unique=True)),
                        ('answer', models.CharField(blank=True, max_length=500, verbose_name='答复')),
                        ('answered_at', models.DateTimeField(blank=True, null=True)),
                        ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='feedback', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': '意见建议',
                        'verbose_name_plural': '意见建议',
                        'ordering': ['-id'],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at', None), ('answered_by', None)), models.Q(models.Q(('answer', ''), _negated=True), ('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='answered_feedback_has_time_and_person')],
                    },
                ),
                migrations.CreateModel(
                    name='Letter',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.CharField(max_length=200, unique=True)),
                        ('kind', models.CharField(max_length=40, verbose_name='种类')),
                        ('address', models.EmailField(blank=True, max_length=254, verbose_name='地址')),
                        ('subject', models.CharField(max_length=200, verbose_name='主题')),
                        ('text', models.TextField(verbose_name='正文')),
                        ('html', models.TextField(blank=True, verbose_name='网页正文')),
                        ('calendar', models.TextField(blank=True, help_text='an iCalendar file (RFC 5545) with the due dates, or empty', verbose_name='日历附件')),
                        ('data', models.JSONField(default=dict, help_text='ids that the still-wanted check needs')),
                        ('state', models.CharField(choices=[('queued', '待发'), ('sending', '发送中'), ('sent', '已发'), ('cancelled', '已取消'), ('failed', '未送达')], default='queued', max_length=10, verbose_name='状态')),
                        ('created_at', models.DateTimeField(verbose_name='写信时间')),
                        ('not_before', models.DateTimeField(verbose_name='不早于')),
                        ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='次数')),
                        ('lease_until', models.DateTimeField(null=True)),
                        ('lease_token', models.CharField(blank=True, max_length=32)),
                        ('answer', models.CharField(blank=True, max_length=500, verbose_name='服务器答复')),
                        ('message_id', models.CharField(max_length=200)),
                        ('sent_at', models.DateTimeField(null=True, verbose_name='发出时间')),
                        ('read_at', models.DateTimeField(help_text='read here as a notice; says nothing about the mailbox', null=True, verbose_name='已读时间')),
                        ('to', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letters', to=settings.AUTH_USER_MODEL, verbose_name='收件人')),
                    ],
                    options={
                        'verbose_name': '信件',
                        'verbose_name_plural': '信件',
                        'ordering': ['-id'],
                        'indexes': [models.Index(fields=['state', 'not_before'], name='letters_due'), models.Index(fields=['to', 'read_at'], name='letters_of_a_person')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('sent_at__isnull', False), ('state', 'sent')), models.Q(('state', 'sent'), _negated=True), _connector='OR'), name='sent_letters_have_a_time')],
                    },
                ),
                migrations.CreateModel(
                    name='Acting',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('valid_from', models.DateField(verbose_name='起')),
                        ('valid_to', models.DateField(verbose_name='止')),
                        ('reason', models.CharField(max_length=100, verbose_name='原因')),
                        ('given_at', models.DateTimeField(verbose_name='授权时间')),
                        ('revoked_at', models.DateTimeField(null=True, verbose_name='收回时间')),
                        ('deputy', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='acting_for', to=settings.AUTH_USER_MODEL, verbose_name='代办人')),
                        ('revoked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='收回人')),
                        ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='actings', to='accounts.post', verbose_name='岗位')),
                    ],
                    options={
                        'verbose_name': '代办授权',
                        'verbose_name_plural': '代办授权',
                        'ordering': ['-valid_from', '-id'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__gte', models.F('valid_from'))), name='acting_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(models.Q(('revoked_at', None), ('revoked_by', None)), models.Q(('revoked_at__isnull', False), ('revoked_by__isnull', False)), _connector='OR'), name='acting_revoked_by_somebody_at_some_time')],
                    },
                ),
                migrations.CreateModel(
                    name='Mute',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(max_length=40, verbose_name='种类')),
                        ('at', models.DateTimeField(verbose_name='时间')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mutes', to=settings.AUTH_USER_MODEL, verbose_name='人员')),
                    ],
                    options={
                        'verbose_name': '停收的邮件',
                        'verbose_name_plural': '停收的邮件',
                        'constraints': [models.UniqueConstraint(fields=('user', 'kind'), name='a_kind_is_switched_off_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Run',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('backup', '备份'), ('copy', '异地复制'), ('drill', '恢复演练'), ('files', '文件核对')], max_length=10, verbose_name='种类')),
                        ('name', models.CharField(blank=True, max_length=40, verbose_name='备份名称')),
                        ('started_at', models.DateTimeField(verbose_name='开始时间')),
                        ('ended_at', models.DateTimeField(null=True, verbose_name='结束时间')),
                        ('ok', models.BooleanField(null=True, verbose_name='成功')),
                        ('size', models.BigIntegerField(default=0, verbose_name='字节数')),
                        ('digest', models.CharField(blank=True, max_length=64, verbose_name='清单摘要')),
                        ('sentence', models.CharField(blank=True, max_length=1000, verbose_name='说明')),
                        ('host', models.CharField(blank=True, max_length=100, verbose_name='主机')),
                    ],
                    options={
                        'verbose_name': '备份与演练',
                        'verbose_name_plural': '备份与演练',
                        'ordering': ['-id'],
                        'indexes': [models.Index(fields=['kind', '-started_at'], name='runs_by_kind')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('kind',), name='one_run_of_a_kind_at_a_time'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('ok', None)), models.Q(('ended_at__isnull', False), ('ok__isnull', False), models.Q(('sentence', ''), _negated=True)), _connector='OR'), name='a_run_that_ended_says_how')],
                    },
                ),
                migrations.CreateModel(
                    name='StoredFile',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=200, unique=True, verbose_name='路径')),
                        ('digest', models.CharField(max_length=64, verbose_name='文件摘要')),
                        ('size', models.BigIntegerField(verbose_name='字节数')),
                        ('stored_at', models.DateTimeField(verbose_name='保存时间')),
                    ],
                    options={
                        'verbose_name': '保存的文件',
                        'verbose_name_plural': '保存的文件',
                        'constraints': [models.CheckConstraint(condition=models.Q(('size__gte', 0)), name='a_stored_file_has_a_size')],
                    },
                ),
                migrations.CreateModel(
                    name='DayUse',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('on', models.DateField(verbose_name='日期')),
                        ('bytes', models.BigIntegerField(default=0, verbose_name='字节数')),
                        ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit', verbose_name='单位')),
                    ],
                    options={
                        'verbose_name': '每日上传量',
                        'verbose_name_plural': '每日上传量',
                        'constraints': [models.UniqueConstraint(fields=('unit', 'on'), name='a_unit_has_one_count_a_day'), models.CheckConstraint(condition=models.Q(('bytes__gte', 0)), name='uploads_are_not_negative')],
                    },
                ),
                migrations.CreateModel(
                    name='Session',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.CharField(editable=False, max_length=64, unique=True)),
                        ('round', models.CharField(editable=False, max_length=64)),
                        ('address', models.CharField(blank=True, max_length=64, verbose_name='地址')),
                        ('device', models.CharField(max_length=60, verbose_name='设备')),
                        ('started_at', models.DateTimeField(verbose_name='登录时间')),
                        ('seen_at', models.DateTimeField(verbose_name='最近使用')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='open_sessions', to=settings.AUTH_USER_MODEL, verbose_name='人员')),
                    ],
                    options={
                        'verbose_name': '登录',
                        'verbose_name_plural': '登录',
                        'ordering': ['-seen_at', '-id'],
                    },
                ),
                migrations.CreateModel(
                    name='UsedPassword',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('hash', models.CharField(editable=False, max_length=128)),
                        ('ended_at', models.DateTimeField(verbose_name='停用时间')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='used_passwords', to=settings.AUTH_USER_MODEL, verbose_name='人员')),
                    ],
                    options={
                        'verbose_name': '用过的密码',
                        'verbose_name_plural': '用过的密码',
                        'ordering': ['-ended_at', '-id'],
                    },
                ),
                migrations.CreateModel(
                    name='Erasure',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('numbers', models.JSONField(verbose_name='链上序号')),
                        ('reason', models.CharField(max_length=500, verbose_name='理由')),
                        ('asked_at', models.DateTimeField(verbose_name='申请时间')),
                        ('state', models.CharField(choices=[('asked', '待审计管理员确认'), ('done', '已清除'), ('refused', '不予清除')], default='asked', max_length=10, verbose_name='状态')),
                        ('decided_at', models.DateTimeField(null=True, verbose_name='确认时间')),
                        ('answer', models.CharField(blank=True, max_length=500, verbose_name='意见')),
                        ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='申请人')),
                        ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='确认人')),
                    ],
                    options={
                        'verbose_name': '痕迹内容清除',
                        'verbose_name_plural': '痕迹内容清除',
                        'ordering': ['-id'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='an_erasure_has_a_reason'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('state', 'asked')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('state__in', ('done', 'refused')), models.Q(('decided_by', models.F('asked_by')), _negated=True)), _connector='OR'), name='an_erasure_is_decided_by_another')],
                    },
                ),
                migrations.CreateModel(
                    name='ErasedEntry',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.entry')),
                        ('erasure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='erased', to='accounts.erasure')),
                    ],
                    options={
                        'verbose_name': '已清除的痕迹',
                        'verbose_name_plural': '已清除的痕迹',
                    },
                ),
                migrations.CreateModel(
                    name='Passkey',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=30, verbose_name='名称')),
                        ('credential_id', models.CharField(editable=False, max_length=1366, unique=True)),
                        ('credential', models.TextField(editable=False)),
                        ('uses', models.PositiveBigIntegerField(default=0, editable=False, help_text='the signature counter that the key showed last')),
                        ('created_at', models.DateTimeField(verbose_name='登记时间')),
                        ('used_at', models.DateTimeField(null=True, verbose_name='最近使用')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='passkeys', to=settings.AUTH_USER_MODEL, verbose_name='人员')),
                    ],
                    options={
                        'verbose_name': '通行密钥',
                        'verbose_name_plural': '通行密钥',
                        'ordering': ['created_at', 'id'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='passkey_has_a_name')],
                    },
                ),
                migrations.CreateModel(
                    name='Identity',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('issuer', models.CharField(max_length=255, verbose_name='认证系统')),
                        ('subject', models.CharField(max_length=255, verbose_name='标识')),
                        ('linked_at', models.DateTimeField(verbose_name='关联时间')),
                        ('linked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='关联人')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='identities', to=settings.AUTH_USER_MODEL, verbose_name='人员')),
                    ],
                    options={
                        'verbose_name': '统一身份关联',
                        'verbose_name_plural': '统一身份关联',
                        'constraints': [models.UniqueConstraint(fields=('issuer', 'subject'), name='identity_opens_one_account'), models.UniqueConstraint(fields=('issuer', 'user'), name='account_has_one_identity_of_an_issuer'), models.CheckConstraint(condition=models.Q(models.Q(('subject', ''), _negated=True), models.Q(('issuer', ''), _negated=True)), name='identity_names_somebody')],
                    },
                ),
                migrations.CreateModel(
                    name='Guesses',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(editable=False, max_length=64)),
                        ('known', models.BooleanField(verbose_name='常用处')),
                        ('at', models.JSONField(default=list, help_text='Unix seconds of each try, oldest first')),
                        ('last_at', models.DateTimeField(db_index=True, verbose_name='最近一次')),
                    ],
                    options={
                        'verbose_name': '密码尝试',
                        'verbose_name_plural': '密码尝试',
                        'constraints': [models.UniqueConstraint(fields=('name', 'known'), name='guesses_of_a_name_in_one_pot')],
                    },
                ),
                migrations.CreateModel(
                    name='BrokenGlass',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('reason', models.CharField(max_length=200, verbose_name='事由')),
                        ('operator', models.CharField(max_length=60, verbose_name='服务器账号')),
                        ('opened_at', models.DateTimeField(verbose_name='开始')),
                        ('minutes', models.PositiveSmallIntegerField(verbose_name='分钟')),
                        ('ended_at', models.DateTimeField(null=True, verbose_name='结束')),
                        ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='结束人')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='broken_glasses', to=settings.AUTH_USER_MODEL, verbose_name='人员')),
                    ],
                    options={
                        'verbose_name': '应急授权',
                        'verbose_name_plural': '应急授权',
                        'ordering': ['-id'],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), _negated=True), models.Q(('operator', ''), _negated=True)), name='glass_is_broken_for_a_reason'), models.CheckConstraint(condition=models.Q(('minutes__gte', 1), ('minutes__lte', 240)), name='glass_is_broken_for_minutes'), models.CheckConstraint(condition=models.Q(('ended_at', None), ('ended_at__gte', models.F('opened_at')), _connector='OR'), name='glass_ends_after_it_was_broken'), models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('user',), name='glass_is_broken_once_at_a_time')],
                    },
                ),
            ],
        ),
        migrations.RunPython(guarding.put_up, guarding.take_down),
    ]
