"""Other ways to filter and search a list of titles in a browser, each with the titles that ours has."""
