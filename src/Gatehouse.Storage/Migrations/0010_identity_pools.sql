-- Pools of identities, and the identities in them. Who was merged into another is not enabled any more and has no logins.

CREATE TABLE identity_pools (
    id $text$ NOT NULL PRIMARY KEY,
    version $long$ NOT NULL,
    state $text$ NOT NULL
) $wide$;

-- Found by its id alone: requests name no pool beside it.
CREATE TABLE identities (
    id $text$ NOT NULL PRIMARY KEY,
    pool_id $text$ NOT NULL,
    enabled $long$ NOT NULL,
    state $text$ NOT NULL
) $wide$;
CREATE INDEX identities_of_pool ON identities (pool_id, id);

-- One login leads to one identity.
CREATE TABLE identity_logins (
    pool_id $text$ NOT NULL,
    provider $bytes$ NOT NULL,
    subject $bytes$ NOT NULL,
    identity_id $text$ NOT NULL,
    PRIMARY KEY (pool_id, provider, subject)
) $narrow$;
CREATE INDEX logins_of_identity ON identity_logins (identity_id);
