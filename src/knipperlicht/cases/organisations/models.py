"""Organisations, users, memberships, invitations: who belongs where, in which role."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.organisations.roles import Kind, Role


class Organisation(models.Model):
    """A municipality, police zone, ARIEC, inspection service, oversight body or the operator of the site.

    `territory`: NIS codes of 2025 it may open; an empty list with `whole_country` off opens nothing.
    """

    name = models.CharField(_("name"), max_length=120, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    territory = models.JSONField(_("territory"), default=list, blank=True)
    whole_country = models.BooleanField(_("whole country"), default=False)
    active = models.BooleanField(_("active"), default=True)
    require_second_factor = models.BooleanField(
        _("second factor for everyone"),
        default=False,
        help_text=_(
            "Managers, auditors and operators need one anyway, unless the operator decided otherwise."
        ),
    )
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    @property
    def scope(self) -> frozenset[str] | None:
        """NIS codes that may be opened; None is the whole country."""
        return None if self.whole_country else frozenset(self.territory)


class UserManager(BaseUserManager["User"]):
    """Makes users by e-mail address."""

    def create_user(self, *, email: str, name: str, password: str | None = None, **extra: Any) -> User:
        """Store a user; without password they sign in through an identity provider or an invitation."""
        user = self.model(email=self.normalize_email(email).lower(), name=name, **extra)
        if password:
            user.set_password(password)
        else:
            user.set_unusable_password()
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        """Find by e-mail address, whatever its case."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person who works with the system.

    `national_number`: RRN or bis number from the identity provider, for the log (art. 119quater NGW); never shown whole.
    """

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    national_number = models.CharField(max_length=11, blank=True)
    language = models.CharField(_("language"), max_length=2, default="nl")
    theme = models.CharField(_("appearance"), max_length=5, default="auto")
    is_active = models.BooleanField(_("active"), default=True)
    left_on = models.DateField(_("left on"), null=True, blank=True)
    joined = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        """For mails."""
        return self.name

    def get_short_name(self) -> str:
        """For greetings."""
        return self.name


class Membership(models.Model):
    """A user in an organisation, in one role."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=12, choices=Role.choices)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("organisation__name", "user__name")
        constraints = (
            models.UniqueConstraint(fields=("user", "organisation"), name="one_role_per_organisation"),
        )

    def __str__(self) -> str:
        return f"{self.user} · {self.organisation} · {self.get_role_display()}"


class Invitation(models.Model):
    """A person asked to join an organisation. Only the hash of the token is kept: the link is in the mail alone.

    `from_outside`: who invited acted for another organisation, as an operator does. Its managers see which.
    """

    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=120)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="invitations")
    role = models.CharField(_("role"), max_length=12, choices=Role.choices)
    language = models.CharField(_("language"), max_length=2, default="nl")
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    from_outside = models.BooleanField(default=False)
    sent = models.DateTimeField()
    expires = models.DateTimeField()
    accepted = models.DateTimeField(null=True, blank=True)
    revoked = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-sent",)

    def __str__(self) -> str:
        return f"{self.email} · {self.organisation} · {self.get_role_display()}"
