"""One file a format, by its name; `data` holds those for programs: json, jsonl, csv, tsv."""
