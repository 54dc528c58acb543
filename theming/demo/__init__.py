"""The demo catalogue: a file of our own format, and pictures drawn for it when it is loaded."""
