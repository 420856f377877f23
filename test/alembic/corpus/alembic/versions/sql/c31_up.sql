CREATE TABLE from_file (id integer);
ALTER TABLE from_file ADD COLUMN label text;
