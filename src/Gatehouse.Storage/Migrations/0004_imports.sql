-- Imports of people. active is 1 from the start of an import to its end, else null; whoever sets it holds the turn.
-- ended is when it was over, or will be if nobody starts it; null while it is active.
CREATE TABLE imports (
    pool_id $text$ NOT NULL,
    id $text$ NOT NULL,
    created $long$ NOT NULL,
    active $long$,
    upload $text$,
    holder $text$,
    held_until $long$ NOT NULL,
    ended $long$,
    state $text$ NOT NULL,
    PRIMARY KEY (pool_id, id)
) $wide$;
CREATE INDEX imports_active ON imports (active);
CREATE INDEX imports_in_order ON imports (pool_id, created, id);
CREATE INDEX imports_by_end ON imports (ended);

CREATE TABLE import_turn (turn $long$ NOT NULL PRIMARY KEY) $wide$;
INSERT INTO import_turn (turn) VALUES (1);

-- Files in sealed chunks. A file belongs to the import whose column upload names it.
CREATE TABLE import_chunks (
    pool_id $text$ NOT NULL,
    upload $text$ NOT NULL,
    number $long$ NOT NULL,
    kept $long$ NOT NULL,
    box $bytes$ NOT NULL,
    PRIMARY KEY (pool_id, upload, number)
) $wide$;
CREATE INDEX chunks_by_time ON import_chunks (kept);
CREATE INDEX imports_of_upload ON imports (pool_id, upload);

-- What became of the rows of a file: the lines of one step, compressed, by the position in the file where the step began.
CREATE TABLE import_log (
    pool_id $text$ NOT NULL,
    import_id $text$ NOT NULL,
    position $long$ NOT NULL,
    lines $bytes$ NOT NULL,
    PRIMARY KEY (pool_id, import_id, position)
) $wide$;
