-- Hashes of passwords that people had before, sealed, for pools that do not let them be used again.

ALTER TABLE users ADD COLUMN past_passwords $bytes$;
