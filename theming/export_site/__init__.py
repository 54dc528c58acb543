"""The whole public site as files, for any static server.

addresses.py lists what there is, workers.py draws it in this process or in several, links.py turns addresses into what
the base asks for, ledger.py says which pages an edit may have changed, shelf.py puts a new export in the place of the
one before, export.py leads.
"""
