"""Every event the log knows: its category under law.md §1.12 and one sentence. An unknown event raises."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Event:
    """`category`: collection, modification, consultation, communication, linking, erasure, refusal or access."""

    category: str
    sentence: str | Promise


EVENTS: dict[str, Event] = {
    "work.start": Event("access", _("started a piece of work")),
    "work.end": Event("access", _("ended a piece of work")),
    "account.login": Event("access", _("signed in")),
    "account.logout": Event("access", _("signed out")),
    "account.login_failed": Event("refusal", _("could not sign in")),
    "account.confirm": Event("access", _("confirmed their identity again")),
    "account.factor_added": Event("modification", _("added a second factor or passkey")),
    "account.factor_removed": Event("modification", _("removed a second factor or passkey")),
    "account.password_changed": Event("modification", _("changed their password")),
    "account.change": Event("modification", _("changed their own name, language or appearance")),
    "account.sessions_ended": Event("modification", _("ended their sessions elsewhere")),
    "account.linked": Event("linking", _("linked their account to the government identity")),
    "search.run": Event("consultation", _("searched")),
    "dossier.open": Event("consultation", _("opened a dossier")),
    "dossier.open_outside": Event("consultation", _("opened a dossier outside the territory, with a reason")),
    "dossier.print": Event("communication", _("printed a dossier")),
    "dossier.refused": Event("refusal", _("was refused a dossier outside the territory")),
    "people.open": Event("consultation", _("looked at who holds a mandate in an enterprise")),
    "people.search": Event("consultation", _("searched on mandate holders")),
    "place.open": Event("consultation", _("opened who is registered at an address")),
    "list.open": Event("consultation", _("opened a list")),
    "list.export": Event("communication", _("exported a list")),
    "list.bulk": Event("linking", _("put a selection of a list on a watch-list")),
    "list.download": Event("communication", _("downloaded an export")),
    "list.sample": Event("consultation", _("drew a random sample")),
    "sample.outcome": Event("collection", _("recorded the outcome of a check in a sample")),
    "map.open": Event("consultation", _("opened the map")),
    "view.save": Event("modification", _("saved a view")),
    "view.delete": Event("erasure", _("deleted a saved view")),
    "watch.list": Event("modification", _("made or changed a watch-list")),
    "watch.list_delete": Event("erasure", _("deleted a watch-list")),
    "watch.add": Event("linking", _("put a dossier on a watch-list")),
    "watch.remove": Event("erasure", _("took a dossier off a watch-list")),
    "note.add": Event("collection", _("wrote a note")),
    "note.change": Event("modification", _("changed a note")),
    "note.delete": Event("erasure", _("deleted a note")),
    "pin.add": Event("linking", _("pinned a dossier")),
    "pin.remove": Event("erasure", _("unpinned a dossier")),
    "contest.open": Event("collection", _("recorded a contest")),
    "contest.read": Event("consultation", _("read contests of companies")),
    "contest.answer": Event("modification", _("answered a contest")),
    "audit.read": Event("consultation", _("read the log")),
    "audit.export": Event("communication", _("exported the log")),
    "audit.verify": Event("consultation", _("checked the chain of the log")),
    "member.invite": Event("modification", _("invited a member")),
    "member.revoke": Event("modification", _("withdrew an invitation")),
    "member.join": Event("modification", _("accepted an invitation")),
    "member.change": Event("modification", _("changed a member's role")),
    "member.remove": Event("modification", _("removed a member")),
    "member.handover": Event("modification", _("handed over the work of a leaver")),
    "organisation.change": Event("modification", _("changed an organisation")),
    "settings.change": Event("modification", _("changed settings")),
    "thresholds.change": Event("modification", _("changed thresholds")),
    "job.start": Event("modification", _("started a job")),
    "backup.made": Event("communication", _("made a backup")),
    "backup.restored": Event("modification", _("restored a backup")),
    "access.refused": Event("refusal", _("was refused a page")),
    "case.open": Event("collection", _("opened a case file")),
    "case.read": Event("consultation", _("looked into a case file")),
    "case.read_criminal": Event("consultation", _("looked at data on offences in a case file")),
    "case.act": Event("modification", _("recorded an act in a case file")),
    "case.refused": Event("refusal", _("was refused an act in a case file")),
    "case.team": Event("modification", _("changed the team of a case file")),
    "case.designate": Event("modification", _("recorded a designation by the mayor")),
    "case.protocol": Event("modification", _("recorded an agreement on support")),
    "case.support": Event("communication", _("opened a case file to a supporter, or closed it")),
    "case.list": Event("consultation", _("opened a list of case files")),
    "api.dossier": Event("consultation", _("fetched a dossier through the API")),
    "api.search": Event("consultation", _("searched through the API")),
    "api.people": Event("consultation", _("searched on mandate holders through the API")),
}
