"""What is kept about members of staff, what for and until when."""

from datetime import datetime, timedelta

from madoguchi.editorial.models import SignIn
from madoguchi.people.purposes import Kept, impersonal, keep

_LOG_KEPT = timedelta(days=365)


def name() -> None:
    """Name the fields of accounts and of the log of sign-ins."""
    keep(
        Kept(
            "editorial.StaffMember",
            ("email", "name", "password", "roles", "sections", "languages"),
            "To sign in, and to say who wrote and decided what",
            "ログインと、作成者・決定者の記録のため",
            "For as long as the guide's history is kept; an administrator deactivates who leaves",
            "ガイドの履歴を保存する間（離職者は管理者が利用停止にする）",
            None,
        ),
        Kept(
            "mfa.Authenticator",
            ("data",),
            "The second factor of a member of staff, sealed",
            "職員の2段階認証の要素（暗号化して保存）",
            "Until the person or an administrator removes it",
            "本人または管理者が削除するまで",
            None,
        ),
        Kept(
            "account.EmailAddress",
            ("email",),
            "The mail address by which somebody signs in",
            "ログインに用いるメールアドレス",
            "As long as the account",
            "アカウントと同じ期間",
            None,
        ),
        Kept(
            "editorial.SignIn",
            ("tried", "detail", "device"),
            "To see who came in, and who tried to",
            "ログインの状況と不正な試みを確認するため",
            "One year",
            "1年間",
            _forget_sign_ins,
        ),
    )
    impersonal("editorial.StaffMember", "screen_language")
    impersonal("account.EmailConfirmation", "*")


def _forget_sign_ins(now: datetime) -> int:
    return SignIn.objects.filter(at__lte=now - _LOG_KEPT).delete()[0]
