DROP TABLE from_file;
