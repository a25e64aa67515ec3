"""The three ticks: intake (mailbox to cases), sweep (what is due), outbox (rows to mailbox). Each by itself."""
