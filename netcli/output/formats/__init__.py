"""One file a format, by its name, html in three; `data` holds those for programs: json, jsonl, csv, tsv."""
