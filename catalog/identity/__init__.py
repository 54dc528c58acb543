"""Who is who: suspected doubles, merging, splitting, undoing. Nothing is ever merged by a name, or by itself."""
