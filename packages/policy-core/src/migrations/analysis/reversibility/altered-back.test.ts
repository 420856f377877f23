import { describe, expect, test } from 'vitest';

import { alterColumn, renameColumn } from '../../../testing/sample-operations.ts';
import { columnState, stepOf, tableNamed, tableState, typeNamed } from '../../../testing/sample-schema.ts';
import { undoingOfAlteration } from './altered-back.ts';
import { knownName } from '../../operations/name.ts';
import type { AlterColumn } from '../../operations/operation.ts';
import { namesAcross } from '../../operations/same-names.ts';

type Change = Partial<AlterColumn>;

function undoing(change: Change, back: readonly Change[], was?: Parameters<typeof columnState>[1]) {
  return undoingOfAlteration(alterColumn(change), {
    downgrade: back.map((one) => stepOf(alterColumn(one))),
    names: namesAcross([]),
    before: was === undefined ? undefined : tableState('orders', [columnState('total', was)]),
    unclear: undefined,
  });
}

const zero = { kind: 'sql', text: '0' } as const;
const none = { kind: 'none' } as const;

describe('an altered column is put back', () => {
  test.each<[string, Change, readonly Change[]]>([
    ['its type', { type: typeNamed('int8') }, [{ type: typeNamed('int4') }]],
    ['whether it may be NULL', { nullable: false }, [{ nullable: true }]],
    ['its default', { default: none }, [{ default: zero }]],
    ['all of it', { nullable: false, default: none }, [{ nullable: true, default: zero }]],
    ['all of it, one by one', { nullable: false, default: none }, [{ default: zero }, { nullable: true }]],
    [
      'to what the operation says',
      { type: typeNamed('int8'), existingType: typeNamed('int4') },
      [{ type: typeNamed('int4') }],
    ],
    [
      'in the end',
      { type: typeNamed('int8'), existingType: typeNamed('int4') },
      [{ type: typeNamed('text') }, { type: typeNamed('int4') }],
    ],
    [
      'to a default in another spelling',
      { default: none, existingDefault: zero },
      [{ default: { kind: 'sql', text: "'0'" } }],
    ],
    [
      'to a default that only shows when it runs',
      { default: none, existingDefault: zero },
      [{ default: { kind: 'unknown', source: 'X' } }],
    ],
  ])('%s', (_what, change, back) => {
    expect(undoing(change, back)).toMatchObject({ kind: 'undone' });
  });

  test('by each step once', () => {
    const found = undoing({ nullable: false, default: none }, [{ nullable: true, default: zero }]);
    expect(found).toMatchObject({ kind: 'undone', by: [{ operation: { nullable: true } }] });
    expect(found?.kind === 'undone' && found.by).toHaveLength(1);
  });
});

describe('an altered column is put back, and its values are', () => {
  const numeric = (scale: number) => typeNamed('numeric', { size: 10, scale });
  const varchar = (size: number) => typeNamed('varchar', { size });
  test.each<[string, AlterColumn['type'], AlterColumn['type'], string | undefined, string]>([
    ['as they were, when there was room for all', varchar(20), varchar(40), undefined, 'undone'],
    [
      'as they were, since one too long would have been refused',
      varchar(40),
      varchar(20),
      undefined,
      'undone',
    ],
    [
      'as they were, since a number too large would have been refused',
      typeNamed('int8'),
      typeNamed('int4'),
      undefined,
      'undone',
    ],
    ['cut, when USING cuts them', varchar(40), varchar(20), 'left(total, 20)', 'data-lost'],
    ['rounded, which PostgreSQL does by itself', numeric(4), numeric(2), undefined, 'data-lost'],
    ['without their decimals', numeric(2), typeNamed('int4'), undefined, 'data-lost'],
    ['without their time of day', typeNamed('timestamp'), typeNamed('date'), undefined, 'data-lost'],
    [
      'as they were, when USING only spells what happens anyway',
      typeNamed('int4'),
      typeNamed('int8'),
      'total::int8',
      'undone',
    ],
  ])('%s', (...[, was, type, using, kind]) => {
    const change = { ...(type && { type }), ...(using === undefined ? {} : { using }) };
    expect(undoing(change, [was === undefined ? {} : { type: was }], { type: was })).toMatchObject({ kind });
  });
});

describe('an altered column is put back otherwise', () => {
  test.each<[string, Change, Change, Parameters<typeof columnState>[1]]>([
    [
      'the column had another type',
      { type: typeNamed('int8') },
      { type: typeNamed('int2') },
      { type: typeNamed('int4') },
    ],
    ['NULL was allowed before, or was not', { nullable: false }, { nullable: false }, { nullable: true }],
    ['the column had another default', { default: none }, { default: none }, { default: zero }],
  ])('%s', (...row) => {
    const [why, change, back, was] = row;
    expect(undoing(change, [back], was)).toMatchObject({ kind: 'differs', why });
  });

  test('also where the operation itself says what it was', () => {
    const change = { type: typeNamed('int8'), existingType: typeNamed('int4') };
    expect(undoing(change, [{ type: typeNamed('text') }])).toMatchObject({ kind: 'differs' });
  });
});

describe('an altered column is left', () => {
  test('in the parts that nothing puts back', () => {
    expect(
      undoing({ nullable: false, type: typeNamed('int8'), default: none }, [{ type: typeNamed('int4') }]),
    ).toEqual({
      kind: 'left',
      parts: ['nullable', 'default'],
    });
  });

  test('altogether, which is told elsewhere', () => {
    expect(undoing({ nullable: false }, [])).toBeUndefined();
    expect(undoing({ nullable: false }, [{ default: none }])).toBeUndefined();
    expect(undoing({ nullable: false }, [{ nullable: true, column: knownName('other') }])).toBeUndefined();
    expect(undoing({ nullable: false }, [{ nullable: true, table: tableNamed('people') }])).toBeUndefined();
  });

  test('or not, where the downgrade may do more than is read of it', () => {
    const around = {
      downgrade: [stepOf(alterColumn({ nullable: true }))],
      names: namesAcross([]),
      before: undefined,
    };
    const change = alterColumn({ nullable: false, default: none });
    expect(undoingOfAlteration(change, { ...around, unclear: 'the SQL is not known' })).toEqual({
      kind: 'unknown',
      why: 'the SQL is not known',
    });
  });
});

describe('a column that is left as it was', () => {
  test.each<[Change, Parameters<typeof columnState>[1]]>([
    [{ nullable: false }, { nullable: false }],
    [{ type: typeNamed('int4') }, { type: typeNamed('int4') }],
    [{ default: none }, { default: none }],
    [{ default: zero }, { default: zero }],
    [{ nullable: true, existingNullable: true }, undefined],
    [{}, undefined],
  ])('by %j has nothing to undo', (change, was) => {
    expect(undoing(change, [], was)).toEqual({ kind: 'nothing' });
  });
});

test('a column is found under its new name', () => {
  const rename = renameColumn('total', 'sum');
  const found = undoingOfAlteration(alterColumn({ nullable: false }), {
    downgrade: [stepOf(alterColumn({ nullable: true, column: knownName('sum') }))],
    names: namesAcross([rename]),
    before: undefined,
    unclear: undefined,
  });
  expect(found).toMatchObject({ kind: 'undone' });
});
