"""How dates and numbers are spelled, where Django's own formats are not what viewers expect."""
