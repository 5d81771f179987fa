"""Taking data out of an act that stays: the only way in which an act ever changes. `cases/retention` says when."""

from __future__ import annotations

from django.utils import timezone

from knipperlicht.cases.casefiles.models import ActRow, CaseFile, Secret
from knipperlicht.cases.casefiles.reading import bound_to, secret_of
from knipperlicht.cases.casefiles.sealing import seal


def empty_act(file: CaseFile, row: ActRow, *, gone: set[str], names: bool) -> None:
    """Remove fields from an act, open and sealed; with `names`, also who recorded and signed it. The moment stays written.

    Raises CannotOpen when its sealed data cannot be opened: then nothing may be called destroyed.
    """
    held = secret_of(file, row)
    changed: dict[str, object] = {
        "data": {name: value for name, value in row.data.items() if name not in gone},
        "emptied": timezone.now(),
    }
    if names:
        changed |= {
            "by": None,
            "by_name": row.by_name if row.by_id is None else "",
            "signed_by": "",
            "reference": "",
        }
    ActRow.objects.filter(pk=row.pk).update(**changed)
    left = {name: value for name, value in held.items() if name not in gone}
    sealed = Secret.objects.filter(act=row)
    if left:
        sealed.update(
            sealed=seal(left, organisation=file.organisation_id, bound_to=bound_to(file, row.number))
        )
    else:
        sealed.delete()
