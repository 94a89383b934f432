import unicodedata

from django.db import migrations, models

# The folding of the day, so that titles written before can be found; saving a row folds it again as the house then does.
FOLDED = str.maketrans(
    dict.fromkeys("أإآٱ", "ا") | dict.fromkeys("يىئے", "ی") | dict.fromkeys("ةەہ", "ه")
    | dict(zip("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "0123456789" * 2))
    | {"ك": "ک", "ؤ": "و", "ء": "", "ـ": "", "\u200c": " ", "\u200d": ""}
)


def fold(text):
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return " ".join(unicodedata.normalize("NFC", plain).casefold().translate(FOLDED).split())


def fill(apps, schema_editor):
    for project in apps.get_model("projects", "Project").objects.iterator():
        project.search_key = fold(project.title)[:300]
        project.save(update_fields=["search_key"])


class Migration(migrations.Migration):

    dependencies = [
        ('projects', '0001_projects'),
    ]

    operations = [
        migrations.AddField(
            model_name='project',
            name='search_key',
            field=models.CharField(default='', editable=False, max_length=300),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
