"""Meetings of the college and the council: agenda, decisions, minutes."""
