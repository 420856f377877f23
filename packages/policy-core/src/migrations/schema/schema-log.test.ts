import { describe, expect, it } from 'vitest';

import { sqlSteps } from '../../testing/folded-sql.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { tableNamed } from '../../testing/sample-schema.ts';
import { foldUpgrades } from './fold-schema.ts';
import type { SchemaHistory } from './schema-history.ts';
import type { KnownLogs } from './schema-reader.ts';
import type { Upgrade } from './schema-log.ts';

const parser = (await testParsers()).sql;

const upgrade = (revision: string, sql: string): Upgrade => ({
  revision,
  steps: sqlSteps(parser, sql),
  text: sql,
});

const TABLE = tableNamed('t');

/** Views, domains, enums, parents, children and references under the names that the scripts below give. */
function told(schema: SchemaHistory) {
  const moment = { revision: 'end', step: 0 };
  return {
    views: schema
      .viewsAt(moment)
      .map(({ view, reads }) => `${view.text}:${reads.map(({ text }) => text).join()}`),
    domains: ['d', 'e'].map((name) => schema.domainAt(name, moment)?.isChecked),
    enums: ['m', 'n'].map((name) => schema.enumAt(name, moment)?.join()),
    parents: schema.tableAt(tableNamed('c'), moment)?.parents.map(({ table }) => table.text),
    children: schema.childrenOf(TABLE, moment).map(({ table }) => table.text),
    references: schema.referencesTo(TABLE, moment).map(({ from }) => from.text),
  };
}

const BASE = `CREATE TABLE t (id int PRIMARY KEY);
  CREATE TABLE c () INHERITS (t);
  CREATE TABLE f (t int REFERENCES t);
  CREATE VIEW v AS TABLE t;
  CREATE DOMAIN d AS text;
  CREATE TYPE m AS ENUM ('a', 'b')`;

const AFTER_BASE = {
  views: ['v:t'],
  domains: [false, undefined],
  enums: ['a,b', undefined],
  parents: ['t'],
  children: ['c'],
  references: ['f'],
};

describe('A tape that is taken back', () => {
  it.each<readonly [title: string, sql: string, instead: object]>([
    ['a view that was made', 'CREATE VIEW w AS TABLE c', { views: ['v:t', 'w:c'] }],
    ['a view that was replaced', 'CREATE OR REPLACE VIEW v AS TABLE c', { views: ['v:c'] }],
    ['a view that was dropped', 'DROP VIEW v', { views: [] }],
    ['a view that was renamed', 'ALTER VIEW v RENAME TO w', { views: ['w:t'] }],
    ['a domain that was made', 'CREATE DOMAIN e AS text NOT NULL', { domains: [false, true] }],
    ['a domain that was checked', 'ALTER DOMAIN d SET NOT NULL', { domains: [true, undefined] }],
    ['a domain that was dropped', 'DROP DOMAIN d', { domains: [undefined, undefined] }],
    ['a domain that was renamed', 'ALTER DOMAIN d RENAME TO e', { domains: [undefined, false] }],
    ['an enum that was made', "CREATE TYPE n AS ENUM ('x')", { enums: ['a,b', 'x'] }],
    ['a value that an enum got', "ALTER TYPE m ADD VALUE 'c'", { enums: ['a,b,c', undefined] }],
    ['a value that was renamed', "ALTER TYPE m RENAME VALUE 'a' TO 'z'", { enums: ['z,b', undefined] }],
    ['an enum that was dropped', 'DROP TYPE m', { enums: [undefined, undefined] }],
    ['an enum that was renamed', 'ALTER TYPE m RENAME TO n', { enums: [undefined, 'a,b'] }],
    ['a parent that was given up', 'ALTER TABLE c NO INHERIT t', { parents: [], children: [] }],
    ['a parent that came to it', 'ALTER TABLE c INHERIT u', { parents: ['t', 'u'] }],
    ['a child that came to it', 'CREATE TABLE x () INHERITS (t)', { children: ['c', 'x'] }],
    ['a child that was attached', 'ALTER TABLE t ATTACH PARTITION y DEFAULT', { children: ['c', 'y'] }],
    ['a child that was dropped', 'DROP TABLE c', { parents: undefined, children: [] }],
    ['a child that was renamed', 'ALTER TABLE c RENAME TO k', { parents: undefined, children: ['k'] }],
    ['a reference that was made', 'CREATE TABLE g (t int REFERENCES t)', { references: ['f', 'g'] }],
    ['a reference that was dropped', 'ALTER TABLE f DROP CONSTRAINT f_t_fkey', { references: [] }],
    ['a table that was dropped and made again', 'DROP TABLE f; CREATE TABLE f (t int)', { references: [] }],
  ])('forgets %s', (_, sql, instead) => {
    const tapes: KnownLogs = { logs: [] };
    const base = [upgrade('a0', 'SELECT 1'), upgrade('a1', BASE)];
    const end = upgrade('end', '');
    const edited = foldUpgrades([...base, upgrade('b2', sql), end], tapes);
    expect(told(edited)).toEqual({ ...AFTER_BASE, ...instead });
    const before = foldUpgrades([...base, upgrade('b2', 'SELECT 1'), end], tapes);
    expect(told(before)).toEqual(AFTER_BASE);
    expect(tapes.logs).toHaveLength(1);
    // And the other way round, on the same tape.
    expect(told(foldUpgrades([...base, upgrade('b2', sql), end], tapes))).toEqual({
      ...AFTER_BASE,
      ...instead,
    });
  });

  it('forgets what an upgrade made before it ended in an error', () => {
    const logs: KnownLogs = { logs: [] };
    const { steps, ...made } = upgrade('b2', BASE);
    let isBroken = true;
    const forEach: typeof steps.forEach = (each) =>
      steps.forEach((step, index) => {
        if (isBroken && index === steps.length - 1) throw new Error('It cannot be told.');
        each(step, index, steps);
      });
    const history = [
      upgrade('a0', 'SELECT 1'),
      upgrade('a1', 'SELECT 2'),
      { ...made, steps: Object.assign([...steps], { forEach }) },
      upgrade('end', ''),
    ];
    expect(() => told(foldUpgrades(history, logs))).toThrow('It cannot be told.');
    isBroken = false;
    expect(told(foldUpgrades(history, logs))).toEqual(AFTER_BASE);
  });

  it('forgets all that one upgrade made', () => {
    const tapes: KnownLogs = { logs: [] };
    const first = [upgrade('a0', 'SELECT 1'), upgrade('a1', 'SELECT 2')];
    const end = upgrade('end', '');
    expect(told(foldUpgrades([...first, upgrade('b2', BASE), end], tapes))).toEqual(AFTER_BASE);
    expect(told(foldUpgrades([...first, upgrade('b2', 'SELECT 3'), end], tapes))).toEqual({
      views: [],
      domains: [undefined, undefined],
      enums: [undefined, undefined],
      parents: undefined,
      children: [],
      references: [],
    });
    expect(tapes.logs).toHaveLength(1);
  });
});

describe('A step of which not everything is known', () => {
  const isWhole = (sql: string) =>
    foldUpgrades([
      upgrade('a', 'CREATE TABLE t (id int)'),
      upgrade('b', `ALTER TABLE t ADD x int; ${sql}`),
      upgrade('end', ''),
    ]).tableAt(TABLE, { revision: 'end', step: 0 })?.isWhole;

  it.each(['UPDATE t JOIN u SET t.x = u.x', 'INSERT IGNORE INTO t VALUES (1, 2)', 'PRAGMA table_info(t)'])(
    'leaves the schema alone where it only is about rows or settings: %s',
    (sql) => {
      expect(isWhole(sql)).toBe(true);
    },
  );

  it.each(['ALTER TABLE t DROP PRIMARY KEY', 'CALL `t`', 'CREATE TABLE `t` (id int)'])(
    'may concern a table that is named there: %s',
    (sql) => {
      expect(isWhole(sql)).toBe(false);
    },
  );
});
