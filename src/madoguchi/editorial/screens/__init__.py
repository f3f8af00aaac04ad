"""What staff see: one module a screen, with its own addresses and its place in the navigation."""

# In the order of the navigation. A screen is a module here with `urlpatterns`, and
# `NAVIGATION = Place(label, address, roles)` (or a list of them) where it is to be found there.
SCREENS: tuple[str, ...] = (
    "mine",
    "board",
    "entry",
    "freshness",
    "reports",
    "counter",
    "counter_report",
    "facts",
    "words",
    "reviews",
    "reviews_together",
    "publish",
    "publications",
    "history",
    "preview",
    "links",
    "exchange",
    "outbox",
    "staff",
    "signins",
    "personal_data",
    "signing_in",
    "account",
)
