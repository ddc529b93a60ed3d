-- PostgreSQL: the program's own role can add and read trail rows, seal them, and empty one whose erasing was decided; nothing else.
-- Run once as the owner of the tables, after `manage.py migrate` (which goes on under the owner), and again after an upgrade:
--     psql "$OWNER_URL" -c "CREATE ROLE dangjian_app LOGIN PASSWORD '…'" -f deploy/server/trail-role.sql
-- then DATABASE_URL of the services names dangjian_app. The triggers belong to the owner, so this role cannot lift them.
GRANT USAGE ON SCHEMA public TO dangjian_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO dangjian_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO dangjian_app;
REVOKE UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER ON accounts_entry FROM dangjian_app;
-- Sealing writes the first four; erasing by rule empties the others (the trigger allows each once).
GRANT UPDATE (number, previous, seal, sealed_at, target_label, before, after, note, salt) ON accounts_entry TO dangjian_app;
-- Which rows were erased is itself written once.
REVOKE UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER ON accounts_erasedentry FROM dangjian_app;
REVOKE DELETE, TRUNCATE, REFERENCES, TRIGGER ON accounts_erasure FROM dangjian_app;
