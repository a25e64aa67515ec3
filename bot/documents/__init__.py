"""Files for people: Word, PDF/A and Excel made from plain values. Decides nothing, reads no store, sends nothing."""
