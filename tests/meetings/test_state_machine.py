"""Minutes go their way by legal steps alone, whoever tries what in whatever state.

A model of the rules, written apart from the code, is held against what the pages answer: every role tries every step
at any time. After each, what visitors and members read is what was published to them, published text is as it was on
its day, and the chain has every step that was taken and none that was not.
"""

from collections import Counter
from itertools import count
from random import Random

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from meetings.models import Block, CorrectionRequest, Minutes, Turn
from records import audit
from records.models import Edition, Event
from tests import cast
from tests.conftest import LONG

pytestmark = pytest.mark.django_db
TEXT = "**آقای مثال:** سخن {n} آغاز شد.\n\n- بند نخست {n}\n- بند دوم {n}\n\n**خانم نمونه:** پاسخ {n} داد.\n"
REASON = {"reason": "دلیلی که در سابقه می‌ماند"}
ROLES = [*cast.ROLES, *["confirmer"] * 6]  # more often who gets on
WRITERS = {"secretary", "confirmer", "administrator"}
CONFIRMERS = {"confirmer", "administrator"}
READERS = WRITERS | {"member"}
TAKEN: Counter[str] = Counter()
FAR = {  # what a search has to have taken to say anything
    *("minutes.sent_for_review", "minutes.returned", "minutes.confirmed", "minutes.published"),
    *("minutes.correction_begun", "correction.asked", "correction.accepted", "correction.declined"),
}
TOUR = (  # every step once, from the first draft to a third edition
    *(("write", "secretary"), ("restore", "secretary", 1), ("send", "secretary")),
    *(("ask_for_a_correction", "member", 1), ("ask_for_a_correction", "member", 2)),
    *(("answer_a_request", "secretary", True), ("answer_a_request", "secretary", False)),
    *(("give_back_to_the_secretariat", "secretary"), ("send", "confirmer"), ("confirm", "confirmer")),
    *(("give_back_to_the_secretariat", "confirmer"), ("send", "secretary"), ("confirm", "administrator")),
    *(("publish", "confirmer", "members"), ("change_who_reads", "confirmer", 1, True)),
    *(("begin_a_correction", "secretary"), ("write", "secretary"), ("give_up_a_correction", "secretary")),
    *(("begin_a_correction", "secretary"), ("write", "secretary"), ("send", "secretary"), ("confirm", "confirmer")),
    *(("publish", "confirmer", "everyone"), ("change_who_reads", "confirmer", 2, False)),
    *(("begin_a_correction", "confirmer"), ("send", "secretary"), ("confirm", "confirmer")),
    *(("publish", "administrator", "everyone"), ("change_who_reads", "confirmer", 2, True)),
)
NUMBERS = count(1)  # every run has a meeting of its own
AUDIENCES = ["everyone", "members"]


STEPS = (  # those more often that can be taken in one state alone
    *(["ask_for_a_correction", "answer_a_request", "change_who_reads"] * 3),
    *("go_on", "go_on", "send", "confirm", "publish", "give_back_to_the_secretariat"),
    *("begin_a_correction", "give_up_a_correction", "give_up_a_correction", "write", "restore"),
)


class MinutesOnTheirWay(RuleBasedStateMachine):
    """`draft` is the state of the open minutes (None without), `editions` the audience of each edition."""

    @initialize(seed=st.integers(0, 2**32))
    def begin(self, seed):
        self.luck = Random(seed)
        self.browsers = {role: cast.client_for(person()) for role, person in cast.ROLES.items()}
        self.meeting = cast.make_meeting(next(NUMBERS))
        self.address = f"/meetings/5/{self.meeting.number}/"
        cast.make_minutes(self.meeting, TEXT.format(n=0), by=cast.sara())
        self.draft: str | None = "draft"
        self.editions: list[str] = []
        self.frozen: list[tuple[str, tuple[str, ...]]] = []
        self.actions = ["minutes.imported"]
        self.words = 0
        self.open_requests = 0
        self.looked_at: object = None

    def post(self, role: str, path: str, **fields):
        return self.browsers[role].post(self.address + path, fields)

    def take(self, role: str, path: str, action: str, legal: bool, **fields) -> bool:
        """Send a step; whether it was taken is what the model says, and nobody else is even shown its address."""
        answer = self.post(role, path, **fields)
        taken = Event.objects.about(self.meeting).filter(action=action).count() > self.actions.count(action)
        assert taken == legal, (role, path, self.draft, answer.status_code)
        if taken:
            self.actions.append(action)
            TAKEN[action] += 1
            assert answer.status_code == 302
        elif role == "visitor":
            assert answer["Location"].startswith("/accounts/login/")
        else:
            assert answer.status_code in (302, 404, 409, 410, 422)
        return taken

    @property
    def texts(self) -> tuple[str, ...]:
        rows = Block.objects.filter(turn__minutes=self.newest).in_order()
        return tuple(rows.values_list("text", flat=True))

    @property
    def newest(self) -> Minutes:
        return self.meeting.minutes.latest("number")

    # One rule for all steps, chosen evenly from the seed of the run: left to itself the search leaves steps out whole
    # runs and repeats small values, and a run that publishes nothing says little.
    @rule()
    def somebody_tries(self):
        luck = self.luck
        step, role = luck.choice(STEPS), luck.choice(ROLES)
        given = {"number": luck.randint(1, 3), "flag": luck.random() < 0.5, "audience": luck.choice(AUDIENCES)}
        method = getattr(self, step)
        method(role, **{name: given[name] for name in given if name in method.__code__.co_varnames})

    def go_on(self, role):
        """What is next on the way, by who may: a search that only stumbles does not come far."""
        if self.draft in ("draft", "returned"):
            self.send("secretary")
        elif self.draft == "in_review" and self.open_requests:
            self.answer_a_request("secretary", self.open_requests % 2 == 0)
        elif self.draft == "in_review":
            self.confirm("confirmer")
        elif self.draft == "confirmed":
            self.publish("confirmer", "everyone")
        else:
            self.begin_a_correction("secretary")

    def send(self, role):
        legal = role in WRITERS and self.draft in ("draft", "returned")
        if self.take(role, "draft/send/", "minutes.sent_for_review", legal):
            self.draft = "in_review"

    def give_back_to_the_secretariat(self, role):
        legal = (role in WRITERS and self.draft == "in_review") or (role in CONFIRMERS and self.draft == "confirmed")
        if self.take(role, "draft/return/", "minutes.returned", legal, **REASON):
            self.draft = "returned"

    def confirm(self, role):
        legal = role in CONFIRMERS and self.draft == "in_review" and not self.open_requests
        if self.take(role, "draft/confirm/", "minutes.confirmed", legal):
            self.draft = "confirmed"

    def publish(self, role, audience):
        legal = role in CONFIRMERS and self.draft == "confirmed"
        texts = self.texts
        with cast.unset_papers():
            if self.take(role, "draft/publish/", "minutes.published", legal, audience=audience):
                self.draft = None
                self.editions.append(audience)
                self.frozen.append((Edition.objects.of(self.meeting)[0].content_sha256, texts))

    def begin_a_correction(self, role):
        legal = role in WRITERS and bool(self.editions) and self.draft is None
        texts = self.texts
        if self.take(role, "correct/", "minutes.correction_begun", legal, **REASON):
            self.draft = "draft"
            assert self.texts == texts

    def give_up_a_correction(self, role):
        legal = role in WRITERS and bool(self.editions) and self.draft in ("draft", "returned")
        if self.take(role, "draft/abandon/", "minutes.abandoned", legal, **REASON):
            self.draft, self.open_requests = None, 0

    def change_who_reads(self, role, number, flag):
        give = flag
        there = number <= len(self.editions)
        shown = there and self.editions[number - 1] == "everyone"
        legal = role in CONFIRMERS and there and shown != give
        path = f"editions/{number}/{'give-back' if give else 'withdraw'}/"
        action = f"minutes.{'given_back' if give else 'withdrawn'}"
        if self.take(role, path, action, legal, **REASON):
            if give:
                self.editions[number - 1] = "everyone"
            else:
                others = [at for at in range(number - 1) if self.editions[at] == "everyone"]
                self.actions += [action] * len(others)
                self.editions[:number] = ["members"] * number

    def ask_for_a_correction(self, role, number):
        line = 2 * number
        there = line <= len(self.texts)
        legal = role in READERS and self.draft == "in_review" and there
        if self.take(role, "draft/corrections/new/", "correction.asked", legal, line=line, wish="اصلاح شود"):
            self.open_requests += 1

    def answer_a_request(self, role, flag):
        accepts = flag
        found = CorrectionRequest.objects.filter(minutes__meeting=self.meeting).order_by("state", "id").last()
        if found is None:
            return
        legal = role in WRITERS and self.draft in ("in_review", "returned") and found.state == "open"
        self.words += 1
        fields = {"text": f"بند اصلاح‌شده {self.words}"} if accepts and found.block else {}
        fields["answer"] = "پاسخ"
        step, action = ("accept", "correction.accepted") if accepts else ("decline", "correction.declined")
        if self.take(role, f"corrections/{found.pk}/{step}/", action, legal, **fields):
            self.open_requests -= 1

    def write(self, role):
        """Somebody saves the first turn; what is not open is not written at."""
        turn = Turn.objects.filter(minutes=self.newest).order_by("position").first()
        before = self.texts
        self.words += 1
        typed = {"text": f"سخن دیگر {self.words}", "version": turn.version, "speaker": turn.speaker_as_written}
        self.post(role, f"write/turns/{turn.key}/", drop="1", **typed)
        legal = role in WRITERS and self.draft in ("draft", "returned")
        assert (self.texts != before) == legal

    def restore(self, role, number):
        back = number - 1
        kept = Event.objects.about(self.meeting).filter(action__in=("minutes.imported", "minutes.sent_for_review"))
        event = kept.order_by("-sequence")[back : back + 1].first()
        if event is None:
            return
        wanted = tuple(block[3] for turn in event.content["turns"] for block in turn["blocks"])
        legal = role in WRITERS and self.draft in ("draft", "returned")
        before = Event.objects.filter(action="minutes.restored").count()
        self.post(role, f"history/{event.sequence}/restore/")
        if Event.objects.filter(action="minutes.restored").count() > before:
            assert legal
            self.actions.append("minutes.restored")
        if legal:
            assert self.texts == wanted

    @invariant()
    def the_state_is_the_models(self):
        rows = list(self.meeting.minutes.order_by("number"))
        open_states = [row.state for row in rows if row.state != "published"]
        assert open_states == ([self.draft] if self.draft else [])
        assert [row.number for row in rows] == list(range(1, len(rows) + 1))

    @invariant()
    def published_text_never_changes(self):
        editions = list(Edition.objects.of(self.meeting).order_by("number"))
        assert [edition.content_sha256 for edition in editions] == [sha256 for sha256, _ in self.frozen]
        assert [edition.audience for edition in editions] == self.editions
        for edition, (_, texts) in zip(editions, self.frozen, strict=True):
            rows = Block.objects.filter(turn__minutes=edition.minutes).in_order()
            assert tuple(rows.values_list("text", flat=True)) == texts

    @invariant()
    def the_chain_has_every_step_and_no_other(self):
        events = Event.objects.about(self.meeting).exclude(action="minutes.edited")
        assert sorted(events.values_list("action", flat=True)) == sorted(self.actions)

    @invariant()
    def everybody_reads_what_is_for_him_and_nothing_else(self):
        now = (self.draft, *self.editions)
        if now == self.looked_at:
            return
        self.looked_at = now
        for role in ("visitor", "member"):
            mine = [at for at, audience in enumerate(self.editions) if role == "member" or audience == "everyone"]
            page = self.browsers[role].get(self.address).content.decode()
            last = self.frozen[mine[-1]][1] if mine else ()
            assert all(text in page for text in last)
            if not mine:
                assert '<div class="record' not in page
            for number in range(1, len(self.editions) + 1):
                status = self.browsers[role].get(f"{self.address}editions/{number}/").status_code
                assert status == (200 if number - 1 in mine else 404)
        reads_draft = self.browsers["member"].get(f"{self.address}draft/").status_code == 200
        assert reads_draft == (self.draft in ("in_review", "confirmed"))

    def teardown(self):
        assert audit.examine().faults == []


def test_every_step_can_be_taken():
    machine = MinutesOnTheirWay()
    machine.begin(0)
    TAKEN.clear()
    for step, *given in TOUR:
        before = len(machine.actions)
        texts = machine.texts
        getattr(machine, step)(*given)
        assert len(machine.actions) > before or machine.texts != texts, step
        for must_hold in (
            machine.the_state_is_the_models,
            machine.published_text_never_changes,
            machine.the_chain_has_every_step_and_no_other,
            machine.everybody_reads_what_is_for_him_and_nothing_else,
        ):
            must_hold()
    assert len(machine.editions) == 3
    machine.teardown()


def test_only_legal_steps_are_taken_and_nothing_published_ever_changes():
    profile = settings.get_profile("long" if LONG else "short")
    runs, steps = (60, 80) if LONG else (3, 60)
    TAKEN.clear()
    run_state_machine_as_test(
        MinutesOnTheirWay, settings=settings(profile, max_examples=runs, stateful_step_count=steps)
    )
    assert set(TAKEN) >= FAR, f"the search did not come far enough: {TAKEN}"
