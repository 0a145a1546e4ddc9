-- What people did about signing in: the newest last, by their ids. A row is proven when only the person could have caused it.
CREATE TABLE auth_events (
    pool_id $text$ NOT NULL,
    sub $text$ NOT NULL,
    id $text$ NOT NULL,
    at $long$ NOT NULL,
    proven $long$ NOT NULL,
    state $text$ NOT NULL,
    PRIMARY KEY (pool_id, sub, id)
) $narrow$;
CREATE INDEX auth_events_by_proof ON auth_events (pool_id, sub, proven, id);
CREATE INDEX auth_events_by_time ON auth_events (at);

-- The regions that have a copy of a pool.
CREATE TABLE replica_regions (
    region $text$ NOT NULL,
    pool_id $text$ NOT NULL,
    PRIMARY KEY (region, pool_id)
) $narrow$;
