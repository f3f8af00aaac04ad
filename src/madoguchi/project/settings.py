"""Django's settings. What a machine decides comes from `environment`."""

from typing import Any

import dj_database_url

from madoguchi.project.environment import environment

_environment = environment()

SECRET_KEY = _environment.secret_key
ALLOWED_HOSTS = list(_environment.hosts)
DEBUG = False
ROOT_URLCONF = "madoguchi.project.urls"
WSGI_APPLICATION = "madoguchi.project.wsgi.application"
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "ninja",
    "django_q",
    "madoguchi.outlets.site",
    "madoguchi.people",
    "madoguchi.editorial",
]
DATABASES = {
    "default": dj_database_url.parse(
        _environment.database_url, conn_max_age=60, conn_health_checks=True
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Readers of the database never wait for its one writer, and writers wait for each other.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
else:
    # Who waits for a page is told soon that the database does not answer (seconds).
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "editorial.StaffMember"
MIDDLEWARE = [
    # Style sheets, scripts and open data; pages are kept compressed and pass by.
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "madoguchi.outlets.hosts.only_served_hosts",
    "madoguchi.outlets.plain_errors.plain_pages_for_errors",
    # These step aside for everything but /staff/: readers carry no cookie.
    "madoguchi.editorial.door.Sessions",
    "madoguchi.editorial.door.Forgery",
    "madoguchi.editorial.door.Accounts",
    "madoguchi.editorial.door.Messages",
    # Only notes the request; it wants to stand here by its own name.
    "allauth.account.middleware.AccountMiddleware",
    "madoguchi.editorial.door.Door",
    "madoguchi.outlets.opendata.cors.open_to_all",
    "madoguchi.outlets.site.life.privacy.answers_are_private",
    "madoguchi.outlets.unavailable.Unavailable",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {"environment": "madoguchi.outlets.site.jinja.environment"},
    },
    {
        "NAME": "staff",
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {"environment": "madoguchi.editorial.jinja.environment"},
    },
]
# Readers' languages are our own list with our own address prefix; Django's machinery stays out of
# it and speaks to staff only, whose language the door chooses.
USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = [("ja", "日本語"), ("en", "English")]
TIME_ZONE = "Asia/Tokyo"
USE_TZ = True
# Our addresses end in a slash; site.pages redirects a reader who leaves it out.
APPEND_SLASH = False

STATIC_URL = "/static/"
# Served from the package itself; an address changes with the content (see site.assets), so
# copies may be kept long.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_MAX_AGE = 30 * 24 * 3600

# Staff's cookies, which no reader has.
_HTTPS = _environment.address.startswith("https://")
SESSION_COOKIE_NAME = "madoguchi_staff"
SESSION_COOKIE_PATH = "/staff/"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = _HTTPS
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_NAME = "madoguchi_staff_form"
CSRF_COOKIE_PATH = "/staff/"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = _HTTPS
# Behind a proxy that speaks https for us the forms of our own pages name this origin.
CSRF_TRUSTED_ORIGINS = [_environment.address]
CSRF_FAILURE_VIEW = "madoguchi.editorial.screens.refusals.forged"
# Nobody works for longer than this without a sign of life; a closed browser ends it sooner.
SESSION_COOKIE_AGE = _environment.session_hours * 3600
# Messages would otherwise lie in a cookie that readers' pages get too.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Signing in (editorial/signing_in): by mail address and password, then a second factor; or by a
# passkey alone. Nobody signs up: an administrator invites.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "staff-home"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email")},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
ACCOUNT_ADAPTER = "madoguchi.editorial.signing_in.adapters.StaffAccounts"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
# A whole office has one address on the network; one account has few typing errors.
ACCOUNT_RATE_LIMITS = {
    "login": "60/10m/ip",
    "login_failed": "40/10m/ip,5/15m/key",
    "reset_password": "20/h/ip,3/h/key",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
}
ALLAUTH_TRUSTED_PROXY_COUNT = _environment.proxies
MFA_ADAPTER = "madoguchi.editorial.signing_in.adapters.StaffFactors"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Telephones' clocks differ by some seconds.
MFA_TOTP_TOLERANCE = 1
MFA_RATE_LIMITS = {"webauthn_login": "60/10m/ip"}
# Limits hold for all processes and machines, which share nothing but the database.
CACHES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "kept_for_a_while",
        "KEY_FUNCTION": "madoguchi.people.limits.cache_key",
        # With few places, whoever is locked out could push the lock out by asking for others.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CONTENT_TYPE_NOSNIFF = True
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "style-src": ["'self'"],
        # The icon stands in the page itself, so that a first visit takes three requests.
        "img-src": ["'self'", "data:"],
        "script-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "worker-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
# Addresses of questions may say where somebody stands in life: paths are logged, never queries.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {"()": "madoguchi.people.logs.PlainLines"},
        "json": {"()": "madoguchi.people.logs.JsonLines"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": _environment.log}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"madoguchi": {"level": "INFO"}},
}
if _environment.log == "json":
    MIDDLEWARE.insert(0, "madoguchi.people.logs.log_requests")

# Jobs (people/jobs.py). A task whose worker died comes again after `retry` seconds, so no task may
# take longer (`timeout`); the queue is asked once a second, which costs less than django-q's five
# times. What was missed while no worker ran is done once.
Q_CLUSTER = {
    "name": "madoguchi",
    "orm": "default",
    "workers": 2,
    "poll": 1,
    "timeout": 1800,
    "retry": 1900,
    "max_attempts": 3,
    "catch_up": False,
    # Runs that went well are told by people.JobState and the log.
    "save_limit": -1,
    # No cache of this name: twice a second it would be told how the workers are.
    "cache": "nowhere",
}

# Mail goes through the outbox (people/outbox.py), and from there to the server or the console.
EMAIL_BACKEND = "madoguchi.people.mail_backend.OutboxBackend"
MAIL_TRANSPORT = "django.core.mail.backends.console.EmailBackend"
DEFAULT_FROM_EMAIL = _environment.mail_from
EMAIL_TIMEOUT = 30
if _environment.smtp:
    MAIL_TRANSPORT = "madoguchi.people.delivery.SmtpTransport"
    EMAIL_HOST, EMAIL_PORT = _environment.smtp.host, _environment.smtp.port
    EMAIL_HOST_USER = _environment.smtp.user
    EMAIL_HOST_PASSWORD = _environment.smtp.password
    EMAIL_USE_TLS, EMAIL_USE_SSL = _environment.smtp.starttls, _environment.smtp.tls

# How many proxies of one's own stand in front. Behind none, X-Forwarded-* is what anybody writes.
PROXIES = _environment.proxies
if PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# The folder of packs, the municipality's own, the folder of its editions.
PACKS = _environment.packs
PACK = _environment.pack
DATA = _environment.data
EDITIONS = _environment.editions
# What QR codes, feeds and sitemaps lead to, and whom readers tell of a mistake.
ADDRESS = _environment.address
MAIL = _environment.mail
# The office that answers for the guide, and what its author cannot approve alone.
OPERATED_BY = _environment.operated_by
FOUR_EYES = _environment.four_eyes
# Whether readers can say on a page that something is wrong.
REPORTS = _environment.reports
# A machine that drafts translations, where one is set.
LIBRETRANSLATE = _environment.libretranslate
LIBRETRANSLATE_KEY = _environment.libretranslate_key
LIBRETRANSLATE_BUDGET = _environment.libretranslate_budget
