"""Order by buttons: where a row goes, and the numbers that say so."""

MOVES = ("top", "up", "down")
_SIDES = ("before", "after")
_BATCH = 500


def moved(rows, row, move, among=None):
    """The list with a row moved to the top, or up or down by one of `among` (default: all), others staying in order."""
    peers = [peer for peer in (rows if among is None else among) if peer != row]
    here = (rows if among is None else among).index(row)
    target = {"top": 0, "up": here - 1, "down": here + 1}[move]
    if not peers or not 0 <= target <= len(peers) or target == here:
        return list(rows)
    others = [other for other in rows if other != row]
    at = others.index(peers[target]) if target < len(peers) else others.index(peers[-1]) + 1
    if move == "down":
        at = others.index(peers[target - 1]) + 1
    return [*others[:at], row, *others[at:]]


def placed(rows, row, side, key):
    """The list with a row put "before" or "after" the one with that primary key; None where there is no such row."""
    others = [other for other in rows if other != row]
    at = next((place for place, other in enumerate(others) if other.pk == key), None)
    if at is None:
        return None
    at += side == "after"
    return [*others[:at], row, *others[at:]]


def reordered(rows, row, words):
    """The list after "top", "up", "down", "before 12" or "after 12"; None for anything else."""
    side, _space, key = words.partition(" ")
    if words in MOVES:
        return moved(rows, row, words)
    known = side in _SIDES and key.isascii() and key.isdigit()
    return placed(rows, row, side, int(key)) if known else None


def renumber(rows, field):
    """Number the rows from 1 in their order; only those whose number changes are written. Returns how many."""
    changed = []
    for place, row in enumerate(rows, 1):
        if getattr(row, field) != place:
            setattr(row, field, place)
            changed.append(row)
    if changed:
        type(changed[0])._base_manager.bulk_update(changed, [field], batch_size=_BATCH)
    return len(changed)


def parse_move(value):
    """("up", 12) from a button's "up 12"; None for anything else."""
    move, _space, key = value.partition(" ")
    return (move, int(key)) if move in MOVES and key.isascii() and key.isdigit() else None
