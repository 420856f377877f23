import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { toldSql, toldSqlWithPlaces } from '../../testing/told-sql.ts';

const parser = (await testParsers()).sql;

const told = (script: string) => toldSql(parser, script);

describe('scripts of other tools', () => {
  it.each<[string, string, readonly string[]]>([
    [
      'Prisma, whose warnings quote destructive words',
      `
        /*
          Warnings:

          - You are about to drop the column \`note\` on the \`Order\` table. All the data in the column will be lost.
          - You are about to drop the \`Line\` table. If the table is not empty, all the data it contains will be lost.

        */
        -- DropForeignKey
        ALTER TABLE "Line" DROP CONSTRAINT "Line_orderId_fkey";

        -- AlterTable
        ALTER TABLE "Order" DROP COLUMN "note",
        ADD COLUMN     "state" TEXT NOT NULL;

        -- DropTable
        DROP TABLE "Line";

        -- CreateIndex
        CREATE UNIQUE INDEX "Order_state_key" ON "Order"("state");
      `,
      [
        'drop-constraint Line Line_orderId_fkey',
        'drop-column Order note',
        'add-column Order state',
        'drop-table Line',
        'create-index Order Order_state_key',
      ],
    ],
    [
      'goose, with both directions in one file',
      `
        -- +goose Up
        -- +goose StatementBegin
        CREATE TABLE orders (id bigint PRIMARY KEY);
        -- +goose StatementEnd

        -- +goose Down
        DROP TABLE orders;
      `,
      ['create-table orders', 'drop-table orders'],
    ],
    [
      'dbmate, without a transaction',
      `
        -- migrate:up transaction:false
        CREATE INDEX CONCURRENTLY ix ON orders (state);

        -- migrate:down
        DROP INDEX CONCURRENTLY ix;
      `,
      ['create-index orders ix', 'drop-index ix'],
    ],
    [
      'Liquibase',
      `
        --liquibase formatted sql
        --changeset ana:1 splitStatements:true
        ALTER TABLE orders ADD note text;
        --rollback ALTER TABLE orders DROP note;
      `,
      ['add-column orders note'],
    ],
    [
      'Flyway, with a place for a value',
      `
        ALTER TABLE orders ADD note text;
        GRANT SELECT ON orders TO "\${reader}";
      `,
      ['add-column orders note', 'other GRANT'],
    ],
    [
      'Go templates, each of which only costs its own statement',
      `
        CREATE TABLE {{ .Schema }}.orders (id int);
        ALTER TABLE orders ADD note text;
        DROP TABLE lines;
      `,
      [
        '! PostgreSQL reads it as a syntax error at or near "{"',
        'add-column orders note',
        'drop-table lines',
      ],
    ],
    [
      'node-pg-migrate and others, in one transaction',
      `
        BEGIN;
        ALTER TABLE orders ADD note text;
        COMMIT;
      `,
      ['other BEGIN', 'add-column orders note', 'other COMMIT'],
    ],
    [
      'psql, with its own commands',
      `
        \\set ON_ERROR_STOP on
        \\echo 'DROP TABLE a;'
        DROP TABLE b;
        \\i more.sql
      `,
      [
        '! psql commands can run anything',
        '! psql commands can run anything',
        'drop-table b',
        '! psql commands can run anything',
      ],
    ],
    [
      'pg_dump',
      `
        SET statement_timeout = 0;
        SELECT pg_catalog.set_config('search_path', '', false);
        CREATE TABLE public.orders (
            id integer NOT NULL,
            note text
        );
        ALTER TABLE public.orders OWNER TO app;
        CREATE SEQUENCE public.orders_id_seq START WITH 1 INCREMENT BY 1;
        ALTER TABLE ONLY public.orders ALTER COLUMN id SET DEFAULT nextval('public.orders_id_seq'::regclass);
        COPY public.orders (id, note) FROM stdin;
        1\tDROP TABLE a;
        \\.
        ALTER TABLE ONLY public.orders
            ADD CONSTRAINT orders_pkey PRIMARY KEY (id);
      `,
      [
        'other SET',
        'other SELECT',
        'create-table public.orders',
        'other ALTER TABLE',
        'create-object sequence orders_id_seq',
        'alter-column public.orders id',
        'change-rows copy public.orders',
        'add-constraint public.orders',
      ],
    ],
    [
      'SQL Server, which is not read',
      `
        IF EXISTS (SELECT 1) DROP TABLE orders
        GO
      `,
      ['! PostgreSQL reads it as a syntax error at or near "IF"'],
    ],
    [
      'MySQL, which is not read where it differs',
      `
        ALTER TABLE \`orders\` ADD COLUMN note text;
        DROP TABLE lines;
      `,
      ['! PostgreSQL reads it as a syntax error at or near "`"', 'drop-table lines'],
    ],
  ])('%s', (_, script, expected) => {
    expect(told(script)).toEqual(expected);
  });
});

describe('blocks that people write', () => {
  it.each<[string, string, readonly string[]]>([
    [
      'a type that may be there: told as where nothing fails',
      `
        DO $$ BEGIN
          CREATE TYPE mood AS ENUM ('a', 'b');
        EXCEPTION
          WHEN duplicate_object THEN NULL;
        END $$;
      `,
      ['create-object type mood'],
    ],
    [
      'a column that may be there',
      `
        DO $$
        BEGIN
          IF NOT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 'orders') THEN
            ALTER TABLE orders ADD COLUMN note text;
          END IF;
        END
        $$;
      `,
      ['? add-column orders note'],
    ],
    [
      'a table for each month',
      `
        DO $$
        DECLARE m int;
        BEGIN
          FOR m IN 1..12 LOOP
            EXECUTE format('CREATE TABLE orders_%s PARTITION OF orders FOR VALUES IN (%L)', m, m);
          END LOOP;
        END $$;
      `,
      ['? create-table <orders_{m}>'],
    ],
    [
      'every table of a schema',
      `
        DO $$
        DECLARE r record;
        BEGIN
          FOR r IN SELECT tablename FROM pg_tables WHERE schemaname = 'shop' LOOP
            EXECUTE 'DROP TABLE ' || quote_ident(r.tablename) || ' CASCADE';
          END LOOP;
        END $$;
      `,
      ['other SELECT', '? drop-table <{r.tablename}>'],
    ],
    [
      'a notice that quotes a statement',
      `
        DO $$ BEGIN
          RAISE NOTICE 'DROP TABLE orders';
          PERFORM 'DROP TABLE lines';
        END $$;
      `,
      ['other DO'],
    ],
    [
      'quotes in quotes',
      `
        DO $outer$ BEGIN
          EXECUTE $inner$ DROP TABLE orders $inner$;
          EXECUTE 'DROP TABLE "li""nes"';
          EXECUTE E'DROP TABLE a\\x62';
        END $outer$;
      `,
      ['drop-table orders', 'drop-table li"nes', 'drop-table ab'],
    ],
    [
      'another language',
      `
        DO LANGUAGE plpython3u $$
        plpy.execute("DROP TABLE orders")
        $$;
      `,
      ['! the DO block is written in plpython3u'],
    ],
  ])('%s', (_, script, expected) => {
    expect(told(script)).toEqual(expected);
  });
});

describe('functions, whose bodies run later', () => {
  it.each<[string, string, readonly string[]]>([
    [
      'in PL/pgSQL',
      `
        CREATE OR REPLACE FUNCTION tidy() RETURNS void AS $$
        BEGIN
          DELETE FROM orders;
          DROP TABLE lines;
        END
        $$ LANGUAGE plpgsql;
      `,
      ['create-object function tidy'],
    ],
    [
      'in SQL, in quotes',
      "CREATE FUNCTION tidy() RETURNS void LANGUAGE sql AS 'DELETE FROM orders; SELECT 1'",
      ['create-object function tidy'],
    ],
    [
      'in SQL, as a body',
      'CREATE FUNCTION one() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT 2; END; DROP TABLE orders',
      ['create-object function one', 'drop-table orders'],
    ],
    [
      'as a trigger',
      `
        CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN NEW.at := now(); RETURN NEW; END $$;
        CREATE TRIGGER touch BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch();
      `,
      ['create-object function touch', 'create-object trigger touch'],
    ],
    [
      'that are called',
      'SELECT tidy(); CALL tidy_all(1)',
      [
        '! it calls tidy, and what that function does is not known',
        'other SELECT',
        '! it calls tidy_all, and what that function does is not known',
        'other CALL',
      ],
    ],
  ])('%s', (_, script, expected) => {
    expect(told(script)).toEqual(expected);
  });
});

describe('quotes that hide a semicolon, or a statement', () => {
  it.each<[string, string, readonly string[]]>([
    ['single', "SELECT ';DROP TABLE a;'; DROP TABLE b", ['other SELECT', 'drop-table b']],
    ['doubled', "SELECT 'it''s; DROP TABLE a'; DROP TABLE b", ['other SELECT', 'drop-table b']],
    ['with a backslash', "SELECT E'\\'; DROP TABLE a;'; DROP TABLE b", ['other SELECT', 'drop-table b']],
    ['with a backslash that is none', "SELECT '\\'; DROP TABLE b", ['other SELECT', 'drop-table b']],
    [
      'of a name',
      'DROP TABLE "a; DROP TABLE c"; DROP TABLE b',
      ['drop-table a; DROP TABLE c', 'drop-table b'],
    ],
    ['of a name, doubled', 'DROP TABLE "a"";"; DROP TABLE b', ['drop-table a";', 'drop-table b']],
    ['dollars', 'SELECT $$;DROP TABLE a;$$; DROP TABLE b', ['other SELECT', 'drop-table b']],
    [
      'dollars with a tag',
      'SELECT $x$ $$; DROP TABLE a; $y$ $x$; DROP TABLE b',
      ['other SELECT', 'drop-table b'],
    ],
    ['Unicode', 'SELECT U&\'\\0061;\'; DROP TABLE U&"\\0062"', ['other SELECT', 'drop-table b']],
    [
      'a parameter is no quote',
      'DELETE FROM a WHERE b = $1; DROP TABLE b',
      ['change-rows delete a filtered', 'drop-table b'],
    ],
    ['a comment', '/* ; DROP TABLE a; */ DROP TABLE b -- ; DROP TABLE c', ['drop-table b']],
    ['comments in comments', '/* /* ; */ DROP TABLE a; */ DROP TABLE b', ['drop-table b']],
    [
      'a comment in quotes',
      "SELECT '--'; DROP TABLE a; SELECT '/*'; DROP TABLE b",
      ['other SELECT', 'drop-table a', 'other SELECT', 'drop-table b'],
    ],
    ['a quote in a comment', "-- it's\nDROP TABLE b /* it's */", ['drop-table b']],
    ['parentheses', "CREATE TABLE a (b text DEFAULT ';'); DROP TABLE b", ['create-table a', 'drop-table b']],
    [
      'one that never ends',
      "DROP TABLE a; SELECT 'x; DROP TABLE b",
      [
        'drop-table a',
        '! PostgreSQL reads it as a unterminated quoted string at or near "\'x; DROP TABLE b"',
      ],
    ],
    [
      'dollars that never end',
      'DROP TABLE a; DO $$ BEGIN DROP TABLE b;',
      [
        'drop-table a',
        '! PostgreSQL reads it as a unterminated dollar-quoted string at or near "$$ BEGIN DROP TABLE b;"',
      ],
    ],
  ])('%s', (_, script, expected) => {
    expect(told(script)).toEqual(expected);
  });
});

describe('what is underlined', () => {
  it.each<[string, string, readonly string[]]>([
    ['a statement without its semicolon', 'DROP TABLE a ;', ['DROP TABLE a']],
    ['each table of a DROP', 'DROP TABLE a, b', ['a', 'b']],
    ['each command of an ALTER', 'ALTER TABLE a ADD b int,\n  DROP c', ['ADD b int', 'DROP c']],
    ['what stands in a block', 'DO $$ BEGIN DROP TABLE a; END $$', ['DROP TABLE a']],
    ['all of a text that is executed', "DO $$ BEGIN EXECUTE 'DROP TABLE a'; END $$", ['DROP TABLE a']],
    [
      'behind letters of more bytes',
      "SELECT 'é😀訂'; DROP TABLE größe",
      ["SELECT 'é😀訂'", 'DROP TABLE größe'],
    ],
    ['over lines', 'DROP\r\n  TABLE\r\n  a;', ['DROP\r\n  TABLE\r\n  a']],
    ['without the comments around', '/* a */ DROP /* b */ TABLE a /* c */; -- d', ['DROP /* b */ TABLE a']],
  ])('%s', (_, script, expected) => {
    expect(toldSqlWithPlaces(parser, script).map(({ underlined }) => underlined)).toEqual(expected);
  });
});
