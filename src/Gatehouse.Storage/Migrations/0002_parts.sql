-- Small things that belong to a pool (owner is empty) or to a person (owner is the sub), each a document under a key.
-- Where something in it is secret, state is empty and box holds the document sealed.

CREATE TABLE parts (
    pool_id $text$ NOT NULL,
    kind $text$ NOT NULL,
    owner $text$ NOT NULL,
    key $bytes$ NOT NULL,
    version $long$ NOT NULL,
    state $text$ NOT NULL,
    box $bytes$,
    PRIMARY KEY (pool_id, kind, owner, key)
) $narrow$;
CREATE INDEX parts_of_owner ON parts (pool_id, owner);

-- Names that one part of a kind may have in the whole installation.
CREATE TABLE part_claims (
    kind $text$ NOT NULL,
    claim $bytes$ NOT NULL,
    pool_id $text$ NOT NULL,
    owner $text$ NOT NULL,
    key $bytes$ NOT NULL,
    PRIMARY KEY (kind, claim)
) $narrow$;
CREATE INDEX claims_of_part ON part_claims (pool_id, kind, owner, key);
CREATE INDEX claims_of_owner ON part_claims (pool_id, owner);
