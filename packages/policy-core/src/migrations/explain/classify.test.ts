import { describe, expect, test } from 'vitest';

import {
  addColumn,
  addConstraint,
  alterColumn,
  changeRows,
  createIndex,
  createObject,
  createTable,
  dropColumn,
  dropConstraint,
  dropIndex,
  dropObject,
  dropTable,
  orders,
  renameTable,
  unique,
} from '../../testing/sample-operations.ts';
import {
  columnNamed,
  columnState,
  directionOf,
  schemaOf,
  stepOf,
  tableNamed,
  tableState,
  typeNamed,
  unclearStep,
} from '../../testing/sample-schema.ts';
import { classify, type Classification } from './classify.ts';
import { knownName } from '../operations/name.ts';
import type { Operation, OperationStep, UnclearStep } from '../operations/operation.ts';
import { schemaBefore } from '../schema/schema-before.ts';
import type { ReadRevision } from '../alembic/revision-reading.ts';
import type { Direction } from '../operations/direction.ts';

type Steps = readonly (Operation | OperationStep | UnclearStep)[];

const absent = { kind: 'absent' } as const;

function revision(upgrade: Steps, downgrade: Steps | Direction = []): ReadRevision {
  return {
    kind: 'revision',
    header: { revision: absent, downRevision: absent, branchLabels: absent, dependsOn: absent },
    upgrade: directionOf(upgrade),
    downgrade: 'steps' in downgrade ? downgrade : directionOf(downgrade),
    imports: [],
  };
}

/** Answer first, then the sentences. */
function told(judgement: Classification[keyof Classification]): readonly string[] {
  return [judgement.answer, ...judgement.reasons.map(({ text }) => text)];
}

const unclear = unclearStep('the SQL is made when it runs');
const notClear = 'Does something that is not known, because the SQL is made when it runs.';

describe('trivial', () => {
  const trivial = (...steps: Steps) => told(classify(revision(steps)).trivial);

  test('is what the running code does not notice', () => {
    expect(trivial()).toEqual(['yes']);
    expect(
      trivial(
        createTable('orders', 'id'),
        createIndex('ix', ['id']),
        addConstraint(unique('uq', ['id'])),
        changeRows('insert'),
        addColumn('note', tableNamed('people')),
        createObject('type', 'mood'),
        { kind: 'other', what: 'a comment' },
      ),
    ).toEqual(['yes']);
  });

  test.each<[string, Operation]>([
    ['Drops the table orders and every row in it.', dropTable('orders')],
    [
      'Creates the index ix on orders (a), and takes SHARE on orders and builds an index over its rows; writers wait.',
      createIndex('ix', ['a']),
    ],
    ['Changes some rows of orders.', changeRows('update')],
    ['Renames the table orders to sales.', renameTable('orders', 'sales')],
    ['Creates the trigger t.', createObject('trigger', 't')],
    [
      'Adds the column orders.n (integer, not null), which fails on rows that may be there.',
      {
        kind: 'add-column',
        table: orders,
        column: columnNamed('n', { nullable: false }),
        ifNotExists: false,
      },
    ],
    [
      'Adds the column orders.n (integer, nullable, default random()), and takes ACCESS EXCLUSIVE on orders and writes every row again; readers and writers wait.',
      {
        kind: 'add-column',
        table: orders,
        column: columnNamed('n', { default: { kind: 'sql', text: 'random()' } }),
        ifNotExists: false,
      },
    ],
  ])('is not: %s', (sentence, operation) => {
    expect(trivial(operation)).toEqual(['no', sentence]);
  });

  test('is not known where a step or the upgrade is not', () => {
    expect(trivial(addColumn('a'), unclear)).toEqual(['unknown', notClear]);
    expect(trivial(dropIndex('ix'), unclear)).toEqual(['no', 'Drops the index ix.', notClear]);
    const { upgrade, ...rest } = revision([]);
    const of = (kind: Direction['kind']) =>
      told(classify({ ...rest, upgrade: { ...upgrade, kind } }).trivial);
    expect(of('elsewhere')).toEqual(['unknown', 'This file does not show what the upgrade does.']);
    expect(of('raises')).toEqual(['unknown', 'The upgrade refuses to run.']);
  });
});

describe('destructive', () => {
  const before = schemaBefore(
    schemaOf([tableState('orders', [columnState('total', { type: typeNamed('varchar', { size: 40 }) })])]),
    'ab12',
  );
  const destructive = (...steps: Steps) => told(classify(revision(steps), before).destructive);

  test.each<[string, Operation]>([
    ['Drops the table orders and every row in it.', dropTable('orders')],
    ['Drops the column orders.note and every value in it.', dropColumn('note')],
    ['Deletes every row of orders.', { kind: 'truncate', tables: [orders], cascade: false }],
    ['Deletes some rows of orders.', changeRows('delete')],
    ['Drops whatever tables the metadata knows at that moment.', { kind: 'drop-all' }],
    ['Drops the sequence s.', dropObject('sequence', 's')],
    [
      'Drops the type mood, with whatever depends on it.',
      { kind: 'drop-object', object: 'type', name: knownName('mood'), ifExists: false, cascade: true },
    ],
    [
      'Changes the column orders.total: the type to varchar(20), which may not hold every value of varchar(40).',
      alterColumn({ type: typeNamed('varchar', { size: 20 }) }),
    ],
  ])('is: %s', (sentence, operation) => {
    expect(destructive(operation)).toEqual(['yes', sentence]);
  });

  test.each<Operation>([
    createTable('people', 'id'),
    addColumn('note'),
    dropIndex('ix'),
    dropConstraint('uq'),
    dropObject('type', 'mood'),
    dropObject('trigger', 't'),
    changeRows('insert'),
    alterColumn({ nullable: true }),
    alterColumn({ type: typeNamed('text') }),
    alterColumn({ type: typeNamed('varchar', { size: 40 }) }),
    { kind: 'create-all' },
  ])('is not: %j', (operation) => {
    expect(destructive(operation)).toEqual(['no']);
  });

  test.each<[string, Operation | OperationStep | UnclearStep]>([
    ['Changes some rows of orders.', changeRows('update')],
    [notClear, unclear],
    ['Maybe drops the table orders and every row in it.', stepOf(dropTable('orders'), { isCertain: false })],
    [
      'Changes the column orders.total: the type to uuid, and not every value may be one, coming from varchar(40).',
      alterColumn({ type: typeNamed('uuid') }),
    ],
    [
      'Changes the column orders.other: the type to text, and which type it had is not known.',
      alterColumn({ column: knownName('other'), type: typeNamed('text') }),
    ],
  ])('is not known: %s', (sentence, step) => {
    expect(destructive(step)).toEqual(['unknown', sentence]);
  });

  test('is not what only concerns a table the upgrade makes itself', () => {
    const tmp = tableNamed('tmp');
    expect(
      destructive(
        createTable('tmp', 'id'),
        changeRows('update', tmp),
        changeRows('delete', tmp),
        dropColumn('id', tmp),
      ),
    ).toEqual(['no']);
    expect(destructive(createTable('tmp', 'id'), dropTable('tmp'))).toEqual(['no']);
    const truncate = (...tables: (typeof tmp)[]): Operation => ({ kind: 'truncate', tables, cascade: false });
    expect(destructive(createTable('tmp', 'id'), truncate(tmp))).toEqual(['no']);
    expect(destructive(createTable('tmp', 'id'), truncate(tmp, orders))[0]).toBe('yes');
  });

  test('is, as soon as one step is sure to be', () => {
    expect(destructive(unclear, dropTable('orders'))[0]).toBe('yes');
  });
});

describe('reversible', () => {
  const reversible = (upgrade: Steps, downgrade?: Steps | Direction) =>
    told(classify(revision(upgrade, downgrade)).reversible);

  test('is what the downgrade undoes, and what leaves nothing to undo', () => {
    expect(reversible([addColumn('a'), createTable('t', 'id')], [dropTable('t'), dropColumn('a')])).toEqual([
      'yes',
    ]);
    expect(reversible([{ kind: 'other', what: 'a comment' }])).toEqual(['yes']);
    expect(reversible([])).toEqual(['yes']);
  });

  test('is not, when nothing is undone', () => {
    const left = 'Adds the column orders.a (integer, nullable), and the downgrade leaves it so.';
    expect(reversible([addColumn('a')])).toEqual(['no', 'The downgrade does nothing.', left]);
    expect(reversible([addColumn('a')], directionOf([], 'missing'))).toEqual([
      'no',
      'There is no downgrade.',
      left,
    ]);
    expect(reversible([addColumn('a')], directionOf([dropColumn('a')], 'raises'))).toEqual([
      'no',
      'The downgrade refuses to run.',
      left,
    ]);
    expect(reversible([addColumn('a')], [dropColumn('b')])).toEqual([
      'no',
      left,
      'Drops the column orders.b and every value in it, which undoes nothing of the upgrade.',
    ]);
    expect(reversible([changeRows('delete')], [changeRows('insert')])).toEqual([
      'no',
      'Deletes some rows of orders, and what the rows held does not come back.',
    ]);
  });

  test('is in part, when something stays or comes back empty', () => {
    expect(reversible([addColumn('a'), createIndex('ix', ['b'])], [dropColumn('a')])).toEqual([
      'partly',
      'Creates the index ix on orders (b), and the downgrade leaves it so.',
    ]);
    expect(reversible([dropTable('orders')], [createTable('orders', 'id')])).toEqual([
      'partly',
      'Drops the table orders and every row in it, and it comes back without what it held.',
    ]);
    expect(
      reversible(
        [alterColumn({ type: typeNamed('int8'), nullable: true })],
        [alterColumn({ nullable: false })],
      ),
    ).toEqual([
      'partly',
      'Changes the column orders.total: the type to bigint, NULL is allowed, and the downgrade leaves so: type.',
    ]);
  });

  test('is in part, when it comes back otherwise', () => {
    const change = alterColumn({ type: typeNamed('int8'), existingType: typeNamed('int4') });
    expect(reversible([change], [alterColumn({ type: typeNamed('int2') })])).toEqual([
      'partly',
      'Changes the column orders.total: the type from integer to bigint, and it comes back otherwise: the column total had another type.',
    ]);
  });

  test('is not known where the downgrade is not', () => {
    expect(reversible([addColumn('a')], [unclear])).toEqual([
      'unknown',
      'Adds the column orders.a (integer, nullable), and whether that is undone is not known, because the SQL is made when it runs.',
    ]);
    expect(reversible([addColumn('a')], directionOf([], 'elsewhere'))[0]).toBe('unknown');
    expect(reversible([unclear], [])[0]).toBe('unknown');
    expect(reversible([changeRows('delete'), { kind: 'create-all' }], [])[0]).toBe('unknown');
  });

  test('points at the step, and at the downgrade that lacks it', () => {
    const downgrade = { ...directionOf([]), name: { start: 90, end: 99 } };
    const { reasons } = classify(
      revision([stepOf(addColumn('a'), { start: 10, end: 30 })], downgrade),
    ).reversible;
    expect(reasons.map(({ direction, at }) => ({ direction, at }))).toEqual([
      { direction: 'downgrade', at: { start: 90, end: 99 } },
      { direction: 'upgrade', at: { start: 10, end: 30 } },
    ]);
  });
});
