/** What most examples of rules speak of, and some rows. */
const TABLES = `
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE TABLE customers (id int CONSTRAINT customers_pkey PRIMARY KEY, email text);
CREATE TABLE orders (id int NOT NULL);
INSERT INTO customers VALUES (1, 'a'), (2, 'b'), (3, 'c');
INSERT INTO orders VALUES (1), (2), (3);
`;

/** Once in a database, outside of a transaction: there is one disk and one way to store a table here. */
export const PLACES: readonly string[] = [
  'SET allow_in_place_tablespaces = on',
  "CREATE TABLESPACE fast LOCATION ''",
  'CREATE ACCESS METHOD columnar TYPE TABLE HANDLER heap_tableam_handler',
];

const FITTING = "FOR VALUES FROM ('2023-01-01') TO ('2024-01-01')";

/**
 * What is there before an example that names it and does not make it itself, by name; the later ones use the
 * earlier ones.
 */
const GIVEN: Readonly<Record<string, string>> = {
  'REFERENCES orders': 'ALTER TABLE orders ADD PRIMARY KEY (id)',
  'REINDEX TABLE': 'CREATE INDEX ix_orders_id ON orders (id)',
  amount: 'CREATE DOMAIN amount AS int; ALTER TABLE orders ADD COLUMN worth amount DEFAULT 1',
  customer_id: 'ALTER TABLE orders ADD COLUMN customer_id int; UPDATE orders SET customer_id = id',
  number: 'ALTER TABLE orders ADD COLUMN number text; UPDATE orders SET number = id',
  total: 'ALTER TABLE orders ADD COLUMN total int DEFAULT 5',
  net: 'ALTER TABLE orders ADD COLUMN net int DEFAULT 5',
  tax: 'ALTER TABLE orders ADD COLUMN tax int DEFAULT 5',
  price: 'ALTER TABLE orders ADD COLUMN price int DEFAULT 5',
  pieces: 'ALTER TABLE orders ADD COLUMN pieces int DEFAULT 5',
  note: "ALTER TABLE orders ADD COLUMN note varchar(40) DEFAULT 'x'",
  paid_at: 'ALTER TABLE orders ADD COLUMN paid_at timestamptz DEFAULT now()',
  state: "ALTER TABLE orders ADD COLUMN state text DEFAULT 'new'",
  order_state: "CREATE TYPE order_state AS ENUM ('new'); ALTER TABLE orders ADD COLUMN state order_state",
  order_events: 'CREATE TABLE order_events (id int); INSERT INTO order_events VALUES (1)',
  notes: "CREATE TABLE notes (id int, body text); INSERT INTO notes VALUES (1, 'x')",
  ck_notes_body: 'ALTER TABLE notes ADD CONSTRAINT ck_notes_body CHECK (body IS NOT NULL) NOT VALID',
  bookings:
    "CREATE TABLE bookings (room_id int, during tsrange); INSERT INTO bookings VALUES (1, '[2026-01-01,2026-01-02)')",
  sessions: 'CREATE TABLE sessions (id int); INSERT INTO sessions VALUES (1)',
  'sessions SET LOGGED': 'ALTER TABLE sessions SET UNLOGGED',
  // A default partition is read only where there are others, whose rows it must not have.
  events:
    "CREATE TABLE events (id int, at date NOT NULL) PARTITION BY RANGE (at); CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')",
  events_2023:
    "CREATE TABLE events_2023 (id int, at date NOT NULL); INSERT INTO events_2023 VALUES (1, '2023-05-05')",
  'DETACH PARTITION events_2023': `ALTER TABLE events ATTACH PARTITION events_2023 ${FITTING}`,
  totals:
    'CREATE MATERIALIZED VIEW totals AS SELECT id FROM orders; CREATE UNIQUE INDEX totals_ix ON totals (id)',
  note_change: "CREATE FUNCTION note_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
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
