"""x"""

from knipperlicht.web.access import needs
from knipperlicht.cases.organisations.roles import Right


@needs(Right.LOOK, purpose=True)
def place(request, number): ...
@needs(Right.LOOK, purpose=True)
def establishments(request, number): ...
