"""Case files: what was done in a case, who may see it, which terms run."""
