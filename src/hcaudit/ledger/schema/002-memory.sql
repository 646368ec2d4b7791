-- What later runs need to know of earlier data: the keys of records that count, and which findings were told.

CREATE TABLE remembered (
  pack TEXT NOT NULL,
  kind TEXT NOT NULL,
  record_no TEXT NOT NULL,
  numbered INTEGER NOT NULL CHECK (numbered IN (0, 1)), -- 1: the number is the record's own
  day TEXT NOT NULL, -- the record's governing date
  cells TEXT NOT NULL, -- JSON: field -> value; null is empty, a field that is not there a missing column
  source_file TEXT NOT NULL,
  run INTEGER NOT NULL REFERENCES runs (run), -- the last that saw it
  settled TEXT NOT NULL, -- the rules whose word on it was posted, separated by blanks
  withdrawn INTEGER NOT NULL CHECK (withdrawn IN (0, 1)), -- 1: the same data was given again without it
  PRIMARY KEY (pack, kind, record_no)
) WITHOUT ROWID;

CREATE INDEX remembered_by_day ON remembered (pack, kind, day);

CREATE TABLE told (
  finding_id TEXT NOT NULL,
  outcome TEXT NOT NULL,
  disposition TEXT NOT NULL,
  run INTEGER NOT NULL REFERENCES runs (run), -- the first that told it so
  PRIMARY KEY (finding_id, outcome, disposition)
) WITHOUT ROWID;
