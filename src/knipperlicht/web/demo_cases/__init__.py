"""Invented case files for the demonstration: one municipality with a regulation in force and a file in every state."""
