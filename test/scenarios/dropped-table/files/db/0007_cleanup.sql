-- DROP TABLE audit_log; is only talk
DROP TABLE sessions;
