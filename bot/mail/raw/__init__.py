"""Raw MIME: bytes in, parts out. Tolerant of any bytes, decodes on demand; concludes nothing about a mail."""
