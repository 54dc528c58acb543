"""Eight weeks of slides, rows and default themes, and what is wrong with them. No HTTP here."""
