import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0003_organisation'),
    ]

    operations = [
        migrations.AddField(
            model_name='edition',
            name='word',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.storedfile', verbose_name='پرونده Word'),
        ),
    ]
