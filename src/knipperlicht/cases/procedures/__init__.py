"""Procedures of the law as tables: states, steps, guards, terms. No database here; `casefiles` keeps what is done."""
