-- Words between dollar signs are column types and table options; each engine has its own.
-- Times are milliseconds since 1970. Documents are JSON text. Whatever people choose (names, values) is kept as UTF-8 bytes.

CREATE TABLE pools (
    id $text$ NOT NULL PRIMARY KEY,
    version $long$ NOT NULL,
    state $text$ NOT NULL
) $wide$;

-- An id is never used again, so that a token or a cache of a deleted pool says nothing about a new one.
CREATE TABLE pool_ids_used (id $text$ NOT NULL PRIMARY KEY) $narrow$;

-- Deleted pools whose rows are still being deleted.
CREATE TABLE pools_to_empty (id $text$ NOT NULL PRIMARY KEY) $narrow$;

-- How many people a pool has, as the sum of its slots: one row would be a queue for all who sign up.
CREATE TABLE pool_counts (
    pool_id $text$ NOT NULL,
    slot $long$ NOT NULL,
    users $long$ NOT NULL,
    PRIMARY KEY (pool_id, slot)
) $narrow$;

CREATE TABLE clients (
    id $text$ NOT NULL PRIMARY KEY,
    pool_id $text$ NOT NULL,
    ways $long$ NOT NULL,
    version $long$ NOT NULL,
    state $text$ NOT NULL,
    secrets $bytes$ NOT NULL
) $wide$;
CREATE INDEX clients_of_pool ON clients (pool_id, id);

CREATE TABLE users (
    pool_id $text$ NOT NULL,
    sub $text$ NOT NULL,
    version $long$ NOT NULL,
    enabled $long$ NOT NULL,
    state $text$ NOT NULL,
    srp $bytes$,
    PRIMARY KEY (pool_id, sub)
) $wide$;

CREATE TABLE user_names (
    pool_id $text$ NOT NULL,
    value $bytes$ NOT NULL,
    kind $text$ NOT NULL,
    sub $text$ NOT NULL,
    PRIMARY KEY (pool_id, value)
) $narrow$;
CREATE INDEX names_of_user ON user_names (pool_id, sub);

CREATE TABLE user_attributes (
    pool_id $text$ NOT NULL,
    name $text$ NOT NULL,
    value $bytes$ NOT NULL,
    sub $text$ NOT NULL,
    PRIMARY KEY (pool_id, name, value, sub)
) $narrow$;

CREATE TABLE sessions (
    pool_id $text$ NOT NULL,
    id $text$ NOT NULL,
    sub $text$ NOT NULL,
    client_id $text$ NOT NULL,
    refresh_hash $bytes$ NOT NULL,
    kept_until $long$ NOT NULL,
    state $text$ NOT NULL,
    PRIMARY KEY (pool_id, id)
) $wide$;
CREATE UNIQUE INDEX sessions_by_refresh ON sessions (pool_id, refresh_hash);
CREATE INDEX sessions_of_user ON sessions (pool_id, sub);
CREATE INDEX sessions_of_client ON sessions (pool_id, client_id);
CREATE INDEX sessions_by_end ON sessions (kept_until);

CREATE TABLE spent (
    pool_id $text$ NOT NULL,
    value $bytes$ NOT NULL,
    forget_after $long$ NOT NULL,
    PRIMARY KEY (pool_id, value)
) $narrow$;
CREATE INDEX spent_by_end ON spent (forget_after);

CREATE TABLE tallies (
    pool_id $text$ NOT NULL,
    tally $bytes$ NOT NULL,
    forget_after $long$ NOT NULL,
    state $text$ NOT NULL,
    PRIMARY KEY (pool_id, tally)
) $narrow$;
CREATE INDEX tallies_by_end ON tallies (forget_after);

-- next_try is null once a message went out; keep_until is null before.
CREATE TABLE outbox (
    id $text$ NOT NULL PRIMARY KEY,
    pool_id $text$ NOT NULL,
    sub $text$ NOT NULL,
    destination $bytes$ NOT NULL,
    created $long$ NOT NULL,
    next_try $long$,
    attempts $long$ NOT NULL,
    keep_until $long$,
    payload $bytes$ NOT NULL
) $wide$;
CREATE INDEX outbox_due ON outbox (next_try);
CREATE INDEX outbox_by_end ON outbox (keep_until);
CREATE INDEX outbox_of_user ON outbox (pool_id, sub);
CREATE INDEX outbox_in_order ON outbox (created, id);
CREATE INDEX outbox_to ON outbox (destination, created, id);

CREATE TABLE signing_keys (
    pool_id $text$ NOT NULL,
    kid $text$ NOT NULL,
    token_use $text$ NOT NULL,
    sealed_private $bytes$ NOT NULL,
    modulus $bytes$ NOT NULL,
    exponent $bytes$ NOT NULL,
    signs_from $long$ NOT NULL,
    verifies_until $long$,
    PRIMARY KEY (pool_id, kid)
) $wide$;
CREATE INDEX signing_keys_by_end ON signing_keys (verifies_until);

CREATE TABLE key_ring (
    name $text$ NOT NULL PRIMARY KEY,
    element $text$ NOT NULL
) $wide$;

CREATE TABLE key_ring_values (
    name $text$ NOT NULL PRIMARY KEY,
    value $bytes$ NOT NULL
) $wide$;
