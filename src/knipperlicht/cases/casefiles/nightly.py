"""Every night: what follows from the day alone is recorded, and who works on files hears which terms come near."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knipperlicht.cases.casefiles.acting import record_by_system
from knipperlicht.cases.casefiles.models import CaseFile, TeamMember, TermRow
from knipperlicht.cases.casefiles.reading import around_of, case_of
from knipperlicht.cases.jobs.service import Job, Letter, NothingToDo, Say, register, send
from knipperlicht.cases.organisations.models import User
from knipperlicht.cases.procedures.engine import Refused
from knipperlicht.cases.procedures.registry import all_procedures, procedure_of
from knipperlicht.errors import KnipperlichtError

STEPS_AT_ONCE = 10
"""More acts of the law itself than this in one file in one night are a fault of its procedure."""


class FilesFailed(KnipperlichtError):
    """Some files could not be brought up to the day; the others were."""


def follow_the_law(file: CaseFile) -> int:
    """Record every act that follows from the day alone (a lapse, an end); gives how many."""
    procedure = procedure_of(file.kind)
    if procedure.automatic is None:
        return 0
    for done in range(STEPS_AT_ONCE):
        act = procedure.automatic(case_of(file, criminal=True), around_of(file, None))
        if act is None:
            return done
        file = record_by_system(file.pk, act)
    raise FilesFailed(f"{file.number}: does not come to rest.")


def due(today: date) -> list[CaseFile]:
    """Open files with a term that ended before today."""
    return list(CaseFile.objects.open().filter(next_day__lt=today).order_by("pk"))


def reminders(today: date) -> Iterator[Letter]:
    """One letter a person: the files of their teams with a term on one of its days of warning, or missed yesterday."""
    lines: dict[User, list[TermRow]] = defaultdict(list)
    for row in _near(today):
        for member in TeamMember.objects.filter(
            file=row.file, until=None, user__is_active=True
        ).select_related("user"):
            lines[member.user].append(row)
    for user, rows in lines.items():
        with translation.override(user.language):
            said = [_line(row, today) for row in rows]
            subject = _("Terms in your case files")
            yield Letter(
                user=user,
                subject=subject,
                lines=[*said, "", _("Open Knipperlicht to see what is to be done.")],
            )


def _near(today: date) -> list[TermRow]:
    days = {
        (kind, rule.key): {
            today - timedelta(days=1),
            *(today + timedelta(days=before) for before in rule.remind),
        }
        for kind, procedure in all_procedures().items()
        for rule in procedure.terms
    }
    furthest = max((day for some in days.values() for day in some), default=today)
    rows = TermRow.objects.filter(
        Q(last__gte=today - timedelta(days=1)), last__lte=furthest, met=None, file__closed=None
    )
    return [row for row in rows.select_related("file") if row.last in days.get((row.file.kind, row.rule), ())]


def _line(row: TermRow, today: date) -> str:
    procedure = procedure_of(row.file.kind)
    name = next(str(rule.name) for rule in procedure.terms if rule.key == row.rule)
    told = {"number": row.file.number, "term": name, "day": row.last.strftime("%d-%m-%Y")}
    if row.last < today:
        return _("- %(number)s: “%(term)s” ended on %(day)s and is not met.") % told
    return _("- %(number)s: “%(term)s” ends on %(day)s.") % told


def run(say: Say, arguments: dict[str, Any]) -> None:
    """The nightly work. One file that fails keeps no other."""
    today, done, failed = timezone.localdate(), 0, list[str]()
    for file in due(today):
        try:
            done += follow_the_law(file)
        except (Refused, FilesFailed) as error:
            failed.append(file.number)
            say(f"{file.number}: {error}")
    sent = 0
    for letter in reminders(today):
        try:
            send(letter)
            sent += 1
        except Exception as error:
            failed.append(letter.user.email)
            say(f"{letter.user.email}: {error}")
    say(f"{done} acts followed from the law, {sent} reminders sent.")
    if failed:
        raise FilesFailed(f"Failed: {', '.join(failed)}. The rest was done.")
    if not done and not sent:
        raise NothingToDo("No term ended and none comes near.")


def install() -> None:
    """Make the job known."""
    register(Job(kind="case_terms", name=gettext_lazy("terms of case files"), work=run, at=time(0, 30)))
