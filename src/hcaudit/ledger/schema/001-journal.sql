-- What was assessed: events that are only ever added, the entries they make, and the months that were closed.

CREATE TABLE runs (
  run INTEGER PRIMARY KEY,
  command TEXT NOT NULL CHECK (command IN ('check', 'close', 'void')),
  made_at TEXT NOT NULL, -- what the clock said; nothing is ordered or decided by it
  version TEXT NOT NULL,
  pack TEXT,
  as_of TEXT,
  first_day TEXT,
  last_day TEXT
);

CREATE TABLE events (
  seq INTEGER PRIMARY KEY,
  run INTEGER NOT NULL REFERENCES runs (run),
  event TEXT NOT NULL CHECK (event IN ('posted', 'adjusted', 'voided')),
  replaces INTEGER UNIQUE REFERENCES events (seq), -- the event of the same fine that stood before
  fine_id TEXT NOT NULL,
  month TEXT NOT NULL, -- the month it is booked in
  late INTEGER NOT NULL CHECK (late IN (0, 1)), -- 1: not the month it occurred in
  reason TEXT,
  as_of TEXT NOT NULL,
  stands INTEGER NOT NULL CHECK (stands IN (0, 1)),
  pack TEXT NOT NULL,
  item TEXT NOT NULL,
  assessed_by TEXT,
  record_no TEXT NOT NULL,
  unit TEXT,
  occurred_on TEXT NOT NULL,
  base INTEGER,
  multiplier TEXT,
  amount INTEGER,
  leadership_share INTEGER,
  frontline_share INTEGER,
  reward INTEGER,
  proofs TEXT NOT NULL, -- JSON: the findings, each with its ids, rule, record and file
  digest TEXT NOT NULL, -- of this event, its entries and the digest before
  CHECK ((event = 'posted') = (replaces IS NULL)),
  CHECK ((event = 'voided') <= (reason IS NOT NULL)),
  CHECK (leadership_share IS NULL OR leadership_share + frontline_share = amount)
);

CREATE UNIQUE INDEX posted_once ON events (fine_id) WHERE event = 'posted';
CREATE INDEX events_of_fine ON events (fine_id);

CREATE TABLE entries (
  seq INTEGER NOT NULL REFERENCES events (seq),
  month TEXT NOT NULL,
  unit TEXT,
  item TEXT NOT NULL,
  assessed_by TEXT,
  lines INTEGER NOT NULL,
  amount INTEGER NOT NULL,
  leadership_share INTEGER NOT NULL,
  frontline_share INTEGER NOT NULL,
  reward INTEGER NOT NULL
);

CREATE INDEX entries_of_event ON entries (seq);
CREATE INDEX entries_of_month ON entries (month);

CREATE TABLE closings (
  month TEXT PRIMARY KEY,
  run INTEGER NOT NULL REFERENCES runs (run),
  last_seq INTEGER NOT NULL, -- the last event before it
  lines INTEGER NOT NULL,
  amount INTEGER NOT NULL,
  leadership_share INTEGER NOT NULL,
  frontline_share INTEGER NOT NULL,
  reward INTEGER NOT NULL,
  digest TEXT NOT NULL
);

CREATE TRIGGER runs_stay BEFORE UPDATE ON runs BEGIN SELECT RAISE (ABORT, 'append-only'); END;
CREATE TRIGGER runs_remain BEFORE DELETE ON runs BEGIN SELECT RAISE (ABORT, 'append-only'); END;
CREATE TRIGGER events_stay BEFORE UPDATE ON events BEGIN SELECT RAISE (ABORT, 'append-only'); END;
CREATE TRIGGER events_remain BEFORE DELETE ON events BEGIN SELECT RAISE (ABORT, 'append-only'); END;
CREATE TRIGGER entries_stay BEFORE UPDATE ON entries BEGIN SELECT RAISE (ABORT, 'append-only'); END;
CREATE TRIGGER entries_remain BEFORE DELETE ON entries BEGIN SELECT RAISE (ABORT, 'append-only'); END;
CREATE TRIGGER closings_stay BEFORE UPDATE ON closings BEGIN SELECT RAISE (ABORT, 'append-only'); END;
CREATE TRIGGER closings_remain BEFORE DELETE ON closings BEGIN SELECT RAISE (ABORT, 'append-only'); END;
CREATE TRIGGER closed_months_take_nothing BEFORE INSERT ON entries
  WHEN EXISTS (SELECT 1 FROM closings WHERE closings.month = NEW.month)
  BEGIN SELECT RAISE (ABORT, 'month is closed'); END;

CREATE VIEW fines AS
  SELECT * FROM events AS last
  WHERE NOT EXISTS (SELECT 1 FROM events AS later WHERE later.replaces = last.seq);

CREATE VIEW balances AS
  SELECT month, unit, item, assessed_by, sum(lines) AS lines, sum(amount) AS amount,
    sum(leadership_share) AS leadership_share, sum(frontline_share) AS frontline_share, sum(reward) AS reward
  FROM entries GROUP BY month, unit, item, assessed_by;
