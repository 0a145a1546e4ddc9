-- By which way a message leaves: what is stuck in one holds up no other. And what became of messages, for a week.

ALTER TABLE outbox ADD COLUMN way $long$ NOT NULL DEFAULT 0;
DROP INDEX outbox_due;
CREATE INDEX outbox_due ON outbox (way, next_try);

CREATE TABLE deliveries (
    pool_id $text$ NOT NULL,
    id $text$ NOT NULL,
    tried $long$ NOT NULL,
    state $text$ NOT NULL,
    PRIMARY KEY (pool_id, id)
) $wide$;
CREATE INDEX deliveries_in_order ON deliveries (pool_id, tried, id);
CREATE INDEX deliveries_by_end ON deliveries (tried);
