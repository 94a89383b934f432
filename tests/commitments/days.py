"""The day on which tests of commitments read."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

TODAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 12, tzinfo=ZoneInfo("Asia/Tehran"))
