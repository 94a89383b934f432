"""Two people write in one meeting at the same time, in different turns and in the same ones.

Every word that either of them typed is in the minutes or in the history afterwards.
"""

import os
import random
import time

import pytest
from playwright.sync_api import Page

from meetings.models import TurnRevision
from tests import cast
from tests.browser.writing import PEN, SPEAKER, STATE, begin_minutes, open_pen, said
from tests.conftest import LONG

pytestmark = pytest.mark.django_db(transaction=True)

SECONDS = 60 if LONG else 8
TEXT = "**آقای الف:** سخن نخست\n\n- بند یک\n\n**خانم ب:** سخن دوم\n\n- بند دو\n\n**آقای پ:** سخن سوم\n\n- بند سه\n"


class Writer:
    """One of the two: types a word of her own somewhere, and answers whatever she is asked."""

    def __init__(self, name: str, page: Page, chance: random.Random) -> None:
        self.name, self.page, self.chance = name, page, chance
        self.words: list[str] = []
        self.asked = 0

    def act(self) -> None:
        page, chance = self.page, self.chance
        if self.answer():
            return
        step = chance.random()
        if step < 0.25:
            links = page.locator("ol[data-turns] a")
            links.nth(chance.randrange(links.count())).evaluate("(link) => link.click()")
            page.wait_for_timeout(100)
        elif step < 0.33 and page.locator("ol[data-turns] li").count() < 8:
            page.locator("[data-new]").evaluate("(link) => link.click()")
            page.locator(SPEAKER).fill(f"آقای {self.name} {len(self.words)}")
        elif step < 0.38:
            page.locator(PEN).focus()
            page.keyboard.press("Alt+Shift+ArrowUp")
        else:
            self.type()

    def type(self) -> None:
        page, chance = self.page, self.chance
        word = f"{self.name}{len(self.words)}"
        page.locator(PEN).evaluate(
            """(field, share) => {
              field.focus();
              const ends = [...field.value.matchAll(/$/gm)].map((end) => end.index);
              const at = ends[Math.floor(share * ends.length)];
              field.setSelectionRange(at, at);
            }""",
            chance.random(),
        )
        if page.evaluate("document.querySelector('dialog[open]')") is not None:
            return
        if chance.random() < 0.5:
            page.keyboard.press("Enter")
        page.keyboard.insert_text(f" {word}")
        if word in page.input_value(PEN):
            self.words.append(word)
        page.wait_for_timeout(chance.randrange(50, 900))

    def answer(self) -> bool:
        """Answers the dialogue that is open, if one is."""
        for name, answers in (("conflict", ("mine", "theirs", "join")), ("losing", ("drop",)), ("gone", ("",))):
            dialog = self.page.locator(f"dialog[data-dialog={name}][open]")
            if not dialog.count():
                continue
            self.asked += 1
            answer = self.chance.choice(answers)
            button = dialog.locator(f'[data-answer="{answer}"]')
            if not button.is_visible():
                answer = "mine"
            dialog.locator(f'[data-answer="{answer}"]').click()
            if answer == "join":
                dialog.locator("[data-answer=joined]").click()
            return True
        return False

    @property
    def is_saved(self) -> bool:
        return self.page.locator(STATE).inner_text() == "ذخیره شد"


def test_every_word_of_two_writers_is_in_the_minutes_or_in_the_history(open_page, live_server, sign_in):
    seed = int.from_bytes(os.urandom(4)) if LONG else 20
    print(f"seed {seed}")
    minutes = begin_minutes(TEXT)
    writers = []
    for name, user in (("سرو", cast.sara()), ("کاج", cast.kamran())):
        page = open_pen(open_page(), live_server, sign_in, minutes, minutes.turns.get(position=1), user=user)
        writers.append(Writer(name, page, random.Random(f"{seed}{name}")))
    chance = random.Random(seed)
    begun = time.monotonic()
    while time.monotonic() - begun < SECONDS:
        chance.choice(writers).act()
    deadline = time.monotonic() + 60
    while not all(writer.is_saved for writer in writers) and time.monotonic() < deadline:
        for writer in writers:
            writer.answer()
            writer.page.wait_for_timeout(300)
    assert all(writer.is_saved for writer in writers)
    in_minutes = "\n".join(text for _, lines in said(minutes) for _, _, text in lines)
    in_history = "\n".join(TurnRevision.objects.filter(minutes=minutes).values_list("text", flat=True))
    words = [word for writer in writers for word in writer.words]
    print(f"{len(words)} words, {sum(writer.asked for writer in writers)} questions")
    whole = set((in_minutes + "\n" + in_history).split())
    assert [word for word in words if word not in whole] == []
    assert len(words) >= SECONDS / 4
    for writer in writers:
        writer.page.watch.broken_parts.clear()
