import { describe, expect, test } from 'vitest';

import type { ReadRevision } from '../alembic/revision-reading.ts';
import type { RevisionGraph } from '../history/revision-graph.ts';
import type { RevisionFile } from '../history/revision-history.ts';
import type { Operation, OperationStep } from '../operations/operation.ts';
import { startOf } from '../../model/source-span.ts';
import { stepsTaken } from '../../testing/steps-taken.ts';
import {
  addColumn,
  addConstraint,
  alterColumn,
  createIndex,
  createTable,
  dropColumn,
  dropColumnSomewhere,
  dropIndex,
  dropTable,
  renameTable,
} from '../../testing/schema-changes.ts';
import { sampleHeader } from '../../testing/sample-header.ts';
import { directionOf, stepOf, tableNamed, unclearStep } from '../../testing/sample-schema.ts';
import { after, historyOf, shownTable, shownTables } from '../../testing/shown-schema.ts';
import { foldSchema } from './fold-revisions.ts';
import { foldUpgrades } from './fold-schema.ts';

const maybe = (operation: Operation): OperationStep => stepOf(operation, { isCertain: false });
const unclear = unclearStep('its text is put together when it runs');
const orders = createTable('orders', ['a']);

describe('moments', () => {
  const history = historyOf({
    a1: [orders, addColumn('orders', 'b')],
    b2: [],
    c3: [dropColumn('orders', 'a'), dropTable('orders')],
  });
  const at = (revision: string, step: number) =>
    shownTable(history.tableAt(tableNamed('orders'), { revision, step })).slice(1);

  test('lie just before a step, or at the end of an upgrade', () => {
    expect([at('a1', 0), at('a1', 1), at('a1', 2)]).toEqual([[], ['a int4'], ['a int4', 'b int4']]);
    expect(at('b2', 0)).toEqual(['a int4', 'b int4']);
    expect([at('c3', 0), at('c3', 1), at('c3', 2)]).toEqual([['a int4', 'b int4'], ['b int4'], []]);
  });

  test('of revisions that are not in the history know no table', () => {
    const moment = { revision: 'zz', step: 0 };
    expect(history.tableAt(tableNamed('orders'), moment)).toBeUndefined();
    expect(history.tablesAt(moment)).toEqual([]);
    expect(history.tableOfIndex('orders_pkey', moment)).toBeUndefined();
  });

  test('know no table of an unknown name', () => {
    const table = { text: 'orders', isKnown: false, schema: undefined };
    expect(history.tableAt(table, { revision: 'b2', step: 0 })).toBeUndefined();
  });

  test('give columns one by one and all together', () => {
    const columns = history.tableAt(tableNamed('orders'), { revision: 'b2', step: 0 })?.columns ?? new Map();
    expect([[...columns.keys()], columns.has('a'), columns.has('z')]).toEqual([['a', 'b'], true, false]);
    expect([...columns].map(([name]) => name)).toEqual([...columns.entries()].map(([name]) => name));
    expect([...columns.keys()]).toEqual([...columns.values()].map(({ name }) => name));
    expect(columns.get('b')).toMatchObject({ name: 'b', addedIn: 'a1' });
  });
});

describe('the order of the graph', () => {
  const revision = (steps: readonly Operation[]): ReadRevision => ({
    kind: 'revision',
    header: sampleHeader({}),
    upgrade: directionOf(steps),
    downgrade: directionOf([]),
    imports: [],
  });
  const file = (path: string, reading: RevisionFile['reading']): readonly [string, RevisionFile] => [
    path,
    { path, text: '', reading, madeOf: '', span: () => startOf(path) },
  ];
  const graph = (paths: Readonly<Record<string, string>>): RevisionGraph => ({
    revisions: new Map(
      Object.entries(paths).map(([id, path]) => [id, { path, id, parents: [], dependsOn: [], labels: [] }]),
    ),
    order: Object.keys(paths),
    heads: [],
    realHeads: [],
    bases: [],
    realBases: [],
    missing: [],
    cycles: [],
    duplicates: new Map(),
    unplaced: [],
    branches: new Map(),
    labelClashes: new Map(),
  });

  test('is the order in which upgrades are done', () => {
    const files = new Map([
      file('z.py', revision([orders])),
      file('a.py', revision([addColumn('orders', 'b')])),
    ]);
    const history = foldSchema(graph({ b2: 'z.py', a1: 'a.py' }), files);
    expect(shownTables(history, { revision: 'a1', step: 1 })).toEqual([
      ['orders made in b2', 'a int4', 'b int4'],
    ]);
  });

  test('passes over files that are not there, or cannot be read', () => {
    const broken = { kind: 'unanalyzable', why: 'not-python', problem: 'x', start: 0, end: 0 } as const;
    const files = new Map([file('a.py', broken), file('c.py', revision([orders]))]);
    const history = foldSchema(graph({ a1: 'a.py', b2: 'b.py', c3: 'c.py' }), files);
    expect(shownTables(history, { revision: 'c3', step: 1 })).toEqual([['orders made in c3', 'a int4']]);
    expect(history.tablesAt({ revision: 'a1', step: 0 })).toEqual([]);
  });
});

describe('tables that no upgrade made', () => {
  test('are known by what is done to them', () => {
    expect(
      after(
        alterColumn('users', 'email', { nullable: false }),
        addColumn('users', 'age'),
        addConstraint('users', { kind: 'unique', columns: ['email'] }),
        createIndex('users', ['age']),
      ),
    ).toEqual([
      [
        'users? made before',
        'email ? not null',
        'age int4',
        'unique users_email_key on email',
        'unique index users_email_key on email',
        'index users_age_idx on age',
      ],
    ]);
  });

  test('take what the migration says was there', () => {
    const type = {
      isKnown: true,
      name: 'text',
      size: undefined,
      scale: undefined,
      dimensions: 0,
      written: 'text',
    } as const;
    const change = {
      nullable: true,
      existingType: type,
      existingDefault: { kind: 'sql', text: "''" },
    } as const;
    expect(after(alterColumn('users', 'email', change))[0]?.[1]).toBe('email text default sql');
  });

  test('are known by the columns of a key', () => {
    expect(after(addConstraint('users', { kind: 'primary-key', columns: ['id'] }))[0]?.slice(1)).toEqual([
      'id ? not null',
      'primary-key users_pkey on id',
      'unique index users_pkey on id',
    ]);
  });

  test('are there under the name they are given', () => {
    expect(after(renameTable('users', 'people'))).toEqual([['people? made before']]);
  });

  test('are gone when they are dropped, and drop no index of others', () => {
    expect(after(dropTable('users'), dropIndex('ix_users'))).toEqual([]);
  });
});

describe('steps that may not run', () => {
  test('count as done, and leave what they touch blurred', () => {
    expect(after(orders, maybe(addColumn('orders', 'b')))).toEqual([
      ['orders? made in a1', 'a int4', 'b int4'],
    ]);
    expect(after(maybe(orders))).toEqual([['orders? made in a1', 'a int4']]);
    expect(after(orders, maybe(dropTable('orders')))).toEqual([]);
    expect(after(orders, createIndex('orders', ['a']), maybe(dropIndex('orders_a_idx')))).toEqual([
      ['orders? made in a1', 'a int4'],
    ]);
  });

  test('make a table of what all branches of a condition give it', () => {
    const other = createTable('orders', ['b']);
    expect(after(maybe(orders), maybe(other))).toEqual([['orders? made in a1', 'a int4', 'b int4']]);
  });

  test('leave a table to the revision that made it', () => {
    const history = historyOf({ a1: [orders], b2: [maybe(createTable('orders', ['a', 'b']))] });
    expect(shownTables(history, { revision: 'b2', step: 1 })).toEqual([
      ['orders? made in a1', 'a int4', 'b int4'],
    ]);
  });
});

describe('unclear steps', () => {
  test('blur what the same upgrade changed before', () => {
    expect(after(orders, unclear)).toEqual([['orders? made in a1', 'a int4']]);
  });

  test('blur what the same upgrade changes after, but not what it makes after', () => {
    const history = historyOf({
      a1: [orders, createTable('users', ['a'])],
      b2: [unclear, addColumn('orders', 'b'), createTable('lines', ['a'])],
    });
    expect(shownTables(history, { revision: 'b2', step: 3 }).map(([first]) => first)).toEqual([
      'lines made in b2',
      'orders? made in a1',
      'users made in a1',
    ]);
  });

  test('blur each what lies before it', () => {
    expect(after(unclear, orders, unclear, createTable('users', [])).map(([first]) => first)).toEqual([
      'orders? made in a1',
      'users made in a1',
    ]);
  });

  test('leave the tables of other upgrades whole', () => {
    const history = historyOf({ a1: [orders], b2: [unclear], c3: [addColumn('orders', 'b')] });
    expect(shownTables(history, { revision: 'c3', step: 1 })).toEqual([
      ['orders made in a1', 'a int4', 'b int4'],
    ]);
  });

  test('blur the tables whose names stand in the file, in whatever schema', () => {
    const history = foldUpgrades([
      {
        revision: 'a1',
        steps: directionOf(['orders', 'shop.orders', 'lines', 'order'].map((name) => createTable(name, [])))
          .steps,
      },
      {
        revision: 'b2',
        steps: directionOf([unclear, createTable('lines_new', []), unclear]).steps,
        text: 'for table in ("orders", "lines_new"): op.execute(statement(table))',
      },
    ]);
    const first = (step: number) =>
      shownTables(history, { revision: 'b2', step }).map(([shown]) => shown?.split(' ')[0]);
    expect(first(0)).toEqual(['lines', 'order', 'orders', 'shop.orders']);
    expect(first(1)).toEqual(['lines', 'order', 'orders?', 'shop.orders?']);
    expect(first(3)).toEqual(['lines', 'lines_new?', 'order', 'orders?', 'shop.orders?']);
  });

  test('are also operations on a table whose name only shows when it runs', () => {
    expect(after(orders, dropColumnSomewhere('a'))).toEqual([['orders? made in a1', 'a int4']]);
    const nowhere = { text: 'name', isKnown: false, schema: undefined };
    const create = { ...createTable('x', []), table: nowhere };
    const drop = { ...dropTable('x'), table: nowhere };
    const rename = { ...renameTable('x', 'y'), table: nowhere };
    for (const step of [create, drop, rename]) {
      expect(after(orders, step as Operation)).toEqual([['orders? made in a1', 'a int4']]);
    }
  });
});

describe('metadata', () => {
  const owned = {
    kind: 'drop-object',
    object: 'owned',
    name: { text: 'app', isKnown: true },
    ifExists: false,
    cascade: false,
  } as const;

  test.each([{ kind: 'create-all' }, { kind: 'drop-all' }, owned, { ...owned, object: 'database' }] as const)(
    'leaves no table whole: $kind $object',
    (operation) => {
      const history = historyOf({ a1: [orders], b2: [operation, createTable('users', [])] });
      expect(shownTables(history, { revision: 'b2', step: 0 })).toEqual([['orders made in a1', 'a int4']]);
      expect(shownTables(history, { revision: 'b2', step: 2 }).map(([first]) => first)).toEqual([
        'orders? made in a1',
        'users made in b2',
      ]);
    },
  );

  test('is no matter of rows, comments and new objects', () => {
    const table = tableNamed('orders');
    const steps: readonly Operation[] = [
      { kind: 'truncate', tables: [table], cascade: true },
      { kind: 'change-rows', verb: 'delete', table, isFiltered: false },
      { kind: 'create-object', object: 'view', name: { text: 'v', isKnown: true } },
      { kind: 'other', what: 'COMMENT' },
    ];
    expect(after(orders, ...steps)).toEqual([['orders made in a1', 'a int4']]);
  });
});

describe('long histories', () => {
  /** Upgrades that each make a table, change one that all of them change, and drop one that is older. */
  const upgrades = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      revision: `r${index}`,
      steps: directionOf([
        createTable(`t${index}`, ['a', 'b', 'c']),
        addColumn('shared', `c${index}`),
        createIndex('shared', [`c${index}`]),
        alterColumn('shared', 'status', { nullable: index % 2 === 0 }),
        ...(index < 50 ? [] : [dropTable(`t${index - 50}`)]),
      ]).steps,
    }));

  test('are folded in steps that grow with their length alone', () => {
    const stepsFor = (count: number) => {
      const all = upgrades(count);
      const started = stepsTaken();
      const history = foldUpgrades(all);
      for (const { revision } of all) {
        const state = history.tableAt(tableNamed('shared'), { revision, step: 2 });
        expect(state?.columns.get('status')?.nullable).toBe(
          revision === 'r0' ? undefined : Number(revision.slice(1)) % 2 === 1,
        );
      }
      return stepsTaken() - started;
    };
    expect(stepsFor(5_000)).toBeLessThan(6 * stepsFor(1_000));
  });

  test('follow so many indexes of one table, and no more', () => {
    const history = foldUpgrades(upgrades(300));
    const state = history.tableAt(tableNamed('shared'), { revision: 'r299', step: 4 });
    expect(state?.indexes).toHaveLength(256);
    expect([...(state?.columns.keys() ?? [])]).toHaveLength(301);
  });
});

describe('a part of a table', () => {
  const history = historyOf({
    a1: [createTable('orders', ['a', 'b']), addConstraint('orders', { kind: 'unique', columns: ['a'] })],
    b2: [dropColumn('orders', 'a')],
  });
  const asked = (name: string, revision: string, step: number) => {
    const moment = { revision, step };
    const named = { text: name, isKnown: true };
    return [
      history.columnAt(tableNamed('orders'), named, moment)?.addedIn,
      history.constraintAt(tableNamed('orders'), named, moment)?.definition.kind,
    ];
  };

  test('is found by its name', () => {
    expect(asked('a', 'a1', 0)).toEqual([undefined, undefined]);
    expect(asked('a', 'a1', 1)).toEqual(['a1', undefined]);
    expect(asked('orders_a_key', 'a1', 1)).toEqual([undefined, undefined]);
    expect(asked('orders_a_key', 'b2', 0)).toEqual([undefined, 'unique']);
    expect(asked('orders_a_key', 'b2', 1)).toEqual([undefined, undefined]);
    expect(asked('a', 'b2', 1)).toEqual([undefined, undefined]);
  });

  test('is not found where a name is not known, nor the revision', () => {
    const moment = { revision: 'b2', step: 0 };
    const unknown = { text: 'a', isKnown: false };
    expect(history.columnAt(tableNamed('orders'), unknown, moment)).toBeUndefined();
    expect(history.columnAt({ ...unknown, schema: undefined }, unknown, moment)).toBeUndefined();
    expect(history.constraintAt(tableNamed('orders'), unknown, moment)).toBeUndefined();
    expect(asked('a', 'zz', 0)).toEqual([undefined, undefined]);
  });
});
