"""How often the score is right and how often it is wrong, on registers of which the truth is known."""
