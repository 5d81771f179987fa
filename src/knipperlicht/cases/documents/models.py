"""Templates of an organisation, documents of files, how they were sent, bundles for one recipient."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.casefiles.models import CaseFile
from knipperlicht.cases.documents.access import Documents
from knipperlicht.cases.organisations.models import Organisation


class Letterhead(models.Model):
    """What the letters of an organisation say about itself. Whatever is empty stands in a draft as a gap to fill."""

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="letterhead")
    street = models.CharField(_("street and number"), max_length=160, blank=True)
    place = models.CharField(_("postcode and town"), max_length=120, blank=True)
    town = models.CharField(_("town where decisions are signed"), max_length=80, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    mayor = models.CharField(_("mayor"), max_length=120, blank=True)
    director = models.CharField(_("director-general"), max_length=120, blank=True)
    privacy = models.CharField(_("how the DPO is reached"), max_length=160, blank=True)

    def __str__(self) -> str:
        return f"{self.organisation}"

    def parts(self) -> list[tuple[str, str, str]]:
        """(name, what it is called, what was filled in) of everything a letter may say."""
        told = [one for one in self._meta.fields if one.name not in ("id", "organisation")]
        return [(one.name, str(one.verbose_name), getattr(self, one.name)) for one in told]


class Template(models.Model):
    """One version of an organisation's own Word template; never changed. Version 0 is built in and has no row."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=8)
    language = models.CharField(_("language"), max_length=2)
    version = models.PositiveIntegerField()
    word = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    note = models.CharField(_("what changed"), max_length=200)
    made = models.DateTimeField()
    made_by_name = models.CharField(max_length=120)
    in_use = models.BooleanField(default=False)

    class Meta:
        ordering = ("organisation", "code", "language", "-version")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("organisation", "code", "language", "version"), name="template_versions"
            ),
            models.UniqueConstraint(
                fields=("organisation", "code", "language"), condition=models.Q(in_use=True), name="one_template_in_use"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.code} {self.language} {self.version}"


class State(models.TextChoices):
    """How far a document is. `destroyed` is the tombstone."""

    DRAFT = "draft", _("draft")
    FINAL = "final", _("final")
    RECEIVED = "received", _("received")
    DESTROYED = "destroyed", _("destroyed")


class Document(models.Model):
    """A document of a file, or of a municipality's policy (`file` empty). Final and received ones never change.

    `paper` and `word`: names of sealed files (`store.py`) with the PDF or picture, and for what was made or received as Word its
    Word file. `sha256` is of the paper. `original`: hash of what came in, where active parts were taken out (`removed`). `criminal`:
    holds data in the sense of art. 10 GDPR; `underlying`: goes with the data on which the decision is based (art. 119quinquies § 2 NGW).
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey(CaseFile, on_delete=models.PROTECT, null=True, related_name="documents")
    code = models.CharField(max_length=8)
    title = models.CharField(_("title"), max_length=200)
    number = models.CharField(_("number"), max_length=30, blank=True)
    state = models.CharField(_("state"), max_length=9, choices=State.choices)
    version = models.PositiveIntegerField(default=1)
    language = models.CharField(max_length=2, default="nl")
    template = models.PositiveIntegerField(null=True)
    edited = models.BooleanField(default=False)
    values = models.JSONField(default=dict)
    on = models.DateField(_("day"))
    paper = models.CharField(max_length=64, blank=True)
    word = models.CharField(max_length=64, blank=True)
    sha256 = models.CharField(max_length=64)
    original = models.CharField(max_length=64, blank=True)
    removed = models.JSONField(default=list)
    mime = models.CharField(max_length=80)
    pages = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    criminal = models.BooleanField(default=False)
    underlying = models.BooleanField(default=False)
    scanned = models.BooleanField(default=False)
    sender = models.CharField(_("from whom"), max_length=160, blank=True)
    made = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    made_by_name = models.CharField(max_length=120)
    finalised = models.DateTimeField(null=True)
    destroyed = models.DateTimeField(null=True)
    objects = Documents.as_manager()

    class Meta:
        ordering = ("file", "on", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("organisation", "number"), condition=~models.Q(number=""), name="document_number_once"
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=("file", "state", "code"), name="document_codes")
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.number or self.pk}"

    @property
    def fixed(self) -> bool:
        """Whether it counts as being in the file: final or received."""
        return self.state in (State.FINAL, State.RECEIVED)


class Way(models.TextChoices):
    """How a document goes out. The first two are those of art. 119ter § 8, § 9 and § 13 NGW."""

    REGISTERED = "registered", _("registered mail")
    RECEIPT = "receipt", _("against receipt")
    EMAIL = "email", _("e-mail")
    FORM = "form", _("electronic form")
    INTERNAL = "internal", _("internally")


class Dispatch(models.Model):
    """A final document that went to somebody, and what proves that it came."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="dispatches")
    way = models.CharField(_("how"), max_length=10, choices=Way.choices)
    on = models.DateField(_("sent on"))
    recipient = models.CharField(_("to whom"), max_length=200)
    tracking = models.CharField(_("tracking number"), max_length=60, blank=True)
    presented = models.DateField(_("first presented on"), null=True, blank=True)
    received = models.DateField(_("received on"), null=True, blank=True)
    proof = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_by_name = models.CharField(max_length=120)

    class Meta:
        ordering = ("document", "on", "pk")

    def __str__(self) -> str:
        return f"{self.document} {self.way} {self.on}"


class Bundle(models.Model):
    """Documents of a file as one PDF for one recipient, made in the background and gone after some days.

    `contents`: [number, code, title, sha256, first page, pages] of each document, kept after the PDF went.
    """

    class Stage(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("being made")
        READY = "ready", _("ready")
        FAILED = "failed", _("failed")
        EXPIRED = "expired", _("expired, file removed")

    file = models.ForeignKey(CaseFile, on_delete=models.PROTECT, related_name="bundles")
    recipient = models.CharField(max_length=20)
    stage = models.CharField(max_length=7, choices=Stage.choices, default=Stage.WAITING)
    language = models.CharField(max_length=2)
    criminal = models.BooleanField(default=False)
    asked = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    contents: models.JSONField[Any, Any] = models.JSONField(default=list)
    paper = models.CharField(max_length=64, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    pages = models.PositiveIntegerField(null=True)
    ready = models.DateTimeField(null=True)
    expires = models.DateTimeField(null=True)
    error = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ("-asked", "-pk")

    def __str__(self) -> str:
        return f"{self.file} {self.recipient} {self.stage}"
