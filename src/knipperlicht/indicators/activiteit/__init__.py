"""Family activiteit: activity and sector."""
