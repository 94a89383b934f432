"""The database refuses nonsense by itself: what no form was asked about, neither."""

from django.db import IntegrityError, models, transaction

from tests.house.one_of_each import one_of_each, our_models

CHOICES = [
    (model, field.name)
    for model in our_models()
    for field in model._meta.concrete_fields
    if field.choices and field.model is model
]


def test_there_is_a_row_of_every_model_to_try(db):
    assert set(our_models()) == set(one_of_each())


def test_the_states_and_kinds_of_every_room_are_found():
    assert len(CHOICES) > 40


def test_the_database_refuses_a_value_that_is_no_choice(db):
    rows = one_of_each()
    accepted = []
    for model, name in CHOICES:
        try:
            with transaction.atomic():
                model.objects.filter(pk=rows[model].pk).update(**{name: "?"})
            accepted.append(f"{model._meta.label}.{name}")
        except IntegrityError:
            pass
    assert accepted == []


def test_every_choice_that_a_column_offers_fits_into_it():
    columns = [model._meta.get_field(name) for model, name in CHOICES]
    too_long = [
        f"{column}: {value}"
        for column in columns
        for value, _ in column.flatchoices
        if isinstance(column, models.CharField) and len(value) > column.max_length
    ]
    assert too_long == []


def test_every_table_has_a_persian_name():
    latin = [model._meta.label for model in our_models() if str(model._meta.verbose_name).isascii()]
    assert latin == []


def test_every_column_that_is_edited_has_a_persian_name():
    latin = [
        f"{model._meta.label}.{field.name}"
        for model in our_models()
        for field in [*model._meta.fields, *model._meta.many_to_many]
        if field.editable and not field.primary_key and str(field.verbose_name).isascii()
    ]
    assert latin == []
