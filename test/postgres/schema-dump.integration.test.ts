import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { postgresql, scratchDatabase, type ScratchDatabase } from './scratch-database.ts';

describe.skipIf(postgresql.kind === 'unavailable')('real PostgreSQL tells what a schema holds', () => {
  let database: ScratchDatabase;
  beforeAll(async () => {
    database = await scratchDatabase();
  });
  afterAll(() => database.drop());
  beforeEach(() => database.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public'));

  test('a table with its columns, constraints, indexes and triggers', async () => {
    await database.query(`
      CREATE TABLE customers (id bigint PRIMARY KEY);
      CREATE TABLE orders (
        id serial PRIMARY KEY,
        customer bigint NOT NULL REFERENCES customers ON DELETE CASCADE,
        label varchar(40) COLLATE "C" DEFAULT 'new',
        total numeric(8, 2) CONSTRAINT positive CHECK (total > 0),
        doubled numeric GENERATED ALWAYS AS (total * 2) STORED
      );
      COMMENT ON COLUMN orders.total IS 'in euro';
      CREATE INDEX by_label ON orders (lower(label)) WHERE total > 10;
      CREATE FUNCTION stop() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
      CREATE TRIGGER guard BEFORE DELETE ON orders FOR EACH ROW EXECUTE FUNCTION stop();
    `);
    const { tables, sequences, functions } = await database.dump();
    expect(Object.keys(tables)).toEqual(['orders', 'customers']);
    const { columns, constraints, indexes, triggers } = tables['orders'] ?? {};
    expect(columns).toEqual({
      id: { type: 'integer', nullable: false, default: "nextval('orders_id_seq'::regclass)" },
      customer: { type: 'bigint', nullable: false },
      label: {
        type: 'character varying(40)',
        nullable: true,
        default: "'new'::character varying",
        collation: '"C"',
      },
      total: { type: 'numeric(8,2)', nullable: true, comment: 'in euro' },
      doubled: {
        type: 'numeric',
        nullable: true,
        default: expect.stringContaining('total * '),
        generated: 's',
      },
    });
    expect(constraints).toMatchObject({
      orders_pkey: 'PRIMARY KEY (id)',
      orders_customer_fkey: 'FOREIGN KEY (customer) REFERENCES customers(id) ON DELETE CASCADE',
      positive: 'CHECK ((total > (0)::numeric))',
    });
    expect(indexes).toEqual({
      orders_pkey: 'CREATE UNIQUE INDEX orders_pkey ON public.orders USING btree (id)',
      by_label:
        'CREATE INDEX by_label ON public.orders USING btree (lower((label)::text)) WHERE (total > (10)::numeric)',
    });
    expect(triggers).toEqual({
      guard: 'CREATE TRIGGER guard BEFORE DELETE ON public.orders FOR EACH ROW EXECUTE FUNCTION stop()',
    });
    expect(sequences).toEqual({
      orders_id_seq: { type: 'integer', start: 1, increment: 1, ownedBy: 'orders.id' },
    });
    expect(functions).toEqual({ 'stop()': 'BEGIN RETURN NULL; END' });
  });

  test('types, views, other schemas and what is not usual about a table', async () => {
    await database.query(`
      CREATE TYPE mood AS ENUM ('good', 'bad');
      ALTER TYPE mood ADD VALUE 'so so' AFTER 'good';
      CREATE DOMAIN email AS varchar(80);
      CREATE SCHEMA audit;
      CREATE UNLOGGED TABLE audit.entry (id bigint GENERATED ALWAYS AS IDENTITY, mood mood);
      ALTER TABLE audit.entry ENABLE ROW LEVEL SECURITY;
      CREATE VIEW moods AS SELECT mood FROM audit.entry;
    `);
    const dump = await database.dump();
    expect(dump).toMatchObject({
      schemas: ['audit', 'public'],
      enums: { mood: ['good', 'so so', 'bad'] },
      domains: { email: 'character varying(80)' },
      views: { moods: expect.stringContaining('FROM audit.entry') },
      tables: {
        'audit.entry': {
          persistence: 'u',
          rowSecurity: true,
          columns: { id: { identity: 'a' }, mood: { type: 'mood' } },
        },
      },
    });
    await database.query('DROP SCHEMA audit CASCADE');
  });

  test('alike whatever the order of columns, and never alike when one thing differs', async () => {
    await database.query('CREATE TABLE orders (id int, label text)');
    const before = await database.dump();
    await database.query('ALTER TABLE orders DROP COLUMN id; ALTER TABLE orders ADD COLUMN id int');
    expect(await database.dump()).toEqual(before);
    await database.query('ALTER TABLE orders ALTER COLUMN id SET DEFAULT 1');
    expect(await database.dump()).not.toEqual(before);
  });

  test('without the bookkeeping of Alembic', async () => {
    const before = await database.dump();
    await database.query('CREATE TABLE alembic_version (version_num varchar(32) NOT NULL)');
    expect(await database.dump()).toEqual(before);
  });
});
