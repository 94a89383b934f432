from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from meetings.access import may_publish
from meetings.confirmation.publication import NotPublished, publish
from meetings.documents.document import InTheWay, NotImported, Understood, understand
from meetings.documents.saving import Choices, save_draft
from people.models import Round, User
from persian.decoding import DecodingError
from records.audience import Audience
from records.pdf import PdfError

PROBLEMS = {
    "before_first_speaker": "before the first speaker",
    "not_understood": "not understood, kept as text",
    "too_long": "longer than a block may be",
    "head": "title over the first speaker, left out",
    "frame": "all but the proceedings, left out",
    "margin": "head or foot of the page, left out",
    "table": "table, left out",
    "picture": "picture, left out",
    "text_box": "text box, left out",
    "object": "embedded object, left out",
    "formula": "formula, left out",
    "footnote": "footnote, left out",
    "comment": "comment, left out",
    "deleted": "tracked deletion, left out",
    "inserted": "tracked insertion, taken",
    "hidden": "hidden text, left out",
}


class Command(BaseCommand):
    help = (
        "Import a text or Word document as the draft of a meeting's minutes; with --publish as an edition for everyone."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--round", type=int, required=True, choices=range(1, 100), metavar="ROUND")
        parser.add_argument("--number", type=int, required=True, choices=range(1, 10_000), metavar="NUMBER")
        parser.add_argument(
            "--replace", action="store_true", help="replace the draft that is there, or import the same file again"
        )
        parser.add_argument(
            "--publish", action="store_true", help="the paper was confirmed long ago: publish it at once, for everyone"
        )
        parser.add_argument("--by", metavar="USER", help="who publishes (needed with --publish)")

    def handle(self, *args: Any, **options: Any) -> None:
        by = self._actor(options)
        round = Round.objects.filter(number=options["round"]).first()
        if round is None:
            raise CommandError(f"There is no round {options['round']}.")
        try:
            content = options["file"].read_bytes()
        except OSError as error:
            raise CommandError(f"Can't read {options['file']}: {error.strerror}.") from error
        try:
            understood = understand(content, name=options["file"].name, round=round, number=options["number"])
            self._tell(understood)
            minutes = save_draft(
                understood,
                Choices.as_offered(understood),
                round=round,
                number=options["number"],
                by=by,
                may_replace=options["replace"],
            )
        except InTheWay as error:
            raise CommandError(f"Not imported: {error} (--replace)") from error
        except (NotImported, DecodingError) as error:
            raise CommandError(f"Not imported: {error}") from error
        self.stdout.write(f"Saved as the draft of edition {minutes.number}.")
        if options["publish"]:
            try:
                edition = publish(minutes, by=by, audience=Audience.EVERYONE, confirmed_on_paper=True)
            except (NotPublished, PdfError) as error:
                raise CommandError(f"Not published, but kept as a draft: {error}") from error
            self.stdout.write(f"Published as edition {edition.number}, verification code {edition.code}.")

    def _actor(self, options: dict[str, Any]) -> User | None:
        if not options["by"]:
            if options["publish"]:
                raise CommandError("--publish needs --by USER: a confirmer.")
            return None
        user = User.objects.filter(username=options["by"], is_active=True).first()
        if user is None:
            raise CommandError(f"There is no active user {options['by']}.")
        if options["publish"] and not may_publish(user):
            raise CommandError(f"{user.username} is no confirmer and can't publish.")
        return user

    def _tell(self, understood: Understood) -> None:
        self.stdout.write(
            f"{understood.name}: {understood.encoding}, {len(understood.content)} bytes, SHA-256 {understood.sha256}"
        )
        kinds = [block for turn in understood.turns for block in turn.blocks]
        bullets = [block.level for block in kinds if block.kind == "bullet"]
        levels = ", ".join(f"{bullets.count(level)} on level {level}" for level in sorted(set(bullets)))
        self.stdout.write(
            f"{len(understood.turns)} turns, {len(bullets)} bullets ({levels or 'none'}), "
            f"{sum(block.kind == 'paragraph' for block in kinds)} paragraphs, "
            f"{sum(block.kind == 'subheading' for block in kinds)} sub-headings, "
            f"{sum(block.kind == 'lead' for block in kinds)} leads"
        )
        for turn in understood.turns:
            match = understood.matches.get(turn.speaker)
            known = f"{match.person} ({match.confidence})" if match and match.person else "new"
            self.stdout.write(f"  line {turn.line}: {turn.speaker or '-'} [{turn.post or '-'}] → {known}")
        for offer in understood.offers:
            self.stdout.write(f"  line {offer.line} names round {offer.round.number}")
        for problem in understood.problems:
            self.stdout.write(f"  line {problem.line}: {PROBLEMS.get(problem.kind, problem.kind)}: {problem.text[:60]}")
