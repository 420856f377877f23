import { describe, expect, it } from 'vitest';
import type { JudgedUpgrade } from '../analysis/judged-upgrade.ts';
import { tableText } from '../operations/name.ts';
import { startOf } from '../../model/source-span.ts';
import { sqlSteps } from '../../testing/folded-sql.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { locksHeld, nothingHeld } from './held-locks.ts';
import { effectsOfUpgrade, type JudgedEffects } from './judged-effects.ts';

const parser = (await testParsers()).sql;

/** A SQL migration that is under judgement. */
function judged(text: string, path = 'migrations/1.sql'): readonly JudgedEffects[] {
  const upgrade: JudgedUpgrade = {
    path,
    text,
    steps: sqlSteps(parser, text),
    span: () => startOf(path),
    revision: undefined,
    history: undefined,
  };
  return effectsOfUpgrade(upgrade, 15);
}

/** What the last statement meets: where it runs, the locks that are held, the settings that are made. */
function met(text: string, path?: string): { inside: unknown; held: string[]; settings: string[] } {
  const transaction = judged(`${text}; SELECT 1`, path).at(-1)?.transaction;
  return {
    inside: transaction?.isInside,
    held: [...locksHeld(transaction?.held ?? nothingHeld()).values()].map(
      ({ relation, lock, since }) => `${tableText(relation)}: ${lock} since ${since}`,
    ),
    settings: [...(transaction?.settings ?? [])].map(([name, { value }]) => `${name} = ${value}`),
  };
}

describe('A block of statements that goose hands over at once', () => {
  const block = (...statements: readonly string[]) =>
    ['-- +goose StatementBegin', ...statements.map((one) => `${one};`), '-- +goose StatementEnd', ''].join(
      '\n',
    );
  const isInside = (text: string) =>
    judged(`-- +goose NO TRANSACTION\n-- +goose Up\n${text}`).map(({ transaction }) => transaction.isInside);

  it('is a transaction of its own', () => {
    expect(isInside(`SELECT 1;\n${block('SELECT 2', 'SELECT 3')}SELECT 4;`)).toEqual([
      false,
      true,
      true,
      false,
    ]);
    const locks = judged(
      `-- +goose NO TRANSACTION\n-- +goose Up\n${block('LOCK a', 'SELECT 1')}${block('SELECT 2', 'SELECT 3')}`,
    ).map(({ transaction }) => locksHeld(transaction.held).size);
    expect(locks).toEqual([0, 1, 0, 0]);
  });

  it('is none where it holds one statement', () => {
    expect(isInside(block('SELECT 2'))).toEqual([false]);
  });
});

describe('The transaction that a statement meets', () => {
  it('begins and ends where the script says so', () => {
    expect(met('SELECT 1').inside).toBeUndefined();
    expect(met('BEGIN').inside).toBe(true);
    expect(met('BEGIN; COMMIT').inside).toBe(false);
    expect(met('BEGIN; ROLLBACK').inside).toBe(false);
    expect(met('BEGIN; COMMIT AND CHAIN').inside).toBe(true);
    expect(met("BEGIN; PREPARE TRANSACTION 'x'").inside).toBe(false);
    expect(met('BEGIN; SAVEPOINT a; ROLLBACK TO a').inside).toBe(true);
  });

  it('is told from the one before it', () => {
    const ended = (text: string) => judged(`${text}; SELECT 1`).at(-1)?.transaction.ended;
    expect(ended('BEGIN')).toBe(0);
    expect(ended('BEGIN; DROP TABLE a; SAVEPOINT b; ROLLBACK TO b')).toBe(0);
    expect(ended('BEGIN; COMMIT')).toBe(1);
    expect(ended('BEGIN; ROLLBACK AND CHAIN')).toBe(1);
    expect(ended('BEGIN; COMMIT; BEGIN; COMMIT')).toBe(2);
  });

  it('holds the strongest lock on each relation since it was taken', () => {
    expect(
      met('BEGIN; ALTER TABLE a ADD b int; CREATE INDEX ON a (b); LOCK TABLE c IN SHARE MODE').held,
    ).toEqual(['a: access-exclusive since 1', 'c: share since 3']);
    expect(met('BEGIN; CREATE INDEX ON a (b); ALTER TABLE a ADD b int').held).toEqual([
      'a: access-exclusive since 2',
    ]);
  });

  it('holds what may be held where nobody knows whether it is inside of one', () => {
    expect(met('ALTER TABLE a ADD b int')).toEqual({
      inside: undefined,
      held: ['a: access-exclusive since 0'],
      settings: [],
    });
  });

  it('gives locks back at its end, and takes none outside', () => {
    expect(met('BEGIN; DROP TABLE a; COMMIT').held).toEqual([]);
    expect(met('BEGIN; COMMIT; DROP TABLE a').held).toEqual([]);
  });

  it('knows the settings that are made before', () => {
    expect(met("SET lock_timeout = '5s'; SET LOCAL Statement_Timeout = 0").settings).toEqual([
      'lock_timeout = 5s',
      'statement_timeout = 0',
    ]);
    expect(met("SET lock_timeout = '5s'; RESET lock_timeout").settings).toEqual([]);
    expect(met("SET lock_timeout = '5s'; RESET ALL").settings).toEqual([]);
    expect(met("SELECT set_config('lock_timeout', a, false) FROM b").settings).toEqual([
      'lock_timeout = undefined',
    ]);
    expect(met('ALTER DATABASE d SET lock_timeout = 5').settings).toEqual([]);
  });

  it('ends with its own settings', () => {
    expect(met("BEGIN; SET LOCAL lock_timeout = '5s'; SET statement_timeout = 1; COMMIT").settings).toEqual([
      'statement_timeout = 1',
    ]);
  });
});

describe('The effects of a migration', () => {
  it('are told of every operation, in the order of running', () => {
    const effects = judged('CREATE TABLE a (b int); SELEC; CREATE INDEX ON a (b)');
    expect(effects.map(({ step }) => [step.index, step.operation.kind])).toEqual([
      [0, 'create-table'],
      [2, 'create-index'],
    ]);
  });

  it('know the schema as it is by then', () => {
    const effects = judged(
      'CREATE TABLE a (b varchar(5)); ALTER TABLE a ALTER b TYPE varchar(9); ALTER TABLE a ALTER b TYPE varchar(7)',
    );
    expect(effects.map((one) => one.effects.relations.map(({ work }) => work))).toEqual([
      [],
      ['catalog'],
      ['rewrite'],
    ]);
  });

  it('know the time zone of the session', () => {
    const made = 'CREATE TABLE a (b timestamp); ';
    const last = (text: string) => judged(text).at(-1)?.effects.relations[0]?.work;
    expect(last(`${made} ALTER TABLE a ALTER b TYPE timestamptz`)).toBe('unknown');
    expect(last(`${made} SET TIME ZONE 'UTC'; ALTER TABLE a ALTER b TYPE timestamptz`)).toBe('catalog');
  });
});
