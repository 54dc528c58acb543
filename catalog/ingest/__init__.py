"""Records -> source rows: batched, idempotent, respecting locks. No parsing and no network here."""
