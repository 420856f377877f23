/** What examples of rules speak of, and some rows. */
const TABLES = `
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS citext;
CREATE TABLE customers (id int CONSTRAINT customers_pkey PRIMARY KEY, email text CONSTRAINT customers_email_key UNIQUE);
CREATE TABLE orders (id int NOT NULL, customer_id int CONSTRAINT orders_customer_id_fkey REFERENCES customers (id));
INSERT INTO customers VALUES (1, 'a'), (2, 'b'), (3, 'c');
INSERT INTO orders VALUES (1, 1), (2, 2), (3, 3);
`;

/**
 * What is there before an example that names it and does not make it itself, by name; the later ones use the
 * earlier ones.
 */
const GIVEN: Readonly<Record<string, string>> = {
  mood: "CREATE TYPE mood AS ENUM ('sad', 'ok'); ALTER TABLE customers ADD COLUMN mood mood DEFAULT 'ok'",
  number: 'ALTER TABLE orders ADD COLUMN number text; UPDATE orders SET number = id',
  total: 'ALTER TABLE orders ADD COLUMN total int DEFAULT 5',
  price: 'ALTER TABLE orders ADD COLUMN price int DEFAULT 5',
  pieces: 'ALTER TABLE orders ADD COLUMN pieces int DEFAULT 5',
  note: "ALTER TABLE orders ADD COLUMN note varchar(40) DEFAULT 'x'",
  state: "ALTER TABLE orders ADD COLUMN state text DEFAULT 'new'",
  order_events: 'CREATE TABLE order_events (id int); INSERT INTO order_events VALUES (1)',
  bookings:
    "CREATE TABLE bookings (room_id int, during tsrange); INSERT INTO bookings VALUES (1, '[2026-01-01,2026-01-02)')",
  ix_orders_number: 'CREATE INDEX ix_orders_number ON orders (number)',
  pk_orders: 'CREATE UNIQUE INDEX pk_orders ON orders (id)',
  uq_orders_number: 'CREATE UNIQUE INDEX uq_orders_number ON orders (number)',
};

/** Makes the schema anew, as it is before the statements of an example. */
export function schemaBefore(statements: readonly string[]): string {
  let text = statements.join(';\n');
  const needed: string[] = [];
  for (const [name, sql] of Object.entries(GIVEN).toReversed()) {
    if (!names(text, name) || makes(text, name)) continue;
    text = `${sql};\n${text}`;
    needed.unshift(sql);
  }
  return ['DROP SCHEMA public CASCADE; CREATE SCHEMA public', TABLES, ...needed].join(';\n');
}

function names(text: string, name: string): boolean {
  return new RegExp(`\\b${name}\\b`).test(text);
}

function makes(text: string, name: string): boolean {
  const what = '(?:CREATE (?:UNIQUE |MATERIALIZED )?[A-Z]+|ADD COLUMN|ADD CONSTRAINT)';
  const madeBy = new RegExp(`\\b${what} (?:CONCURRENTLY |IF NOT EXISTS )*${name}\\b(?![^;]* USING INDEX)`);
  return madeBy.test(text);
}
