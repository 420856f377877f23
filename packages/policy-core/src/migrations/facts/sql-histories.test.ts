import { describe, expect, it } from 'vitest';

import { textContent, type FileContent } from '../../model/file-content.ts';
import { observed, unobserved, type Known } from '../../model/known.ts';
import { knownName } from '../operations/name.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import type { SqlHistory } from '../analysis/migrations.ts';
import { readMigration } from './read-migration.ts';
import { sqlHistories } from './sql-histories.ts';

const parsers = await testParsers();

const table = { ...knownName('orders'), schema: undefined };

function histories(
  files: Readonly<Record<string, string | Known<FileContent>>>,
): ReadonlyMap<string, SqlHistory> {
  const scripts = Object.entries(files).map(([path, given]) => {
    const content = typeof given === 'string' ? observed(textContent(given)) : given;
    return readMigration({ path, kind: 'sql', content }, parsers);
  });
  return sqlHistories(scripts, parsers);
}

/** The columns of `orders` just before a file runs, `...` where there may be more; `undefined`: it is not known. */
function columnsBefore(path: string, files: Parameters<typeof histories>[0]): string | undefined {
  const found = histories(files).get(path);
  if (found === undefined) throw new Error(`${path} has no history.`);
  const { schema, revision } = found;
  const state = schema.tableAt(table, { revision, step: 0 });
  return state && `${[...state.columns.keys()].join(', ')}${state.isWhole ? '' : ' ...'}`;
}

describe('The schema before a SQL migration', () => {
  it('is what those before it make, in their order', () => {
    const files = {
      'db/10_c.sql': 'ALTER TABLE orders DROP COLUMN old;',
      'db/2_b.sql': 'ALTER TABLE orders ADD COLUMN number text;',
      'db/1_a.sql': 'CREATE TABLE orders (id int, old int);',
      'db/11_d.sql': 'DROP TABLE orders;',
      'db/12_e.sql': 'SELECT 1;',
    };
    expect(columnsBefore('db/1_a.sql', files)).toBeUndefined();
    expect(columnsBefore('db/2_b.sql', files)).toBe('id, old');
    expect(columnsBefore('db/10_c.sql', files)).toBe('id, old, number');
    expect(columnsBefore('db/11_d.sql', files)).toBe('id, number');
    expect(columnsBefore('db/12_e.sql', files)).toBeUndefined();
  });

  it('knows types, keys and indexes', () => {
    const found = histories({
      'db/V1__a.sql':
        'CREATE TABLE customers (id int PRIMARY KEY);\nCREATE TABLE orders (id int, n varchar(20), c int REFERENCES customers (id));\nCREATE INDEX orders_n ON orders (n);',
      'db/V2__b.sql': 'SELECT 1;',
    }).get('db/V2__b.sql');
    const moment = { revision: 'db/V2__b.sql', step: 0 };
    expect(found?.revision).toBe('db/V2__b.sql');
    expect(found?.schema.columnAt(table, knownName('n'), moment)?.type).toMatchObject({
      name: 'varchar',
      size: 20,
    });
    expect(found?.schema.tableAt(table, moment)?.indexes.map(({ name }) => name)).toContain('orders_n');
    const customers = { ...knownName('customers'), schema: undefined };
    expect(found?.schema.referencesTo(customers, moment).map(({ from }) => from.text)).toEqual(['orders']);
  });

  it('knows nothing of the way back', () => {
    expect(
      columnsBefore('db/2.up.sql', {
        'db/1.up.sql': 'CREATE TABLE orders (id int);',
        'db/1.down.sql': 'DROP TABLE orders;',
        'db/2.up.sql': '',
      }),
    ).toBe('id');
    expect(
      columnsBefore('db/2.sql', {
        'db/1.sql': '-- +goose Up\nCREATE TABLE orders (id int);\n-- +goose Down\nDROP TABLE orders;\n',
        'db/2.sql': '',
      }),
    ).toBe('id');
  });

  it.each<[string, Known<FileContent>]>([
    ['was not read', unobserved('reading failed')],
    ['is no text', observed({ kind: 'unreadable', problem: 'it is not valid UTF-8' })],
  ])('is not whole behind a file that %s', (_name, content) => {
    const files = {
      'db/1.sql': 'CREATE TABLE orders (id int);',
      'db/2.sql': content,
      'db/3.sql': 'ALTER TABLE orders ADD COLUMN n int;',
    };
    expect(columnsBefore('db/2.sql', files)).toBe('id');
    expect(columnsBefore('db/3.sql', files)).toBe('id ...');
  });

  it('is not whole behind a statement that cannot be read, where its file names the table', () => {
    const files = {
      'db/1.sql': 'CREATE TABLE orders (id int);\nCREATE TABLE others (id int);',
      'db/2.sql': 'ALTER TABEL orders ADD x int;',
      'db/3.sql': '',
    };
    expect(columnsBefore('db/3.sql', files)).toBe('id ...');
    const other = { ...knownName('others'), schema: undefined };
    const { schema, revision } = histories(files).get('db/3.sql') ?? {};
    expect(schema?.tableAt(other, { revision: revision ?? '', step: 0 })?.isWhole).toBe(true);
  });

  it('is without a file that is gone', () => {
    const found = histories({ 'db/1.sql': observed({ kind: 'absent' }), 'db/2.sql': '' });
    expect([...found.keys()]).toEqual(['db/2.sql']);
  });

  it('is not there for what no version puts in an order, nor for another folder', () => {
    const files = {
      'a/1.sql': 'CREATE TABLE orders (id int);',
      'b/2.sql': '',
      'b/schema.sql': '',
    };
    expect([...histories(files).keys()]).toEqual(['a/1.sql', 'b/2.sql']);
    expect(columnsBefore('b/2.sql', files)).toBeUndefined();
  });

  it('is not there for revisions of Alembic', () => {
    const content = observed(textContent('revision = "1"\n'));
    const script = readMigration({ path: 'versions/1.py', kind: 'alembic', content }, parsers);
    expect(sqlHistories([script], parsers).size).toBe(0);
  });
});
