-- An edition of Variorum: one event, everything known about it, in one SQLite file.
-- This file is the data dictionary. Lists and records inside a column are JSON; spans are half-open offsets in
-- Unicode code points of account.text; dates are EDTF (ISO 8601-2); NULL means what the column's comment says.

PRAGMA application_id = 0x56617269;  -- "Vari": a file with another number is no edition
PRAGMA user_version = 1;             -- version of this schema

-- Guards the whole file: written last, in place.
CREATE TABLE seal (
  mark BLOB NOT NULL  -- 16 bytes that find the place, 8 bytes number of decisions covered, 32 bytes SHA-256 of the file with these 40 bytes as zeros
);

-- How the edition was made: versions, settings, and what the event is.
CREATE TABLE made (
  name TEXT PRIMARY KEY,  -- name of the fact
  value TEXT NOT NULL     -- its value
) WITHOUT ROWID;

-- What the accounts are about; one row.
CREATE TABLE event (
  date TEXT,             -- the event's own date; NULL when it could not be made out
  places TEXT NOT NULL,  -- places named most, most first (JSON list)
  reason TEXT NOT NULL   -- how date and places were found
);

-- One document that tells of the event.
CREATE TABLE account (
  siglum TEXT PRIMARY KEY,     -- short name in tables and the apparatus
  name TEXT NOT NULL UNIQUE,   -- file name
  text TEXT NOT NULL,          -- decoded file, or text extracted from it
  sha256 TEXT NOT NULL,        -- SHA-256 of the original bytes
  size INTEGER NOT NULL,       -- number of original bytes
  source BLOB,                 -- the original bytes; NULL when they are kept beside the edition
  media_type TEXT NOT NULL,    -- internet media type of the original
  encoding TEXT,               -- character encoding of the original; NULL for formats that are no plain text
  extractor TEXT NOT NULL,     -- name and version of the reader that made the text
  title TEXT,                  -- title; NULL when not known
  published TEXT,              -- publication date; NULL when not known
  publisher TEXT,              -- who publishes it; NULL when not known
  network TEXT,                -- issuer network named by the user; NULL when none was
  author TEXT,                 -- author; NULL when not known
  url TEXT,                    -- address it was published at; NULL when not known
  language TEXT,               -- BCP 47 tag of its language; NULL when not known
  metadata TEXT NOT NULL,      -- where each of these was found (JSON list of records)
  places TEXT NOT NULL         -- pages, tables, headings, recognised words (JSON list of records)
);

-- What is worked out of each account alone, so that adding others need not do it again.
CREATE TABLE prepared (
  siglum TEXT PRIMARY KEY REFERENCES account (siglum),  -- the account
  text TEXT NOT NULL,        -- reading view: its text with lines joined and plain quotation marks
  pieces TEXT NOT NULL,      -- how the view leads back to account.text (JSON: starts in the view, starts and ends in the text)
  paragraphs TEXT NOT NULL,  -- paragraphs of the view (JSON list of offsets in it, two a paragraph)
  sentences TEXT NOT NULL,   -- sentences of the view (the same)
  headings TEXT NOT NULL,    -- headings of the view (the same)
  days TEXT NOT NULL,        -- days it names that could be the event's, with what speaks for each (JSON list of pairs)
  places TEXT NOT NULL       -- places it names (JSON list)
) WITHOUT ROWID;

-- One assertion of a value, at a span of an account.
CREATE TABLE claim (
  id TEXT PRIMARY KEY,                               -- stable name
  siglum TEXT NOT NULL REFERENCES account (siglum),  -- account that makes it
  start INTEGER NOT NULL,                            -- first code point in account.text
  "end" INTEGER NOT NULL,                            -- one past the last code point
  quote TEXT NOT NULL,                               -- the exact words
  kind TEXT NOT NULL,                                -- quantity, date, duration, quotation, time, person
  value TEXT NOT NULL,                               -- the value (JSON record; its fields depend on the kind)
  frame TEXT NOT NULL,                               -- what the value is of (JSON record)
  attribution TEXT,                                  -- source the account names (JSON record); NULL when none
  extractor TEXT NOT NULL                            -- rule or plugin that read it
);
CREATE INDEX claim_by_place ON claim (siglum, start);

-- Readings that the verifier did not let pass.
CREATE TABLE rejection (
  siglum TEXT NOT NULL REFERENCES account (siglum),  -- account it was read in
  start INTEGER NOT NULL,                            -- first code point in account.text
  "end" INTEGER NOT NULL,                            -- one past the last code point
  kind TEXT NOT NULL,                                -- kind of claim it would have been
  reason TEXT NOT NULL,                              -- why it is no claim
  extractor TEXT NOT NULL                            -- rule or plugin that proposed it
);

-- One question that accounts answer, reconciled: an entry of the apparatus.
CREATE TABLE item (
  id TEXT PRIMARY KEY,         -- stable name
  position INTEGER NOT NULL,   -- place in the apparatus, from 0
  kind TEXT NOT NULL,          -- kind of its claims
  label TEXT NOT NULL,         -- the question in a few words
  measure TEXT,                -- measure its claims share; NULL when not understood
  verdict TEXT NOT NULL,       -- agree, compatible, conflict, single
  sorts TEXT NOT NULL,         -- sorts of conflict (JSON list)
  independent REAL NOT NULL,   -- independent lines behind the best supported reading
  low REAL,                    -- low figure; NULL for no bound, or no quantity
  best REAL,                   -- best figure; NULL when refused, or no quantity
  high REAL,                   -- high figure; NULL for no bound, or no quantity
  rule TEXT,                   -- named rule behind the figures; NULL for no quantity
  refused TEXT,                -- why no best figure is given; NULL when one is
  headline INTEGER NOT NULL,   -- 1 for the event's own total of a measure
  denies TEXT NOT NULL,        -- sigla of accounts that deny it (JSON list)
  reasons TEXT NOT NULL,       -- grounds, strongest first (JSON list of records)
  others TEXT NOT NULL         -- best figure by the other named rules (JSON list of pairs)
);

-- Which claims answer an item.
CREATE TABLE item_claim (
  item TEXT NOT NULL REFERENCES item (id),     -- the item
  position INTEGER NOT NULL,                   -- order within the item, from 0
  claim TEXT NOT NULL REFERENCES claim (id),   -- the claim
  grounds TEXT NOT NULL,                       -- digest of what the links from it rest on: where it is the same, so are they; '' for none
  PRIMARY KEY (item, position)
) WITHOUT ROWID;
CREATE INDEX item_of_claim ON item_claim (claim);

-- Two claims taken to be about one item, which item_claim names, and why.
CREATE TABLE link (
  a TEXT NOT NULL REFERENCES claim (id),    -- first claim
  b TEXT NOT NULL REFERENCES claim (id),    -- second claim
  score REAL NOT NULL,                      -- probability that both are about one item
  reasons TEXT NOT NULL,                    -- what spoke for and against, with its share in log-odds (JSON list of pairs)
  PRIMARY KEY (a, b)
) WITHOUT ROWID;

-- One value of an item.
CREATE TABLE reading (
  item TEXT NOT NULL REFERENCES item (id),  -- the item
  position INTEGER NOT NULL,                -- order within the item, best supported first, from 0
  value TEXT NOT NULL,                      -- the value (JSON record)
  words TEXT NOT NULL,                      -- the value as the first bearing claim words it
  accounts TEXT NOT NULL,                   -- sigla of the accounts that bear it (JSON list)
  independent REAL NOT NULL,                -- independent lines of descent behind it
  reasons TEXT NOT NULL,                    -- why accounts did not count in full (JSON list of records)
  PRIMARY KEY (item, position)
) WITHOUT ROWID;

-- Which claims bear a reading.
CREATE TABLE reading_claim (
  item TEXT NOT NULL,                         -- the item
  reading INTEGER NOT NULL,                   -- position of the reading within it
  position INTEGER NOT NULL,                  -- order within the reading, from 0
  claim TEXT NOT NULL REFERENCES claim (id),  -- the claim
  PRIMARY KEY (item, reading, position),
  FOREIGN KEY (item, reading) REFERENCES reading (item, position)
) WITHOUT ROWID;

-- A passage that two accounts share.
CREATE TABLE parallel (
  a TEXT NOT NULL REFERENCES account (siglum),  -- first account
  a_start INTEGER NOT NULL,                     -- first code point in its text
  a_end INTEGER NOT NULL,                       -- one past the last
  b TEXT NOT NULL REFERENCES account (siglum),  -- second account
  b_start INTEGER NOT NULL,                     -- first code point in its text
  b_end INTEGER NOT NULL,                       -- one past the last
  kind TEXT NOT NULL,                           -- copied, quotation, boilerplate
  direction TEXT NOT NULL,                      -- a->b, b->a, unknown
  reason TEXT NOT NULL,                         -- evidence for kind and direction
  edits TEXT NOT NULL,                          -- words that changed (JSON list of records)
  family INTEGER NOT NULL                       -- family of passages it belongs to; -1 for none
);

-- Accounts joined by copied text.
CREATE TABLE family (
  number INTEGER NOT NULL,                           -- number of the family, from 0
  siglum TEXT NOT NULL REFERENCES account (siglum),  -- a member
  PRIMARY KEY (number, siglum)
) WITHOUT ROWID;

-- Edges of the stemma.
CREATE TABLE descent (
  parent TEXT NOT NULL,                             -- siglum, or name of a missing ancestor
  child TEXT NOT NULL,                              -- siglum, or name of a missing ancestor
  shared REAL NOT NULL,                             -- share of the child's text that it has from the parent
  sure REAL NOT NULL,                               -- probability of this direction
  reasons TEXT NOT NULL                             -- evidence, strongest first (JSON list of records)
);

-- Ancestors that must have been but are not among the accounts.
CREATE TABLE missing_ancestor (
  name TEXT PRIMARY KEY  -- its name in the stemma
) WITHOUT ROWID;

-- Who had each copied passage from whom.
CREATE TABLE passage_stemma (
  family INTEGER PRIMARY KEY,  -- family of passages, as in parallel.family
  edges TEXT NOT NULL,         -- lines of descent as in descent, shared of the passage (JSON list of records)
  missing TEXT NOT NULL        -- names of ancestors of this passage that are not among the accounts (JSON list)
);

-- What the search for passages remembers, so that adding accounts need not compare the others again; one row.
CREATE TABLE searched (
  by TEXT NOT NULL,      -- how letters were compared
  pairs BLOB NOT NULL,   -- accounts with n-grams in common and their places, guarded by a digest, as in model/lineage.py
  pieces BLOB NOT NULL   -- aligned pieces of each parallel: its number, 1 where others led to it, first letter and one past the last on either side
);

-- How often each account is right, as far as the items that accounts contradict each other on tell.
CREATE TABLE accuracy (
  siglum TEXT PRIMARY KEY REFERENCES account (siglum),  -- the account
  "right" REAL NOT NULL                                 -- 0 to 1, in steps
) WITHOUT ROWID;

-- Accounts that share values which others contradict.
CREATE TABLE alike (
  later TEXT NOT NULL REFERENCES account (siglum),    -- the later account
  earlier TEXT NOT NULL REFERENCES account (siglum),  -- the earlier one
  odds REAL NOT NULL,                                 -- what it adds to the log-odds that one rests on the other
  PRIMARY KEY (later, earlier)
) WITHOUT ROWID;

-- Checks of arithmetic.
CREATE TABLE finding (
  position INTEGER PRIMARY KEY,  -- order, from 0
  "check" TEXT NOT NULL,         -- name of the check
  claims TEXT NOT NULL,          -- ids of the claims it is about (JSON list)
  holds INTEGER NOT NULL,        -- 1 when the arithmetic works out
  says TEXT NOT NULL             -- the arithmetic in words
);

-- Sources behind the sources.
CREATE TABLE origin (
  name TEXT PRIMARY KEY,   -- fullest form of its name
  forms TEXT NOT NULL,     -- all wordings (JSON list)
  claims TEXT NOT NULL,    -- ids of the claims that rest on it (JSON list)
  accounts TEXT NOT NULL   -- sigla of the accounts that name it (JSON list)
) WITHOUT ROWID;

-- What could not be read, resolved or understood.
CREATE TABLE problem (
  position INTEGER PRIMARY KEY,  -- order, from 0
  severity TEXT NOT NULL,        -- error, warning, note
  stage TEXT NOT NULL,           -- stage that met it
  "where" TEXT NOT NULL,         -- file name or siglum; empty for the whole edition
  message TEXT NOT NULL,         -- the sentence
  start INTEGER,                 -- first code point in account.text; NULL when it is about the whole
  "end" INTEGER                  -- one past the last code point; NULL with start
);

-- What persons decided in review: append-only, each row guarded by the one before.
CREATE TABLE decision (
  number INTEGER PRIMARY KEY,  -- position in the log, from 1
  at TEXT NOT NULL,            -- when, ISO 8601 in UTC
  who TEXT NOT NULL,           -- who, as they name themselves
  verb TEXT NOT NULL,          -- confirm, reject, split, merge, relabel, network, date, publisher, note, undo
  target TEXT NOT NULL,        -- anchor it is about (JSON)
  value TEXT NOT NULL,         -- new value (JSON)
  why TEXT NOT NULL,           -- reason given; may be empty
  chain TEXT NOT NULL          -- SHA-256 over the row before's chain and this row
);
CREATE TRIGGER decision_stays BEFORE UPDATE ON decision BEGIN SELECT RAISE(ABORT, 'decisions are never changed: undo them by another'); END;
CREATE TRIGGER decision_remains BEFORE DELETE ON decision BEGIN SELECT RAISE(ABORT, 'decisions are never deleted: undo them by another'); END;

-- The apparatus for any SQLite tool: every reading with its words and its support.
CREATE VIEW apparatus AS
SELECT item.label, item.measure, item.verdict, reading.words, reading.accounts, reading.independent,
       item.low, item.best, item.high, item.refused, item.id AS item
FROM item JOIN reading ON reading.item = item.id
ORDER BY item.position, reading.position;

-- Claims with the fields of their values as columns.
CREATE VIEW claim_value AS
SELECT claim.id, claim.siglum, claim.start, claim."end", claim.quote, claim.kind,
       claim.value ->> 'low' AS low, claim.value ->> 'high' AS high, claim.value ->> 'approx' AS approx,
       claim.value ->> 'unit' AS unit, claim.value ->> 'edtf' AS edtf, claim.value ->> 'speaker' AS speaker,
       claim.value ->> 'via' AS via, claim.frame ->> 'measure' AS measure,
       claim.attribution ->> 'source' AS attributed_to
FROM claim;
