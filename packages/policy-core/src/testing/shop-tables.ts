/** Tables in use, with what leads from one to the other, an index and a view. */
export const SHOP = `
  CREATE TABLE people (id int PRIMARY KEY, email text UNIQUE);
  CREATE TABLE orders (
    id int PRIMARY KEY, by int REFERENCES people, total int NOT NULL, note varchar(20), made timestamptz,
    CONSTRAINT note_there CHECK (note IS NOT NULL)
  );
  CREATE TABLE lines (id int, of int CONSTRAINT lines_of REFERENCES orders ON DELETE CASCADE);
  CREATE INDEX orders_total ON orders (total);
  CREATE VIEW notes AS SELECT note FROM orders;
`;
