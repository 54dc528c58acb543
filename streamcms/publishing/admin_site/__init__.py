"""What the admin of every app is built from: fields, forms, lists, and pages of many rows."""
