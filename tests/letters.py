"""Statements and commitments that tests speak of. All of them are invented."""

from typing import Any
from unittest.mock import patch

from commitments.models import Commitment
from meetings.models import Block
from people.models import User
from persian.jalali import parse_date
from statements import publication
from statements.models import Addressee, Clause, Signatory, Statement, StatementText
from tests import cast

CLAUSES = (
    "گذرهای پیرامون بازار کهن در روزهای آدینه پیاده‌راه شود.",
    "در هر محله یک حیاط همگانی برای بازی کودکان ساخته شود.",
    "هزینه کف‌سازی گذرها هر سه ماه یک بار منتشر شود.",
)


def make_text(statement: Statement, clauses: tuple[str, ...] = CLAUSES, **columns: Any) -> StatementText:
    """An open text of `statement`: two recipients, a copy, one signatory, and the clauses, numbered from 1."""
    number = columns.pop("number", 1 + statement.texts.count())
    given = {"greeting": "با سلام و احترام", "preamble": "شهر از آنِ کودکان نیز هست.", "closing": "با سپاس", **columns}
    text = StatementText.objects.create(statement=statement, number=number, **given)
    for position, words in enumerate(clauses, start=1):
        Clause.objects.create(statement_text=text, position=position, number=str(position), text=words)
    for position, (name, purpose, body) in enumerate(
        (
            ("شهردار محترم شهر نمونه", "recipient", cast.make_body("شهرداری نمونه")),
            ("ریاست محترم شورای شهر نمونه", "recipient", None),
            ("استانداری نمونه", "information", None),
        ),
        start=1,
    ):
        Addressee.objects.create(
            statement_text=text, position=position, purpose=purpose, name_as_written=name, body=body
        )
    Signatory.objects.create(
        statement_text=text, position=1, name_as_written="مهندس رضا نمونه", post_as_written="رئیس کارگروه"
    )
    return text


def make_statement(
    number: int | None = 7,
    issued: str = "everyone",
    clauses: tuple[str, ...] = CLAUSES,
    by: User | None = None,
    text: dict[str, Any] | None = None,
    **columns: Any,
) -> Statement:
    """A statement, issued under `number` for an audience; with `issued=""` a draft. The letter is cast.PDF."""
    given = {"title": "پیاده‌راه‌ها و حیاط‌های محله", "issued_on": parse_date("۲ آذر ۱۴۰۵"), **columns}
    statement = Statement.objects.create(**given)
    letter = make_text(statement, clauses, **(text or {}))
    if issued:
        issue(letter, audience=issued, number=number, by=by)
        statement.refresh_from_db()
    return statement


def issue(text: StatementText, *, audience: str = "everyone", by: User | None = None, **options: Any) -> None:
    """The whole way of issuing but for the setting of the letter."""
    with patch.object(publication, "letter_pdf", return_value=cast.PDF):
        publication.issue(text, by=by, audience=audience, **options)


def clause_of(statement: Statement, number: str = "1") -> Clause:
    """The clause of the statement's newest text."""
    return Clause.objects.filter(statement_text__statement=statement, number=number).latest("statement_text__number")


def make_commitment(source: Clause | Block | None = None, **columns: Any) -> Commitment:
    """A commitment for everyone of the body «شهرداری نمونه», from `source`, or from clause 1 of a new statement."""
    source = source or clause_of(make_statement())
    name = "clause" if isinstance(source, Clause) else "block"
    given = {"audience": "everyone", "executor": cast.make_body("شهرداری نمونه"), **columns}
    return Commitment.objects.create(**{name: source}, **given)
