import { describe, expect, test } from 'vitest';

import { knownName, unknownName } from '../operations/name.ts';
import type { Operation } from '../operations/operation.ts';
import { AT_END, foldedSql } from '../../testing/folded-sql.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { columnNamed, stepOf, tableNamed, typeNamed } from '../../testing/sample-schema.ts';
import { foldUpgrades } from './fold-schema.ts';

const parser = (await testParsers()).sql;

const MADE = "CREATE TYPE mood AS ENUM ('a', 'b');";

describe('the values of an enum', () => {
  test.each<[string, string, string, string[] | undefined]>([
    ['are those that it is made with', MADE, 'mood', ['a', 'b']],
    ['may be none', 'CREATE TYPE mood AS ENUM ()', 'mood', []],
    ['of a schema', "CREATE TYPE s.mood AS ENUM ('a')", 's.mood', ['a']],
    ['of the schema that goes without saying', "CREATE TYPE public.mood AS ENUM ('a')", 'mood', ['a']],
    ['of another schema are not its own', "CREATE TYPE s.mood AS ENUM ('a')", 'mood', undefined],
    ['grow', `${MADE} ALTER TYPE mood ADD VALUE 'c'`, 'mood', ['a', 'b', 'c']],
    ['grow once', `${MADE} ALTER TYPE mood ADD VALUE IF NOT EXISTS 'a'`, 'mood', ['b', 'a']],
    ['get other names', `${MADE} ALTER TYPE mood RENAME VALUE 'a' TO 'c'`, 'mood', ['c', 'b']],
    ['are not known before it is made', "ALTER TYPE mood ADD VALUE 'c'", 'mood', undefined],
    ['go along with another name', `${MADE} ALTER TYPE mood RENAME TO state`, 'state', ['a', 'b']],
    ['leave the old name', `${MADE} ALTER TYPE mood RENAME TO state`, 'mood', undefined],
    ['go along with its schema', "CREATE TYPE s.m AS ENUM ('a'); ALTER SCHEMA s RENAME TO t", 't.m', ['a']],
    ['go along to another schema', `${MADE} ALTER TYPE mood SET SCHEMA s`, 's.mood', ['a', 'b']],
    ['are gone with its schema', "CREATE TYPE s.m AS ENUM ('a'); DROP SCHEMA s CASCADE", 's.m', undefined],
    ['stay when another schema goes', `${MADE} DROP SCHEMA s CASCADE`, 'mood', ['a', 'b']],
    ['are gone when it is dropped', `${MADE} DROP TYPE mood`, 'mood', undefined],
    [
      'are others when it is made again',
      `${MADE} DROP TYPE mood; CREATE TYPE mood AS ENUM ('c')`,
      'mood',
      ['c'],
    ],
    ['stay while it is there', `${MADE} CREATE TYPE mood AS ENUM ('c')`, 'mood', ['a', 'b']],
    ['are those of no other kind of type', 'CREATE TYPE mood AS (a int)', 'mood', undefined],
    ['stay when another thing of its name goes', `${MADE} DROP VIEW mood`, 'mood', ['a', 'b']],
  ])('%s', (_name, ...[sql, type, values]) => {
    expect(foldedSql(parser, sql).enumAt(type, AT_END)).toEqual(values);
  });

  test('are known at each moment', () => {
    const schema = foldedSql(parser, MADE, "ALTER TYPE mood ADD VALUE 'c'", 'DROP TYPE mood');
    const at = (script: number) => schema.enumAt('mood', { revision: `script ${script}`, step: 0 });
    expect([at(0), at(1), at(2)]).toEqual([undefined, ['a', 'b'], ['a', 'b', 'c']]);
  });

  describe('are those that a column tells first', () => {
    const type = { ...typeNamed('mood'), values: ['a'] };
    const column = columnNamed('m', { type });
    const table = tableNamed('people');
    const of = (...operations: readonly Operation[]) =>
      foldUpgrades([{ revision: 'end', steps: operations.map((one) => stepOf(one)) }]).enumAt('mood', {
        revision: 'end',
        step: operations.length,
      });
    const altered = { kind: 'alter-column', table, column: knownName('m') } as const;

    test.each<[string, Operation]>([
      [
        'of a new table',
        {
          kind: 'create-table',
          table,
          columns: [column],
          constraints: [],
          ifNotExists: false,
          isWhole: true,
          isTemporary: false,
        },
      ],
      ['that is new', { kind: 'add-column', table, column, ifNotExists: false }],
      ['that has it', { ...altered, existingType: type }],
      ['that gets it', { ...altered, type }],
    ])('%s', (_name, operation) => {
      expect(of(operation)).toEqual(['a']);
    });

    test('and not those that it tells later', () => {
      const made = { kind: 'create-object', object: 'type', name: knownName('mood'), values: ['b'] } as const;
      expect(of(made, { ...altered, type })).toEqual(['b']);
    });

    test('and not those of a type whose name is not known', () => {
      const made = {
        kind: 'create-object',
        object: 'type',
        name: unknownName('mood'),
        values: ['b'],
      } as const;
      expect(of(made)).toBeUndefined();
    });
  });
});
