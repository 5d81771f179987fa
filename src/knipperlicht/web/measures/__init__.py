"""Measures on the page of a file: periods, seals, the account of a penalty payment, conditions of a permit."""
