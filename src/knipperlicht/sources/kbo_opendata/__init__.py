"""KBO Open Data (FOD Economie): full and update extracts, cookbook R018."""
