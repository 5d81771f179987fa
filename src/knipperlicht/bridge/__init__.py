"""The one door between the register world (left, rebuilt from sources) and people's work (right, Django)."""
