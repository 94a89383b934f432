"""What the tests of Persian text try at random, the same each time."""

from hypothesis import settings
from hypothesis import strategies as st

BOUNDED = settings(max_examples=100, deadline=None, derandomize=True, database=None)
# Any code point, unpaired surrogates too, with what tidying is about made frequent.
ANY_TEXT = st.text(
    st.characters(exclude_categories=()) | st.sampled_from("يىكـ\u200c\u200d\u0653\u0654\ufeff\n\r\t اوه")
)
