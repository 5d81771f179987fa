"""Runs of jobs."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="JobRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(db_index=True, max_length=30)),
                ("arguments", models.JSONField(default=dict)),
                ("started_by", models.CharField(max_length=120, verbose_name="started by")),
                ("due", models.DateField(null=True)),
                ("queued", models.DateTimeField()),
                ("started", models.DateTimeField(null=True)),
                ("ended", models.DateTimeField(null=True)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("queued", "waiting"),
                            ("running", "running"),
                            ("ok", "done"),
                            ("skipped", "nothing to do"),
                            ("failed", "failed"),
                            ("interrupted", "interrupted"),
                        ],
                        db_index=True,
                        default="queued",
                        max_length=11,
                        verbose_name="outcome",
                    ),
                ),
                ("log", models.TextField(blank=True)),
                ("process", models.CharField(blank=True, max_length=80)),
                ("task", models.UUIDField(null=True)),
                ("alerted", models.BooleanField(default=False)),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-queued", "-pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("due__isnull", False)), fields=("kind", "due"), name="due_once"
                    )
                ],
            },
        ),
    ]
