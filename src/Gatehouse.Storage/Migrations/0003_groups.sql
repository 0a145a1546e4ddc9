-- Who is in which group. The name finds the group; group_id says which group of that name it was, so that nobody is in a group that was
-- removed and made again.

CREATE TABLE group_members (
    pool_id $text$ NOT NULL,
    name $bytes$ NOT NULL,
    sub $text$ NOT NULL,
    group_id $text$ NOT NULL,
    added $long$ NOT NULL,
    PRIMARY KEY (pool_id, name, sub)
) $narrow$;
CREATE INDEX groups_of_member ON group_members (pool_id, sub);

-- What is known of a session where the pool keeps account of them; null where it does not. active_until is the end of its refresh token.
ALTER TABLE sessions ADD COLUMN last_active $long$;
ALTER TABLE sessions ADD COLUMN active_until $long$;
ALTER TABLE sessions ADD COLUMN address $text$;
ALTER TABLE sessions ADD COLUMN device $text$;
