"""The administrator keeps the users in the browser: accounts, roles, links to sign in with, closing and opening."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from people.models import SignIn, User
from records.models import Event
from tests import cast
from tests.forms import fields_of
from tests.markup import parse_errors
from tests.people.doors import entered, is_in, link_of, words
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
NEW = "چهار چنار کهن ۸"


@pytest.fixture
def ali():
    return cast.client_for(cast.ali())


def actions(user: User) -> list[str]:
    return [event.action for event in Event.objects.about(user)]


def edit(browser: Client, user: User, **changed):
    address = f"/users/{user.pk}/edit/"
    return browser.post(address, {**fields_of(browser.get(address)), **changed})


def test_an_account_is_made_with_its_roles_person_and_body(ali):
    person, body = cast.make_person("مثال", "زهرا"), cast.make_body("سازمان نمونه")
    typed = {
        "username": "zahra.m",
        "name": "زهرا مثال",
        "email": "z@example.org",
        "is_secretary": "on",
        "is_liaison": "on",
        "person": "زهرا مثال",
        "body": "سازمان نمونه",
    }
    answer = ali.post("/users/new/", typed)
    user = User.objects.get(username="zahra.m")
    assert answer["Location"] == f"/users/{user.pk}/"
    assert (user.roles, user.person, user.body) == (["نماینده دستگاه", "دبیرخانه"], person, body)
    assert not user.has_usable_password()
    event = Event.objects.about(user).get()
    assert (event.action, event.actor_name, event.content["roles"]) == (
        "user.created",
        "علی فرضی",
        ["liaison", "secretary"],
    )
    assert "example.org" not in event.snapshot
    page = words(ali.get(f"/users/{user.pk}/"))
    assert "z@example.org" in page and "زهرا مثال" in page and "هنوز برگزیده نشده" in page


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"username": ""}, "نام کاربری را بنویسید."),
        ({"username": "زهرا"}, "نام کاربری فقط حرف لاتین"),
        ({"username": "MARYAM"}, "این نام کاربری، با حرف‌های بزرگ یا کوچک، پیش از این گرفته شده است."),
        ({"name": ""}, "این قسمت خالی است"),
        ({"email": "zahra"}, "این نشانی رایانامه درست نیست"),
        ({"is_member": ""}, "دست‌کم یک نقش را برگزینید"),
        ({"is_liaison": "on"}, "نماینده دستگاه باید دستگاهی داشته باشد"),
        ({"person": "کسی که نیست"}, "شخصی با این نام یا شماره پیدا نشد"),
        ({"person": "همنام"}, "بیش از یک شخصی با این نام هست"),
        ({"person": "صاحب‌حساب"}, "این شخص حساب دیگری دارد: maryam"),
        ({"body": "۹۹۹۹۹۹"}, "دستگاهی با این نام یا شماره پیدا نشد"),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_nothing_is_made(ali, typed, told):
    cast.make_user("maryam", roles=("member",), person=cast.make_person("صاحب‌حساب", ""))
    cast.make_person("همنام", "اول")
    cast.make_person("همنام", "دوم")
    answer = ali.post("/users/new/", {"username": "zahra", "name": "زهرا", "is_member": "on", **typed})
    assert answer.status_code == 422
    assert told in words(answer)
    assert not User.objects.filter(username__iexact="zahra").exists()


def test_the_database_itself_keeps_names_apart_whatever_their_case():
    cast.maryam()
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.bulk_create([User(username="Maryam")])


def test_a_person_may_be_told_by_number_or_by_part_of_a_name(ali):
    person = cast.make_person("یگانه", "رضا", honorific="مهندس")
    for number, told in enumerate((str(person.pk), "یگانه", f"مهندس رضا یگانه ({person.pk})")):
        ali.post("/users/new/", {"username": f"reza{number}", "name": "رضا", "is_member": "on", "person": told})
        user = User.objects.get(username=f"reza{number}")
        assert user.person == person
        user.delete()


def test_roles_and_name_are_changed_and_the_event_names_the_columns(ali):
    sara = cast.sara()
    answer = edit(ali, sara, is_confirmer="on", name="سارا فرضی‌پور")
    assert answer["Location"] == f"/users/{sara.pk}/"
    sara.refresh_from_db()
    assert (sara.is_confirmer, sara.name, sara.version) == (True, "سارا فرضی‌پور", 2)
    event = Event.objects.about(sara).get()
    assert (event.action, event.content["changed"]) == ("user.changed", ["is_confirmer", "name"])


def test_saving_what_was_not_changed_writes_nothing(ali):
    sara = cast.make_user(
        "sara", name="سارا", roles=("secretary",), person=cast.make_person(), body=cast.make_body("سازمان نمونه")
    )
    assert edit(ali, sara).status_code == 302
    assert not Event.objects.exists()


def test_of_two_changes_at_once_the_second_is_told_and_can_save_again(ali):
    sara = cast.sara()
    address = f"/users/{sara.pk}/edit/"
    seen = fields_of(ali.get(address))
    edit(ali, sara, is_member="on")
    late = ali.post(address, {**seen, "name": "نامی دیگر"})
    assert late.status_code == 409
    assert "کس دیگری این حساب را تغییر داد" in words(late)
    assert fields_of(late)["name"] == ["نامی دیگر"]
    assert User.objects.get(pk=sara.pk).name == "سارا فرضی"
    assert ali.post(address, fields_of(late)).status_code == 302
    assert User.objects.get(pk=sara.pk).name == "نامی دیگر"


def test_the_last_administrator_can_neither_be_closed_nor_lose_his_role(ali):
    me = cast.ali()
    refused = edit(ali, me, is_administrator="", is_member="on")
    assert refused.status_code == 422
    assert "تنها حساب باز با نقش مدیر سامانه" in words(refused)
    assert "تنها حساب باز" in words(ali.post(f"/users/{me.pk}/close/", {"version": "1"}, follow=True))
    assert User.objects.get(pk=me.pk).is_active
    cast.make_user("second", roles=("administrator",))
    assert ali.post(f"/users/{me.pk}/close/", {"version": "1"})["Location"] == "/"
    assert not is_in(ali)


def test_closing_an_account_ends_every_session_at_once_and_opening_revives_none(ali):
    sara = cast.sara()
    telephone, desk = entered(sara), entered(sara)
    ali.post(f"/users/{sara.pk}/close/", {"version": "1"})
    assert not is_in(telephone) and not is_in(desk)
    refused = Client().post("/accounts/login/", {"login": "sara", "password": cast.PASSWORD}, follow=True)
    assert "این حساب فعال نیست" in words(refused)
    ali.post(f"/users/{sara.pk}/open/", {"version": "2"})
    assert not is_in(telephone) and not is_in(desk)
    assert is_in(entered(sara))
    assert actions(sara) == ["user.disabled", "user.enabled"]


def test_an_old_page_does_not_close_an_account_that_was_changed_since(ali):
    sara = cast.sara()
    edit(ali, sara, is_member="on")
    answer = ali.post(f"/users/{sara.pk}/close/", {"version": "1"}, follow=True)
    assert "کس دیگری این حساب را تغییر داد" in words(answer)
    assert User.objects.get(pk=sara.pk).is_active


def test_what_was_acknowledged_stays_when_its_writer_is_closed_between_two_requests(ali):
    sara = cast.sara()
    cast.make_round(5)
    browser = entered(sara)
    text = {"round": str(cast.make_round(5).pk), "number": "9", "text": cast.TEXT}
    review = browser.post("/import/", text)["Location"]
    saved = browser.post(review, {**fields_of(browser.get(review)), "step": "save"})
    assert saved.status_code == 302
    ali.post(f"/users/{sara.pk}/close/", {"version": "1"})
    late = browser.post("/import/", {**text, "number": "10"})
    assert late["Location"].startswith("/accounts/login/")
    assert "با آرزوی سلامت برای همه" in words(ali.get("/meetings/5/9/draft/"))
    assert ali.get("/meetings/5/10/").status_code == 404


def test_who_signed_in_when_is_listed_newest_first(ali):
    entered(cast.maryam())
    entered(cast.sara())
    page = words(ali.get("/users/sign-ins/"))
    assert "۲ ورود" in page
    assert page.index("سارا فرضی") < page.index("مریم فرضی")
    assert "کروم در لینوکس" in page and "127.0.0.1" in page
    assert "کروم در لینوکس" in words(ali.get(f"/users/{cast.sara().pk}/"))


def test_the_list_is_narrowed_by_name_role_and_state(ali):
    sara = cast.sara()
    cast.maryam()
    ali.post(f"/users/{sara.pk}/close/", {"version": "1"})
    for query, there, missing in (
        ("q=MARY", "مریم فرضی", "سارا فرضی"),
        ("show=secretary", "سارا فرضی", "مریم فرضی"),
        ("show=closed", "سارا فرضی", "مریم فرضی"),
        ("show=nonsense", "سارا فرضی", "با این پالایش نیست"),
    ):
        main = words(ali.get(f"/users/?{query}"))
        assert there in main and missing not in main, query
    assert "حسابی با این پالایش نیست" in words(ali.get("/users/?q=nobody"))


@pytest.mark.once
def test_the_pages_take_as_many_queries_at_three_rows_as_at_three_hundred(ali):
    sara = cast.sara()
    addresses = ("/users/", "/users/sign-ins/", f"/users/{sara.pk}/", "/users/new/", f"/users/{sara.pk}/edit/")

    def fill(first: int, last: int) -> None:
        users = [User(username=f"user{number}", is_member=True) for number in range(first, last)]
        User.objects.bulk_create(users)
        SignIn.objects.bulk_create(SignIn(user=sara, agent="Firefox Windows") for _ in users)

    fill(0, 3)
    few = [queries_of(ali, address) for address in addresses]
    fill(3, 300)
    assert [queries_of(ali, address) for address in addresses] == few
    assert all(len(ali.get(address).content) < 60_000 for address in addresses)


def test_the_pages_are_sound_html(ali):
    sara = cast.make_user("sara", name="سارا", roles=("secretary",), person=cast.make_person(), email="s@example.org")
    entered(sara)
    pages = [ali.get(f"/users/{path}") for path in ("", "new/", "sign-ins/", f"{sara.pk}/", f"{sara.pk}/edit/")]
    pages += [ali.post(f"/users/{sara.pk}/link/"), ali.post("/users/new/", {"username": "<b>"})]
    pages.append(Client().get(link_of(pages[-2])))
    assert [parse_errors(page.content) for page in pages] == [[]] * len(pages)
