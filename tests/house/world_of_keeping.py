"""What the secretariat keeps of persons, bodies and rounds: a row of everything that has an address."""

from people.models import Membership, Merge, PersonName, Post
from records.models import PendingImport
from tests import cast

MEMBERS = ("", "_file", "_template_csv", "_template_xlsx")


def lay_out() -> dict[tuple[str, str], tuple[object, ...]]:
    person, body, round = cast.make_person("نگه‌داشته"), cast.make_body("دستگاه نگه‌داشته"), cast.make_round()
    name = PersonName.objects.create(person=person, written="آقای نگه‌داشته")
    post = Post.objects.create(person=person, title="مدیر", body=body)
    gone = cast.make_person("ادغام‌شده", is_retired=True)
    merge = Merge.objects.create(
        kept=person, absorbed=gone, by_name="سارا", moved={"rows": {}, "stayed": {}, "seats": [], "names": {}}
    )
    of_person = ("person_edit", "person_retire", "person_names", "post_new", "person_merge")
    Membership.objects.create(round=round, person=person)
    table = PendingImport.objects.lay_down(
        purpose="members",
        owner_id=cast.sara().pk,
        name="members.csv",
        content="نام خانوادگی,نقش\nنگه‌داشته,عضو\nدوباره,شاه\nدوباره,عضو\nدوباره,عضو\n".encode(),
        choices={"round": round.pk},
    )
    return {
        **{(step, ""): (person.pk,) for step in of_person},
        ("person_name", ""): (person.pk, name.pk),
        **{(step, ""): (person.pk, post.pk) for step in ("post_edit", "post_remove")},
        ("merge", ""): (merge.pk,),
        **{(step, ""): (body.pk,) for step in ("body_edit", "body_retire")},
        **{(step, ""): (round.number,) for step in ("round_edit", *(f"members{page}" for page in MEMBERS))},
        ("members_review", ""): (round.number, table.token),
    }
