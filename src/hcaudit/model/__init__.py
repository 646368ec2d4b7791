"""The nouns every stage shares; they know no stage."""
