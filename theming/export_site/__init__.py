"""The whole public site as files, for any static server.

addresses.py lists what there is, rendering.py draws it in this process or in several, links.py turns addresses into
what the export's base asks for, shelf.py keeps the files of one export and puts a new one in its place, export.py leads.
"""
