-- DROP TABLE audit_log; is only talk, the block below is not
DO $$
BEGIN
  DROP TABLE sessions;
END
$$;
