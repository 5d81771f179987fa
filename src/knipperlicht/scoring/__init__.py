"""From hits to a score from 0 to 10: a readable card of points, caps and gates, and the sum it gives."""
