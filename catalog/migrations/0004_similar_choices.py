import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalog", "0003_search")]

    operations = [
        migrations.CreateModel(
            name="SimilarityWeights",
            fields=[
                (
                    "id",
                    models.PositiveSmallIntegerField(
                        default=1,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                        validators=[django.core.validators.MaxValueValidator(1)],
                    ),
                ),
                ("groups", models.JSONField(default=dict)),
                ("closeness", models.JSONField(default=dict)),
            ],
            options={
                "verbose_name": "weights of similar titles",
                "verbose_name_plural": "weights of similar titles",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="similarity_weights_are_one_row")
                ],
            },
        ),
        migrations.CreateModel(
            name="SimilarChoice",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "verdict",
                    models.CharField(choices=[("pin", "pin"), ("block", "block")], default="pin", max_length=5),
                ),
                (
                    "both_ways",
                    models.BooleanField(
                        default=False, help_text="Also on the other title's page.", verbose_name="both ways"
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0)),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="similar_choices",
                        to="catalog.title",
                        verbose_name="title",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="similar_choices_of_others",
                        to="catalog.title",
                        verbose_name="similar title",
                    ),
                ),
            ],
            options={
                "verbose_name": "choice of similar title",
                "verbose_name_plural": "choices of similar titles",
                "ordering": ["position", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("source", "target"), name="one_choice_for_a_pair_of_titles"),
                    models.CheckConstraint(
                        condition=models.Q(("source", models.F("target")), _negated=True),
                        name="no_choice_of_a_title_for_itself",
                        violation_error_message="A title cannot be chosen for itself.",
                    ),
                ],
            },
        ),
    ]
