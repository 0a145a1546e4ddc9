-- The secrets that people's authenticator apps share with us, sealed.

ALTER TABLE users ADD COLUMN authenticators $bytes$;
