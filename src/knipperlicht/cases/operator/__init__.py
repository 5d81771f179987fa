"""What the operator of the site decides for everyone."""
