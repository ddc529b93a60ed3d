-- PostgreSQL: the program's own role can add and read trail rows, seal them, and empty one whose erasing was decided; nothing else.
-- Run as the owner of the tables, after `manage.py migrate` (which goes on under the owner), and again after each upgrade (docs/install.md, 7):
--     psql -d dangjian -c "SET ROLE dangjian" -f deploy/server/trail-role.sql
-- DATABASE_URL of the services names dangjian_app. The triggers belong to the owner, so this role cannot lift them.
GRANT USAGE ON SCHEMA public TO dangjian_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO dangjian_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO dangjian_app;
-- Tables of a later version, until this file is run again.
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO dangjian_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO dangjian_app;
-- Closing a secret ballot gives these two new files (tasks/ballots/purging.py).
GRANT TRUNCATE ON tasks_votingcode, tasks_vote TO dangjian_app;
REVOKE UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER ON accounts_entry FROM dangjian_app;
-- Sealing writes the first four; erasing by rule empties the others (the trigger allows each once).
GRANT UPDATE (number, previous, seal, sealed_at, target_label, before, after, note, salt) ON accounts_entry TO dangjian_app;
-- Which rows were erased is itself written once.
REVOKE UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER ON accounts_erasedentry FROM dangjian_app;
REVOKE DELETE, TRUNCATE, REFERENCES, TRIGGER ON accounts_erasure FROM dangjian_app;
