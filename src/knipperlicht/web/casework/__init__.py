"""Case work: my work, lists, the file with its acts, calendar, figures."""
