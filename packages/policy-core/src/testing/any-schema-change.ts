import fc from 'fast-check';

import { knownName } from '../migrations/operations/name.ts';
import type { Operation, OperationStep, UnclearStep } from '../migrations/operations/operation.ts';
import {
  addColumn,
  addConstraint,
  alterColumn,
  createIndex,
  createTable,
  dropColumn,
  dropColumnSomewhere,
  dropConstraint,
  dropIndex,
  dropTable,
  renameColumn,
  renameTable,
  setTableSchema,
} from './schema-changes.ts';
import { columnNamed, stepOf, unclearStep } from './sample-schema.ts';

const table = fc.constantFrom('a', 'b', 'a_b', 's.a', 's.b');
const bare = fc.constantFrom('a', 'b', 'a_b');
const column = fc.constantFrom('x', 'y', 'b_x');
const columns = fc.uniqueArray(column, { minLength: 1, maxLength: 2 });
const name = fc.constantFrom('i', 'j', 'a_x_idx', 'a_x_key', 'a_pkey', 'a_b_x_fkey');
const kind = fc.constantFrom(
  'unique' as const,
  'primary-key' as const,
  'foreign-key' as const,
  'check' as const,
);

/** Of few tables, columns and names, so that they meet. */
const operation: fc.Arbitrary<Operation> = fc.oneof(
  fc
    .tuple(table, columns, fc.boolean(), fc.boolean())
    .map(([named, [first = 'x', ...rest], ifNotExists, isTemporary]) =>
      createTable(named, [columnNamed(first, { primaryKey: true }), ...rest], { ifNotExists, isTemporary }),
    ),
  table.map(dropTable),
  fc.tuple(table, bare).map(([named, to]) => renameTable(named, to)),
  fc.tuple(table, fc.constantFrom('public', 's')).map(([named, schema]) => setTableSchema(named, schema)),
  fc.tuple(table, column, fc.boolean()).map(([named, added, maybe]) => addColumn(named, added, maybe)),
  fc.tuple(table, column).map(([named, dropped]) => dropColumn(named, dropped)),
  fc.tuple(table, column, column).map(([named, from, to]) => renameColumn(named, from, to)),
  fc
    .tuple(table, column, fc.boolean())
    .map(([named, altered, nullable]) => alterColumn(named, altered, { nullable })),
  fc
    .tuple(table, kind, columns, fc.option(name))
    .map(([named, made, on, called]) =>
      addConstraint(named, { kind: made, columns: on, ...(called === null ? {} : { name: called }) }),
    ),
  fc.tuple(table, fc.option(name)).map(([named, called]) => dropConstraint(named, called)),
  fc
    .tuple(table, columns, fc.option(name))
    .map(([named, on, called]) =>
      createIndex(named, on, { name: called === null ? undefined : knownName(called) }),
    ),
  fc.tuple(name, fc.option(table, { nil: undefined })).map(([called, named]) => dropIndex(called, named)),
  fc.constantFrom<Operation>(
    { kind: 'create-all' },
    dropColumnSomewhere('x'),
    { kind: 'drop-object', object: 'schema', name: knownName('s'), ifExists: false, cascade: true },
    {
      kind: 'rename-object',
      object: 'schema',
      name: knownName('s'),
      to: knownName('public'),
    },
  ),
);

/** What an upgrade may do: mostly for certain. */
const step: fc.Arbitrary<OperationStep | UnclearStep> = fc.oneof(
  { weight: 9, arbitrary: operation.map((one) => stepOf(one)) },
  { weight: 2, arbitrary: operation.map((one) => stepOf(one, { isCertain: false })) },
  { weight: 1, arbitrary: fc.constant(unclearStep('it is only known when it runs')) },
);

/** Steps of one upgrade after the other. */
export const anyUpgrades: fc.Arbitrary<readonly (readonly (OperationStep | UnclearStep)[])[]> = fc.array(
  fc.array(step, { maxLength: 8 }),
  { minLength: 1, maxLength: 5 },
);
