"""Health: what is missing or wrong in titles and people. Rules are code (title_rules.py, person_rules.py), conditions
in SQL over facts.py; how much each counts is data (severities.py); what was found is derived (refresh.py)."""
