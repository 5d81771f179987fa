"""Keys with which a calendar program fetches the terms of somebody's files."""
