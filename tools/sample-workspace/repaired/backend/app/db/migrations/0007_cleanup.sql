-- DROP TABLE audit_log; is only talk
DELETE FROM sessions WHERE expires_at < now() - interval '30 days';
