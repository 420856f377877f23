ALTER TABLE from_file ADD COLUMN one integer;
ALTER TABLE from_file ADD COLUMN two integer;
