import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';

import type {
  ColumnDefault,
  ColumnDefinition,
  ConstraintDefinition,
  ForeignKeyAction,
  ForeignKeyActions,
} from '../../operations/column.ts';
import type { KnownType } from '../../operations/column-type.ts';
import { knownName, type TableName } from '../../operations/name.ts';
import type { Operation } from '../../operations/operation.ts';
import type { Parsers } from '../../../parsers/parsers.ts';
import { testParsers } from '../../../testing/load-parsers.ts';
import { revisionText } from '../../../testing/read-revision.ts';
import { columnNamed, typeNamed } from '../../../testing/sample-schema.ts';
import { revisionIn } from '../../../testing/steps-of.ts';
import { renderOperation } from './render-operation.ts';

let parsers: Parsers;

beforeAll(async () => {
  parsers = await testParsers();
});

const PLACE = { start: 0, end: 0 };
const anyWord = fc.stringMatching(/^[a-z][a-z0-9_]{0,9}$/);
const anyOddName = fc.oneof(
  { weight: 5, arbitrary: anyWord },
  { weight: 1, arbitrary: fc.stringMatching(/^[A-Z"' äß😀\\{}%]{1,6}$/u) },
);
const anyName = anyOddName.map(knownName);
const anyTable: fc.Arbitrary<TableName> = fc.record({
  text: anyOddName,
  isKnown: fc.constant(true),
  schema: fc.option(anyWord, { nil: undefined, freq: 4 }),
});
const anyColumns = fc.uniqueArray(anyOddName, { minLength: 1, maxLength: 3 });

const sized = (name: string, size: number) => typeNamed(name, { size });
const anyType: fc.Arbitrary<KnownType> = fc
  .tuple(
    fc.oneof(
      fc
        .constantFrom('int2', 'int4', 'int8', 'bool', 'text', 'float4', 'float8', 'date', 'time', 'timetz')
        .map((name) => typeNamed(name)),
      fc
        .constantFrom('timestamp', 'timestamptz', 'interval', 'bytea', 'json', 'numeric', 'varchar')
        .map((name) => typeNamed(name)),
      fc.integer({ min: 1, max: 500 }).map((size) => sized('varchar', size)),
      fc.integer({ min: 1, max: 500 }).map((size) => sized('bpchar', size)),
      fc
        .tuple(fc.integer({ min: 1, max: 30 }), fc.nat(10))
        .map(([size, scale]) => typeNamed('numeric', { size, scale })),
    ),
    fc.oneof({ weight: 6, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 3 })),
  )
  .map(([type, dimensions]) => ({ ...type, dimensions }));

const anySql = fc.oneof(
  fc.constantFrom('0', 'now()', "'x'", "'{}'::jsonb", "'a:b'", "':x y'", 'true', "nextval('s'::regclass)"),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }).map((text) => `'${text.replaceAll("'", "''")}'`),
);
const anyDefault: fc.Arbitrary<ColumnDefault> = fc.oneof(
  fc.constant({ kind: 'none' } as const),
  anySql.map((text) => ({ kind: 'sql', text }) as const),
);

const anyColumn: fc.Arbitrary<ColumnDefinition> = fc
  .record({ name: anyName, type: anyType, nullable: fc.boolean(), default: anyDefault })
  .map((parts) => columnNamed('', parts));

function anyConstraint(name: fc.Arbitrary<ConstraintDefinition['name']>): fc.Arbitrary<ConstraintDefinition> {
  const common = { name, columns: anyColumns };
  return fc.oneof(
    fc
      .record(common)
      .map((parts) => ({ ...PLACE, ...parts, kind: 'unique', notValid: false, usingIndex: false }) as const),
    fc
      .record(common)
      .map(
        (parts) => ({ ...PLACE, ...parts, kind: 'primary-key', notValid: false, usingIndex: false }) as const,
      ),
    fc.record({ ...common, table: anyTable, actions: anyActions }).map(
      ({ table, actions, ...parts }) =>
        ({
          ...PLACE,
          ...parts,
          ...actions,
          kind: 'foreign-key',
          notValid: false,
          target: { table, columns: parts.columns },
        }) as const,
    ),
  );
}

const anyAction = fc.constantFrom<ForeignKeyAction>('restrict', 'cascade', 'set null', 'set default');
const anyActions: fc.Arbitrary<ForeignKeyActions> = fc.record(
  {
    onDelete: anyAction,
    onUpdate: anyAction,
    deferrable: fc.constantFrom('immediate' as const, 'deferred' as const),
  },
  { requiredKeys: [] },
);

const anyOperation: fc.Arbitrary<Operation> = fc.oneof(
  fc.record({
    kind: fc.constant('drop-table' as const),
    table: anyTable,
    ifExists: fc.constant(false),
    cascade: fc.constant(false),
  }),
  fc.record({ kind: fc.constant('rename-table' as const), table: anyTable, to: anyName }),
  fc.record({
    kind: fc.constant('add-column' as const),
    table: anyTable,
    column: anyColumn,
    ifNotExists: fc.constant(false),
  }),
  fc.record({
    kind: fc.constant('drop-column' as const),
    table: anyTable,
    column: anyName,
    ifExists: fc.constant(false),
    cascade: fc.constant(false),
  }),
  fc.record({ kind: fc.constant('rename-column' as const), table: anyTable, column: anyName, to: anyName }),
  fc.record(
    {
      kind: fc.constant('alter-column' as const),
      table: anyTable,
      column: anyName,
      type: anyType,
      nullable: fc.boolean(),
      default: anyDefault,
      existingType: anyType,
      existingNullable: fc.boolean(),
    },
    { requiredKeys: ['kind', 'table', 'column', 'nullable'] },
  ),
  fc.record({
    kind: fc.constant('create-index' as const),
    name: anyName,
    table: anyTable,
    columns: anyColumns,
    unique: fc.boolean(),
    concurrently: fc.boolean(),
    ifNotExists: fc.constant(false),
    isPartial: fc.constant(false),
  }),
  fc.record({
    kind: fc.constant('drop-index' as const),
    name: anyName,
    table: fc.option(anyTable, { nil: undefined }),
    concurrently: fc.boolean(),
    ifExists: fc.constant(false),
    cascade: fc.constant(false),
  }),
  fc.record({
    kind: fc.constant('add-constraint' as const),
    table: anyTable,
    constraint: anyConstraint(anyName),
  }),
  fc.record({
    kind: fc.constant('drop-constraint' as const),
    table: anyTable,
    name: anyName,
    type: fc.constantFrom('unique', 'primary-key', 'foreign-key', 'check', undefined),
    ifExists: fc.constant(false),
    cascade: fc.constant(false),
  }),
  fc.record({
    kind: fc.constant('create-table' as const),
    table: anyTable,
    columns: fc.uniqueArray(anyColumn, { minLength: 1, maxLength: 4, selector: ({ name }) => name.text }),
    constraints: fc.array(anyConstraint(fc.option(anyName, { nil: undefined })), { maxLength: 2 }),
    ifNotExists: fc.constant(false),
    isWhole: fc.constant(true),
    isTemporary: fc.constant(false),
  }),
);

/** Where it stands, and how a type was spelled, is not what it does. */
function meaning(operation: Operation): unknown {
  return JSON.parse(
    JSON.stringify(operation, (key, value: unknown) => (PLACES.has(key) ? undefined : value)),
  );
}

const PLACES = new Set(['start', 'end', 'written']);

function readBack(written: string): readonly unknown[] {
  const { upgrade } = revisionIn(parsers, revisionText({ upgrade: written.split('\n') }));
  return upgrade.steps.map((step) => (step.kind === 'unclear' ? step.problem : meaning(step.operation)));
}

describe('what is written is read as what it was', () => {
  test('whatever it is', () => {
    fc.assert(
      fc.property(anyOperation, (operation) => {
        const written = renderOperation(operation);
        fc.pre(written !== undefined);
        expect(readBack(written ?? ''), written).toEqual([meaning(operation)]);
      }),
    );
  });

  test.each(['type', 'schema', 'sequence', 'view', 'extension'] as const)('a dropped %s', (object) => {
    for (const name of ['mood', 'audit.mood']) {
      const operation: Operation = {
        kind: 'drop-object',
        object,
        name: knownName(name),
        ifExists: false,
        cascade: false,
      };
      if (object === 'extension' && name.includes('.')) continue;
      if (object === 'schema' && name.includes('.')) continue;
      expect(readBack(renderOperation(operation) ?? '')).toEqual([meaning(operation)]);
    }
  });
});
