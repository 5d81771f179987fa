"""Documents of case files: made from templates, received, numbered, sent, bundled, destroyed."""
