"""Meetings of the college and the council, their agendas, and the decisions taken there."""
