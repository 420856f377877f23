import { describe, expect, it } from 'vitest';

import { sqlSteps } from '../../../testing/folded-sql.ts';
import { testParsers } from '../../../testing/load-parsers.ts';
import { tableNamed } from '../../../testing/sample-schema.ts';
import { startOf } from '../../../model/source-span.ts';
import { foldUpgrades } from '../../schema/fold-schema.ts';
import { isNewByHistory, isTakenAsNew } from './claimed-table.ts';
import { allSteps } from '../migration-step.ts';
import type { SqlHistory } from '../migrations.ts';

const parser = (await testParsers()).sql;

/** Files that run one after the other. */
function historyOf(texts: readonly string[]): SqlHistory {
  const line = texts.map((text, index) => ({ revision: `${index}`, steps: sqlSteps(parser, text), text }));
  return { schema: foldUpgrades(line), revision: `${texts.length - 1}`, line };
}

/** Asked of `orders` by the last statement of the last file. */
function asked(texts: readonly string[], known: SqlHistory | 'unknown' = historyOf(texts)) {
  const text = texts.at(-1) ?? '';
  const upgrade = {
    path: 'db/1.sql',
    text,
    steps: sqlSteps(parser, text),
    span: () => startOf('db/1.sql'),
    revision: undefined,
    history: undefined,
    ...(known !== 'unknown' && { sqlHistory: known }),
  };
  const step = allSteps(upgrade).at(-1);
  const table = tableNamed('orders');
  if (step === undefined) return undefined;
  if (isNewByHistory(step, table)) return 'new';
  return isTakenAsNew(step, table) ? 'taken as new' : 'old';
}

const PEOPLE = 'CREATE TABLE people (id int);';
const MADE = 'CREATE TABLE IF NOT EXISTS orders (id int, note text);';
const INDEX = 'CREATE INDEX ix ON orders (id);';

describe('A table that is made IF NOT EXISTS', () => {
  it('is new where nothing before tells of it', () => {
    expect(asked([PEOPLE, MADE + INDEX])).toBe('new');
    expect(asked([PEOPLE, `ALTER TABLE people ADD a int; ${MADE}${MADE}${INDEX}`])).toBe('new');
    expect(asked([PEOPLE, `${MADE} ALTER TABLE orders ADD COLUMN IF NOT EXISTS a int; ${INDEX}`])).toBe(
      'new',
    );
    expect(
      asked([PEOPLE, `${MADE.replace('orders', 'sales')} ALTER TABLE sales RENAME TO orders; ${INDEX}`]),
    ).toBe('new');
  });

  it('is old where something before names it, or may', () => {
    expect(asked([PEOPLE + MADE, MADE + INDEX])).toBe('old');
    expect(asked([`${PEOPLE} GRANT SELECT ON Orders TO people;`, MADE + INDEX])).toBe('old');
    expect(asked([`${PEOPLE} -- orders come later`, MADE + INDEX])).toBe('old');
    expect(asked([`${MADE} DROP TABLE orders;`, MADE + INDEX])).toBe('old');
    expect(asked([PEOPLE.replace('people', 'old_orders'), MADE + INDEX])).toBe('new');
  });

  it('is old where nothing is known of what is run before', () => {
    expect(asked([MADE + INDEX], 'unknown')).toBe('old');
    const { line, ...history } = historyOf([PEOPLE, MADE + INDEX]);
    const [first, last] = line;
    if (first === undefined || last === undefined) throw new Error('two files');
    const unread = { revision: first.revision, steps: first.steps };
    expect(asked(['', MADE + INDEX], { ...history, line: [unread, last] })).toBe('old');
  });

  it('is taken as new by the first file, and where the database was there before its files', () => {
    expect(asked([MADE + INDEX])).toBe('taken as new');
    expect(asked(['SELECT 1;', MADE + INDEX])).toBe('taken as new');
  });

  it.each([
    'ALTER TABLE orders ADD COLUMN IF NOT EXISTS a int;',
    'ALTER TABLE orders ALTER COLUMN note SET NOT NULL;',
    'ALTER TABLE orders DROP COLUMN note;',
    'ALTER TABLE orders RENAME COLUMN note TO text;',
    'ALTER TABLE orders DROP CONSTRAINT orders_pkey;',
    'UPDATE orders SET note = NULL;',
    'DELETE FROM orders WHERE id = 1;',
    'DROP INDEX IF EXISTS ix;',
    'REINDEX TABLE orders;',
    'CLUSTER orders;',
  ])('is old from where the first file changes what it makes: %s', (later) => {
    expect(asked([MADE + later])).toBe('old');
    expect(asked([MADE + later + INDEX])).toBe('old');
    expect(asked([later + MADE + INDEX])).toBe('taken as new');
    expect(asked([PEOPLE, MADE + later + INDEX])).toBe('new');
  });

  it('is old with another one that the first file changes', () => {
    const lines = 'CREATE TABLE IF NOT EXISTS lines (id int);';
    const later = 'ALTER TABLE lines ADD COLUMN IF NOT EXISTS a int;';
    expect(asked([MADE + lines + later + INDEX])).toBe('old');
    expect(asked([lines + later + MADE + INDEX])).toBe('taken as new');
    expect(asked([`${PEOPLE}${MADE} ALTER TABLE people ADD a int; UPDATE people SET a = 1; ${INDEX}`])).toBe(
      'taken as new',
    );
  });

  it.each(['INSERT INTO orders VALUES (1);', 'ALTER TABLE orders ADD COLUMN a int;', 'ANALYZE orders;'])(
    'stays what it is where that may be done to a new one: %s',
    (later) => {
      expect(asked([MADE + later + INDEX])).toBe('taken as new');
    },
  );

  it('is none that is made under a condition, but for what is done under one', () => {
    const block = (code: string) => `DO $$ BEGIN IF wanted THEN ${code} END IF; END $$;`;
    expect(asked([PEOPLE, block(MADE) + INDEX])).toBe('old');
    expect(asked([PEOPLE, block(MADE + INDEX)])).toBe('new');
  });

  it('is none that is temporary, is dropped, or has another name or schema', () => {
    expect(asked([PEOPLE, MADE.replace('TABLE', 'TEMP TABLE') + INDEX])).toBe('old');
    expect(asked([PEOPLE, `${MADE} DROP TABLE orders; ${INDEX}`])).toBe('old');
    expect(asked([PEOPLE, MADE.replace('orders', 'sales') + INDEX])).toBe('old');
    expect(asked([PEOPLE, MADE.replace('orders', 'shop.orders') + INDEX])).toBe('old');
    expect(asked([PEOPLE, `${MADE} SET search_path = shop; ${INDEX}`])).toBe('old');
  });
});

describe('A table that is made in any case', () => {
  const made = MADE.replace(' IF NOT EXISTS', '');
  const block = (code: string) => `DO $$ BEGIN ${code} END $$;`;

  it('is old behind any other', () => {
    expect(asked([made + block('EXECUTE path;') + INDEX])).toBe('old');
    expect(asked([made + block("EXECUTE format('SET search_path = %I', name);") + INDEX])).toBe('old');
    expect(asked([`${made} SELECT f(); ${INDEX}`])).toBe('old');
  });
});
