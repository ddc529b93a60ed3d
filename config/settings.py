"""One settings file; deployments differ by environment variables only (docs/install.md)."""

from config.caching import caching
from config.entry import signing_in
from config.env import BASE_DIR as BASE_DIR
from config.env import broker, database, demo_allowed, env, local_secret, mail, required, var_dir
from config.keeping import keeping
from config.lean import begin
from config.locks import LOCKS
from config.policy import CONTENT_SECURITY_POLICY as CONTENT_SECURITY_POLICY

begin()
VAR_DIR = var_dir()
DEBUG = env.bool("DEBUG", default=False)
DEMO = demo_allowed(VAR_DIR)
# Local = the embedded defaults of `make run` on this computer; everything else is production.
LOCAL = DEMO or DEBUG or env.bool("LOCAL", default=False)

SECRET_KEY = env.str("SECRET_KEY", default="") or (
    local_secret(VAR_DIR) if LOCAL else required("SECRET_KEY", "请设置至少 50 个字符的随机串。")
)
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = (
    ["127.0.0.1", "localhost", "[::1]", *env.list("ALLOWED_HOSTS", default=[])]
    if LOCAL
    else required("ALLOWED_HOSTS", "请填写访问本系统的域名，多个用逗号分开，例如 dj.example.gov.cn。").split(",")
)
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000" if LOCAL else f"https://{ALLOWED_HOSTS[0]}")
OFFICE_NAME = env.str("OFFICE_NAME", default="县直机关工委")
# Folders with more fonts for PDF, beside those of the system.
FONT_DIRS = env.list("FONT_DIRS", default=[])
# The marks in the numbers of a 督办单 and of a 通报: 县直督〔2026〕1号, 县直通〔2026〕1号.
ORDER_MARK = env.str("ORDER_MARK", default="县直督")
BULLETIN_MARK = env.str("BULLETIN_MARK", default="县直通")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "django.forms",
    "bootstrap",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "django_filters",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "accounts",
    "speeches",
    "tasks",
]
MIDDLEWARE = [
    "config.request_ids.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.methods.MethodsMiddleware",
    "accounts.files.downloads.DownloadMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.users.sign_in_first.SignInFirstMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.conflict.ConflictMiddleware",
    "accounts.own.gate.GateMiddleware",
    "accounts.sessions.last_seen.LastSeenMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.navigation.navigation",
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"

DATABASES = {"default": database(VAR_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "accounts.passwords.validators.ProfileValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "accounts.passwords.validators.LeakedValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 1800
for key, value in signing_in(local=LOCAL, site=SITE_URL).items():
    globals()[key] = value
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "accounts.users.adapter.ClosedAdapter"
MFA_ADAPTER = "accounts.factors.adapter.SealedAdapter"
ACCOUNT_FORMS = {"login": "accounts.users.sign_in.SignInForm"}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_UNIQUE_EMAIL = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
# allauth's own limit is keyed by account: a stranger could lock out a leader. axes decides, by name and address.
ACCOUNT_RATE_LIMITS = {"login_failed": None, "login": "60/m/ip"}
# A proxy in front says whose request it is; without this all would share its address, and strangers could lock anybody out.
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
ALLAUTH_TRUSTED_PROXY_COUNT = int(BEHIND_PROXY)

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "config" / "static"]
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder", "config.static_files.LoadedFinder"]
STATIC_ROOT = VAR_DIR / "static"
FILE_UPLOAD_PERMISSIONS = 0o640
STORAGES = {
    "default": {"BACKEND": "accounts.files.storage.KeptStorage"},
    "staticfiles": {"BACKEND": env.str("STATICFILES_BACKEND", default="whitenoise.storage.CompressedManifestStaticFilesStorage")},
}
# Pages name files by their digest only; source maps are for developers, and brotli spends most of its time on them.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ("map", "png", "jpg", "jpeg", "gif", "webp", "woff", "woff2", "gz", "br", "zip")
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 20

for key, value in (mail(VAR_DIR) | keeping(VAR_DIR, local=LOCAL) | caching() | LOCKS).items():
    globals()[key] = value
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("MAIL_FROM", default="dangjian@localhost.localdomain")
# kind of letter -> dotted path of a function (letters, now) -> the primary keys of those still wanted, asked right before they leave
LETTER_STILL_WANTED = {
    "digest": "tasks.supervision.wanted.still_wanted",
    "urged": "tasks.supervision.urging.still_wanted",
    "acting": "accounts.acting.wanted.still_wanted",
    "ballot": "tasks.ballots.wanted.still_wanted",
    "follow_up_due": "tasks.rectification.telling.still_wanted",
}
# dotted path of a function (now) -> the moment from which letters may leave: now itself, or when the sending window opens
# (the demo does not wait: its visitor may come at night)
LETTER_OPENS = "accounts.letters.channels.at_once" if DEMO else "tasks.supervision.window.opens"
# dotted path of a function (on) -> the last day that an answer given on that day grants the unit (退办顺延)
RETURN_GRACE = "tasks.supervision.queries.grace_until"
# What somebody has just asked for, or must know at once.
LETTERS_AT_ANY_HOUR = {"set_password", "code", "try_out", "secret_refused", "health", "run_failed", "anchor"}
LETTERS_AT_ANY_HOUR |= {"guessed", "glass_broken", "glass_ended"}
# Letters that hold a secret are read in the mailbox only, never as a notice.
LETTERS_WITH_A_SECRET = {"set_password", "code", "ballot"}
LETTER_CHANNEL = "accounts.letters.channels.Email"
# dotted paths of rooms with functions `waiting(post)` and `follow(old, new, by)`: what goes along when a post changes hands
HANDED_OVER = ["tasks.errands.handing"]
# dotted paths of functions (unit) -> why it cannot be dissolved yet, or an empty text
STILL_IN_HAND = ["tasks.items.holding.open_matters"]

# dotted paths of functions (user) -> lines (what, title, href) for a person's first page, of rooms above it
WAITING_ELSEWHERE = ["tasks.bulletins.queries.waiting_for"]

# dotted path of a room with functions `lists(cycle)` and `again(cycle, assignments)`: the parts of a closed cycle's snapshot that say
# what its report is made from, and those that change when the records of some assignments were put right
SNAPSHOT_OF_LISTS = "tasks.reports.freezing"

# How many rows of a list, its ledger or the assessment one request turns into a file; larger ones are made on the queue `report`.
ROWS_IN_A_REQUEST = {
    "list_docx": 500, "list_pdf": 500, "list_xlsx": 2000, "matters_xlsx": 2000,
    "assessment_page": 5000, "assessment_docx": 2000, "assessment_pdf": 2000, "assessment_xlsx": 2000,
    "rectification_xlsx": 2000, "rectification_docx": 500,
}  # fmt: skip

CELERY_BROKER_URL = broker(VAR_DIR)

# Jobs that `manage.py stand_by` does itself while the queue is silent: those that ask nothing of the queue.
STANDBY_JOBS = (
    "accounts.backups.look",
    "accounts.health.tell",
    "tasks.ballots.purge",
    "tasks.duties.open_periods",
    "tasks.dual_responsibility.follow",
    "tasks.supervision.plan",
    "accounts.letters.deliver",
    "speeches.sweep",
    "accounts.trail.seal",
    "accounts.anchors.keep",
    "accounts.rights.tell",
    "accounts.glass.expire",
    "tasks.wall.keep",
)
# dotted paths of functions (now) -> checks, in the order of the page
HEALTH_CHECKS = [
    "accounts.health.checks.pulses",
    "accounts.health.checks.standby",
    "accounts.health.checks.letters",
    "speeches.health.unread",
    "tasks.ballots.health.purged",
    "tasks.assessment.health.kept",
    "tasks.wall.health.kept",
    "accounts.health.checks.disk",
    "accounts.health.checks.clocks",
    "accounts.backups.health.backups",
    "accounts.files.health.scanner",
    "accounts.anchors.health.anchored",
]
# With it (Authorization: Bearer …) a monitor sees the checks at /health/, not only ok or degraded.
HEALTH_TOKEN = env.str("HEALTH_TOKEN", default="")

CSRF_FAILURE_VIEW = "accounts.conflict.csrf_failure"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
if not LOCAL:
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
    SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
    if BEHIND_PROXY:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
