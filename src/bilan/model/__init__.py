"""The nouns. Frozen records, no behaviour beyond what keeps them true; imports none of the other rooms."""
