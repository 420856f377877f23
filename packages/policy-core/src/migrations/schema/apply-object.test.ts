import { describe, expect, it } from 'vitest';

import { knownName, unknownName } from '../operations/name.ts';
import { AT_END, foldedSql, shownViews } from '../../testing/folded-sql.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { stepOf, tableNamed, typeNamed } from '../../testing/sample-schema.ts';
import { foldUpgrades } from './fold-schema.ts';

const parser = (await testParsers()).sql;

/** `text`, or `text, checked`. */
function domainAfter(name: string, ...scripts: readonly string[]): string | undefined {
  const domain = foldedSql(parser, ...scripts).domainAt(name, AT_END);
  return domain && `${domain.type.written}${domain.isChecked ? ', checked' : ''}`;
}

type ViewCase = [title: string, views: readonly string[], ...scripts: readonly string[]];

describe('A view', () => {
  it.each<ViewCase>([
    [
      'is another when it is made again',
      ['v (reads b)'],
      'CREATE VIEW v AS TABLE a',
      'DROP VIEW v',
      'CREATE VIEW v AS TABLE b',
    ],
    [
      'is replaced under the name with its schema',
      ['v (reads b)'],
      'CREATE VIEW v AS TABLE a',
      'CREATE OR REPLACE VIEW public.v AS TABLE b',
    ],
    [
      'has a namesake in another schema',
      ['s.v (reads b)', 'v (reads a)'],
      'CREATE VIEW v AS TABLE a; CREATE VIEW s.v AS TABLE b',
    ],
    [
      'stays when its namesake goes',
      ['v (reads a)'],
      'CREATE VIEW v AS TABLE a; CREATE VIEW s.v AS TABLE b',
      'DROP VIEW s.v',
    ],
    [
      'goes with others',
      ['x (reads c)'],
      'CREATE VIEW v AS TABLE a; CREATE VIEW w AS TABLE b; CREATE VIEW x AS TABLE c',
      'DROP VIEW v, w',
    ],
    ['goes where it may not be there', [], 'CREATE VIEW v AS TABLE a', 'DROP VIEW IF EXISTS v CASCADE'],
    [
      'leaves its name to another',
      ['v (reads b)', 'w (reads a)'],
      'CREATE VIEW v AS TABLE a; ALTER VIEW v RENAME TO w; CREATE VIEW v AS TABLE b',
    ],
    [
      'is renamed again and again',
      ['x (reads a)'],
      'CREATE VIEW v AS TABLE a; ALTER VIEW v RENAME TO w',
      'ALTER VIEW w RENAME TO x',
    ],
    [
      'stays materialized under another name',
      ['materialized w (reads a)'],
      'CREATE MATERIALIZED VIEW v AS TABLE a',
      'ALTER MATERIALIZED VIEW v RENAME TO w',
    ],
    ['goes under its new name', [], 'CREATE VIEW v AS TABLE a', 'ALTER VIEW v RENAME TO w; DROP VIEW w'],
    [
      'does not go under its old name',
      ['w (reads a)'],
      'CREATE VIEW v AS TABLE a',
      'ALTER VIEW v RENAME TO w; DROP VIEW IF EXISTS v',
    ],
    [
      'swaps names',
      ['v (reads b)', 'w (reads a)'],
      'CREATE VIEW v AS TABLE a; CREATE VIEW w AS TABLE b',
      'ALTER VIEW v RENAME TO x; ALTER VIEW w RENAME TO v; ALTER VIEW x RENAME TO w',
    ],
    [
      'stays when an index, a type or a function of its name goes',
      ['v (reads a)'],
      'CREATE VIEW v AS TABLE a',
      'DROP INDEX v; DROP TYPE v; DROP FUNCTION v()',
    ],
    [
      'stays when a column of it is renamed',
      ['v (reads a)'],
      'CREATE VIEW v AS TABLE a',
      'ALTER VIEW v RENAME COLUMN i TO j',
    ],
    [
      'goes with its schema',
      ['v (reads a)'],
      'CREATE VIEW v AS TABLE a; CREATE VIEW s.v AS TABLE b',
      'DROP SCHEMA s CASCADE',
    ],
    [
      'goes with the schema that goes without saying',
      ['s.v (reads s.b)'],
      'CREATE VIEW v AS TABLE a; CREATE VIEW s.v AS TABLE s.b; CREATE VIEW s.w AS TABLE c',
      'DROP SCHEMA public CASCADE',
    ],
    ['moves', ['s.v (reads a)'], 'CREATE VIEW v AS TABLE a', 'ALTER VIEW v SET SCHEMA s'],
    [
      'moves as what it is',
      ['materialized s.v (reads a)'],
      'CREATE MATERIALIZED VIEW v AS TABLE a',
      'ALTER MATERIALIZED VIEW v SET SCHEMA s',
    ],
    [
      'moves as a table',
      ['s.w (reads a)'],
      'CREATE VIEW v AS TABLE a',
      'ALTER TABLE v RENAME TO w; ALTER TABLE w SET SCHEMA s',
    ],
    ['moves with its schema', ['t.v (reads a)'], 'CREATE VIEW s.v AS TABLE a', 'ALTER SCHEMA s RENAME TO t'],
    [
      'stays when another schema is renamed',
      ['s.v (reads u.a)', 'v (reads t.a)'],
      'CREATE VIEW v AS TABLE t.a; CREATE VIEW s.v AS TABLE u.a',
      'ALTER SCHEMA x RENAME TO y',
    ],
    [
      'reads a table under its new name',
      ['v (reads b)'],
      'CREATE VIEW v AS TABLE a',
      'ALTER TABLE a RENAME TO b',
    ],
    [
      'reads a table in its new schema',
      ['v (reads s.a)'],
      'CREATE VIEW v AS TABLE a',
      'ALTER TABLE a SET SCHEMA s',
    ],
    [
      'reads a view under its new name',
      ['w (reads x)', 'x (reads a)'],
      'CREATE VIEW v AS TABLE a; CREATE VIEW w AS TABLE v',
      'ALTER VIEW v RENAME TO x',
    ],
    [
      'reads what is there once it is replaced',
      ['v (reads b)'],
      'CREATE VIEW v AS TABLE a; CREATE OR REPLACE VIEW v AS TABLE b',
      'ALTER TABLE a RENAME TO c',
    ],
    ['goes with its table', [], 'CREATE VIEW v AS TABLE a', 'DROP TABLE a CASCADE'],
    [
      'goes with the view that it reads',
      [],
      'CREATE VIEW v AS TABLE a; CREATE VIEW w AS TABLE v',
      'DROP TABLE a CASCADE',
    ],
    [
      'stays when it no longer reads what goes',
      ['v (reads b)'],
      'CREATE VIEW v AS TABLE a; CREATE OR REPLACE VIEW v AS TABLE b',
      'DROP TABLE a CASCADE',
    ],
    ['may read itself', [], 'CREATE VIEW v AS TABLE v', 'DROP VIEW v CASCADE'],
    [
      'leaves a table of its former name alone',
      [],
      'CREATE VIEW v AS TABLE a; DROP VIEW v; CREATE TABLE v (a int)',
      'DROP TABLE a CASCADE; CREATE VIEW w AS TABLE v; DROP TABLE v CASCADE',
    ],
    ['has a name with a dot in quotes', [], 'CREATE VIEW "a.b" AS TABLE a', 'DROP VIEW "a.b"'],
  ])('%s', (_, views, ...scripts) => {
    expect(shownViews(foldedSql(parser, ...scripts))).toEqual(views);
  });

  it('is known at each moment', () => {
    const schema = foldedSql(parser, 'CREATE VIEW v AS TABLE a', 'ALTER VIEW v RENAME TO w', 'DROP VIEW w');
    const at = (script: number) =>
      schema.viewsAt({ revision: `script ${script}`, step: 0 }).map(({ view }) => view.text);
    expect([at(0), at(1), at(2)]).toEqual([[], ['v'], ['w']]);
    expect(schema.viewsAt(AT_END)).toEqual([]);
  });

  it('that gets a name which is not known is no longer told of', () => {
    const made = { kind: 'create-object', object: 'view', name: knownName('v'), reads: [] } as const;
    const steps = [
      stepOf(made),
      stepOf({ kind: 'rename-object', object: 'view', name: knownName('v'), to: unknownName('new_name') }),
    ];
    const schema = foldUpgrades([{ revision: 'a1', steps }]);
    expect(schema.viewsAt({ revision: 'a1', step: 1 })).toHaveLength(1);
    expect(schema.viewsAt({ revision: 'a1', step: 2 })).toEqual([]);
  });

  it('whose name is not known is none', () => {
    const made = { kind: 'create-object', object: 'view', name: unknownName('name'), reads: [] } as const;
    expect(
      foldUpgrades([{ revision: 'a1', steps: [stepOf(made)] }]).viewsAt({ revision: 'a1', step: 1 }),
    ).toEqual([]);
  });
});

const MADE = 'CREATE DOMAIN d AS text';

type DomainCase = [title: string, name: string, domain: string | undefined, ...scripts: readonly string[]];

describe('A domain', () => {
  it.each<DomainCase>([
    ['has the type that it is made of', 'd', 'text', MADE],
    ['is not known before it is made', 'd', undefined, 'SELECT 1'],
    ['is made in the schema that goes without saying', 'd', 'text', 'CREATE DOMAIN public.d AS text'],
    ['is not that of another schema', 'd', undefined, 'CREATE DOMAIN s.d AS text'],
    ['is known with its schema', 's.d', 'text', 'CREATE DOMAIN s.d AS text'],
    ['is gone once it is dropped', 'd', undefined, MADE, 'DROP DOMAIN d'],
    ['is gone under the name with its schema', 'd', undefined, MADE, 'DROP DOMAIN public.d'],
    ['stays when another goes', 'd', 'text', MADE, 'DROP DOMAIN e, s.d'],
    ['stays when a type of its name goes', 'd', 'text', MADE, 'DROP TYPE s.d; DROP VIEW d'],
    [
      'is another when it is made again',
      'd',
      'varchar(5)',
      MADE,
      'DROP DOMAIN d; CREATE DOMAIN d AS varchar(5)',
    ],
    ['goes by another name', 'e', 'text', MADE, 'ALTER DOMAIN d RENAME TO e'],
    ['does not go by its old name', 'd', undefined, MADE, 'ALTER DOMAIN d RENAME TO e'],
    [
      'keeps its schema under another name',
      's.e',
      'text',
      'CREATE DOMAIN s.d AS text',
      'ALTER DOMAIN s.d RENAME TO e',
    ],
    ['goes with its schema', 's.d', undefined, 'CREATE DOMAIN s.d AS text', 'DROP SCHEMA s CASCADE'],
    ['stays when another schema goes', 'd', 'text', MADE, 'DROP SCHEMA s CASCADE'],
    ['goes with the schema that goes without saying', 'd', undefined, MADE, 'DROP SCHEMA public CASCADE'],
    ['moves', 's.d', 'text', MADE, 'ALTER DOMAIN d SET SCHEMA s'],
    [
      'moves to the search path',
      'd',
      'text',
      'CREATE DOMAIN s.d AS text',
      'ALTER DOMAIN s.d SET SCHEMA public',
    ],
    ['moves with its schema', 't.d', 'text', 'CREATE DOMAIN s.d AS text', 'ALTER SCHEMA s RENAME TO t'],
    ['is a type as well', 'e', undefined, MADE, 'ALTER TYPE d RENAME TO e; DROP TYPE e'],
    ['that nobody made gets no other name', 'e', undefined, 'ALTER DOMAIN d RENAME TO e'],
    ['is checked from its making', 'd', 'text, checked', "CREATE DOMAIN d AS text CHECK (VALUE <> '')"],
    [
      'stays checked under another name',
      'e',
      'text, checked',
      'CREATE DOMAIN d AS text NOT NULL',
      'ALTER DOMAIN d RENAME TO e',
    ],
    [
      'is not checked when it is made again without',
      'd',
      'text',
      'CREATE DOMAIN d AS text NOT NULL',
      'DROP DOMAIN d',
      MADE,
    ],
  ])('%s', (_, ...[name, domain, ...scripts]) => {
    expect(domainAfter(name, ...scripts)).toBe(domain);
  });

  it('is known at each moment', () => {
    const schema = foldedSql(parser, MADE, 'ALTER DOMAIN d SET NOT NULL', 'DROP DOMAIN d');
    const at = (script: number) => schema.domainAt('d', { revision: `script ${script}`, step: 0 })?.isChecked;
    expect([at(0), at(1), at(2)]).toEqual([undefined, false, true]);
    expect(schema.domainAt('d', AT_END)).toBeUndefined();
  });
});

describe('The columns of a type', () => {
  const MOODY = "CREATE TYPE s.mood AS ENUM ('a'); CREATE TABLE p (id int, m s.mood, n s.mood[])";
  it.each<[title: string, columns: string | undefined, ...scripts: readonly string[]]>([
    ['have it', 'id int4, m s.mood, n s.mood', MOODY],
    ['go along with its name', 'id int4, m s.state, n s.state', MOODY, 'ALTER TYPE s.mood RENAME TO state'],
    ['go along with its schema', 'id int4, m t.mood, n t.mood', MOODY, 'ALTER SCHEMA s RENAME TO t'],
    ['go along to another schema', 'id int4, m mood, n mood', MOODY, 'ALTER TYPE s.mood SET SCHEMA public'],
    ['go with it', 'id int4', MOODY, 'DROP TYPE s.mood CASCADE'],
    ['go with its schema', 'id int4', MOODY, 'DROP SCHEMA s CASCADE'],
    ['are of another by then, without CASCADE', 'id int4, m s.mood, n s.mood', MOODY, 'DROP TYPE s.mood'],
    [
      'are not those of what is built in',
      'id int4, t text',
      'CREATE TABLE s.p (id int, t text); CREATE TABLE p (id int, t text)',
      'ALTER SCHEMA public RENAME TO u; CREATE SCHEMA public; ALTER TABLE u.p SET SCHEMA public',
    ],
  ])('%s', (_, columns, ...scripts) => {
    const table = foldedSql(parser, ...scripts).tableAt(tableNamed('p'), AT_END);
    const shown = [...(table?.columns.values() ?? [])].map(
      ({ name, type }) => `${name} ${type?.isKnown === true ? type.name : '?'}`,
    );
    expect(shown.join(', ')).toBe(columns);
  });

  it('are those of a domain as well, which may be of another', () => {
    const scripts = ['CREATE DOMAIN d AS text; CREATE DOMAIN e AS d', 'ALTER DOMAIN d RENAME TO f'];
    expect(foldedSql(parser, ...scripts).domainAt('e', AT_END)?.type).toMatchObject({ name: 'f' });
  });

  it('take their keys along', () => {
    const scripts = ['CREATE TABLE p (m mood PRIMARY KEY)', 'DROP TYPE mood CASCADE'];
    expect(foldedSql(parser, ...scripts).tableAt(tableNamed('p'), AT_END)?.constraints).toEqual([]);
  });

  it('are those of a type whose new name is not known no longer', () => {
    const name = knownName('d');
    const made = {
      kind: 'create-object',
      object: 'domain',
      name,
      domain: { type: typeNamed('text'), isChecked: false },
    } as const;
    const renamed = { kind: 'rename-object', object: 'domain', name, to: unknownName('NEW') } as const;
    const schema = foldUpgrades([{ revision: 'a1', steps: [stepOf(made), stepOf(renamed)] }]);
    expect(schema.domainAt('d', { revision: 'a1', step: 1 })).toBeDefined();
    expect(schema.domainAt('d', { revision: 'a1', step: 2 })).toBeUndefined();
  });
});

describe('A deed on a domain', () => {
  it.each<DomainCase>([
    ['checks it: ADD CHECK', 'd', 'text, checked', MADE, "ALTER DOMAIN d ADD CHECK (VALUE <> '')"],
    ['checks it: SET NOT NULL', 'd', 'text, checked', MADE, 'ALTER DOMAIN d SET NOT NULL'],
    [
      'checks new values: NOT VALID',
      'd',
      'text, checked',
      MADE,
      "ALTER DOMAIN d ADD CONSTRAINT k CHECK (VALUE <> '') NOT VALID",
    ],
    ['leaves it as it is: SET DEFAULT', 'd', 'text', MADE, "ALTER DOMAIN d SET DEFAULT 'x'"],
    ['leaves it as it is: DROP NOT NULL', 'd', 'text', MADE, 'ALTER DOMAIN d DROP NOT NULL'],
    [
      'may not be all there was: DROP CONSTRAINT',
      'd',
      'text, checked',
      MADE,
      "ALTER DOMAIN d ADD CONSTRAINT k CHECK (VALUE <> '')",
      'ALTER DOMAIN d DROP CONSTRAINT k',
    ],
    [
      'may not be all there was: DROP NOT NULL',
      'd',
      'text, checked',
      'CREATE DOMAIN d AS text NOT NULL',
      'ALTER DOMAIN d DROP NOT NULL',
    ],
    ['makes none that nobody made', 'd', undefined, 'ALTER DOMAIN d SET NOT NULL'],
    [
      'is none on its namesake',
      'd',
      'text',
      `${MADE}; CREATE DOMAIN s.d AS text`,
      'ALTER DOMAIN s.d SET NOT NULL',
    ],
    ['is one on it with its schema', 'd', 'text, checked', MADE, 'ALTER DOMAIN public.d SET NOT NULL'],
  ])('%s', (_, ...[name, domain, ...scripts]) => {
    expect(domainAfter(name, ...scripts)).toBe(domain);
  });
});
