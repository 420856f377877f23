import { describe, expect, it } from 'vitest';

import { textContent } from '../../model/file-content.ts';
import { treeObservations } from '../../checker/observations-from-input.ts';
import { observed, unobserved } from '../../model/known.ts';
import type { Observations } from '../../model/observations.ts';
import type { Policy } from '../../policy/policy.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { collectMigrations, environmentSettings } from './collect-migrations.ts';
import type { Migrations } from '../analysis/migrations.ts';

const parsers = await testParsers();

const KEYS = { migrations: { alembic: ['db/one', 'db/two'], sql: ['sql/*.sql'] } };

function revision(id: string, parent: string | null): string {
  return `revision = '${id}'\ndown_revision = ${parent === null ? 'None' : `'${parent}'`}\n\ndef upgrade():\n    pass\n`;
}

const FILES = {
  'db/one/a.py': revision('a', null),
  'db/one/b.py': revision('b', 'a'),
  'db/two/c.py': revision('c', null),
  'db/two/deep/d.py': revision('d', 'c'),
  'sql/1.sql': 'SELECT 1;',
};

function collected(
  policy: Policy,
  given: { readonly loaded?: boolean; readonly paths?: readonly string[] } = {},
): Migrations {
  const texts: Readonly<Record<string, string>> = FILES;
  const files = Object.entries(texts).map(([path, text]) => ({ path, text }));
  return collectMigrations(policy, treeObservations(policy, files, {}), {
    parsers: given.loaded === false ? undefined : parsers,
    paths: given.paths ?? Object.keys(texts),
    content: (path) => observed(textContent(texts[path] ?? '')),
  });
}

describe('the migrations of a tree', () => {
  it('know the history that loads them, and SQL none', () => {
    const { scripts, histories } = collected(policyOf(KEYS));
    expect(scripts.map(({ path, history }) => [path, history?.name])).toEqual([
      ['db/one/a.py', 'db/one'],
      ['db/one/b.py', 'db/one'],
      ['db/two/c.py', 'db/two'],
      ['db/two/deep/d.py', undefined],
      ['sql/1.sql', undefined],
    ]);
    expect(histories.known && histories.value.map(({ graph }) => graph.heads)).toEqual([['b'], ['c']]);
  });

  it('begin after a revision that the policy names, in its own history', () => {
    const { scripts, unsettled } = collected(policyOf({ ...KEYS, since: 'a' }));
    expect(scripts.map(({ path }) => path)).toEqual([
      'db/one/b.py',
      'db/two/c.py',
      'db/two/deep/d.py',
      'sql/1.sql',
    ]);
    expect(unsettled).toBeUndefined();
  });

  it('share the history that they were compared in', () => {
    const { scripts, histories } = collected(policyOf(KEYS));
    expect(scripts[0]?.history).toBe(scripts[1]?.history);
    expect(histories.known && histories.value[0]).toBe(scripts[0]?.history);
  });

  it('have the schema of all SQL before them, also where that is settled', () => {
    const texts: Readonly<Record<string, string>> = {
      'sql/1.sql': 'CREATE TABLE a (id int);',
      'sql/2.sql': 'SELECT 1;',
    };
    const policy = policyOf(KEYS);
    const files = Object.entries(texts).map(([path, text]) => ({ path, text }));
    const point = { from: 'since' as const, commit: 'c', changedPaths: ['sql/2.sql'] };
    const seen = { ...treeObservations(policy, files, {}), settled: observed(point) };
    const content = (path: string) => observed(textContent(texts[path] ?? ''));
    const { scripts } = collectMigrations(policy, seen, { parsers, paths: Object.keys(texts), content });
    expect(scripts.map(({ path }) => path)).toEqual(['sql/2.sql']);
    const { schema, revision } = scripts[0]?.sqlHistory ?? {};
    const tables = schema?.tablesAt({ revision: revision ?? '', step: 0 });
    expect(tables?.map(({ table, isWhole }) => [table.text, isWhole])).toEqual([['a', true]]);
    const unread = collectMigrations(policy, seen, {
      parsers: undefined,
      paths: Object.keys(texts),
      content,
    });
    expect(unread.scripts.map(({ sqlHistory }) => sqlHistory)).toEqual([undefined]);
  });

  it('know in a change the SQL that is run last, where its paths are known', () => {
    const policy = policyOf(KEYS);
    const last = (sqlPaths?: readonly string[]) => {
      const seen: Observations = {
        ...treeObservations(policy, [], {}),
        focus: { kind: 'change' },
        sqlBefore: observed({}),
        ...(sqlPaths && { sqlPaths }),
      };
      const content = () => observed(textContent('ALTER TABLE a ADD b int;'));
      const { scripts } = collectMigrations(policy, seen, { parsers, paths: ['sql/2.sql'], content });
      return scripts[0]?.sqlHistory?.last;
    };
    expect(last(['sql/1.sql', 'sql/10.sql', 'sql/9.sql', 'other/11.sql', 'sql/schema.sql'])).toBe(
      'sql/10.sql',
    );
    expect(last(['sql/1.sql'])).toBe('sql/2.sql');
    expect(last()).toBeUndefined();
  });

  it('know in a change the SQL before them, and nothing where nobody could look', () => {
    const policy = policyOf(KEYS);
    const made = observed(textContent('CREATE TABLE a (id int);'));
    const before = (sqlBefore: Observations['sqlBefore']) => {
      const seen: Observations = {
        ...treeObservations(policy, [], {}),
        focus: { kind: 'change' },
        ...(sqlBefore && { sqlBefore }),
      };
      const content = () => observed(textContent('ALTER TABLE a ADD b int;'));
      const { scripts } = collectMigrations(policy, seen, { parsers, paths: ['sql/2.sql'], content });
      const [script] = scripts;
      const moment = { revision: script?.sqlHistory?.revision ?? '', step: 0 };
      return script?.sqlHistory?.schema.tablesAt(moment).map(({ table }) => table.text);
    };
    expect(before(observed({ 'sql/1.sql': made }))).toEqual(['a']);
    expect(before(observed({}))).toEqual([]);
    expect(before(unobserved('listing failed'))).toBeUndefined();
    expect(before(undefined)).toBeUndefined();
  });

  it('have no history as long as nobody can read them', () => {
    const { scripts, histories } = collected(policyOf(KEYS), { loaded: false });
    expect(histories).toEqual(unobserved('the parsers are not loaded'));
    expect(scripts.every(({ history, reading }) => history === undefined && !reading.known)).toBe(true);
  });

  it('that are SQL alone need no history', () => {
    const { histories } = collected(policyOf(KEYS), { paths: ['sql/1.sql'], loaded: false });
    expect(histories).toEqual(observed([]));
  });

  it('may be none', () => {
    expect(collected(policyOf(KEYS), { paths: [] })).toMatchObject({
      scripts: [],
      unsettled: undefined,
      pgVersion: 13,
      histories: observed([]),
    });
  });
});

function settings(text: string): readonly string[] {
  return environmentSettings({ files: { 'db/env.py': observed(textContent(text)) } })('db/versions/1.py');
}

describe('Timeouts that env.py sets', () => {
  it.each([
    [`connection.execute(text("SET lock_timeout = '5s'"))`],
    [`connection.execute("set local lock_timeout to '5s'")`],
    [`connection.exec_driver_sql("SET SESSION lock_timeout=4000")`],
    [`connect_args={"options": "-c lock_timeout=5000"}`],
    [`connect_args={"options": "-clock_timeout=5000"}`],
    [`server_settings={"lock_timeout": "5000"}`],
    [`connection.execute("SELECT set_config('lock_timeout', '5s', false)")`],
    [`SETTINGS = ['lock_timeout']`],
    [`connection.execute("SET lock_timeout = '0.5s'")`],
  ])('are told by %s', (text) => {
    expect(settings(`${text}\n`)).toEqual(['lock_timeout']);
  });

  it.each([
    ['# SET lock_timeout = 5'],
    ['connection.execute("SET lock_timeout = 0")'],
    [`connection.execute("SET lock_timeout TO '0ms'")`],
    ['connect_args={"options": "-c lock_timeout=0"}'],
    ['lock_timeout = None'],
    [`connection.execute("RESET lock_timeout")`],
    [`connection.execute("SET lock_timeouts = 5")`],
  ])('are not told by %s', (text) => {
    expect(settings(`${text}\n`)).toEqual([]);
  });

  it('are told each once', () => {
    expect(settings('"-c lock_timeout=5s -c statement_timeout=60s"\n"SET lock_timeout = 5"\n')).toEqual([
      'lock_timeout',
      'statement_timeout',
    ]);
  });

  it('are those of the nearest env.py that was seen', () => {
    const near = observed(textContent('"SET lock_timeout = 5"'));
    const far = observed(textContent('"SET statement_timeout = 5"'));
    const files = { 'db/env.py': far };
    const modules = { 'db/versions/env.py': near };
    const paths = observed([]);
    const at = (seen: Parameters<typeof environmentSettings>[0]) =>
      environmentSettings(seen)('db/versions/1.py');
    expect(at({ files, revisions: { paths, files: {}, modules } })).toEqual(['lock_timeout']);
    expect(at({ files: {}, revisions: { paths, files } })).toEqual(['statement_timeout']);
    expect(at({ files: { ...files, 'db/versions/env.py': unobserved('no') } })).toEqual([
      'statement_timeout',
    ]);
    expect(at({ files: { 'env.py': near } })).toEqual([]);
    expect(at({ files: { 'other/env.py': near } })).toEqual([]);
    expect(at({ files: {} })).toEqual([]);
  });
});
