import type { ConstraintDefinition } from '../../operations/column.ts';
import type { Operation } from '../../operations/operation.ts';
import { argumentOf, nameIn, tableOf, type OperationContext } from './operation-context.ts';
import { ACTION_NAMES, foreignKeyActions } from './foreign-key-actions.ts';
import { constraintOptions, excludedColumns, readExpression } from '../sqlalchemy/sqlalchemy-constraint.ts';
import { isOn, knownText, optionalName, readNames, readTable } from '../render/render-values.ts';

export function readCreateForeignKey(directing: OperationContext): readonly Operation[] {
  const { file, given } = directing;
  const target = readTable(
    file,
    {
      table: argumentOf(directing, 'referent_table'),
      schema: argumentOf(directing, 'referent_schema'),
    },
    given,
  );
  const columns = readNames(file, argumentOf(directing, 'remote_cols'));
  const local = readNames(file, argumentOf(directing, 'local_cols'));
  const table = tableOf(directing, 'source_table', 'source_schema');
  const actions = foreignKeyActions(file, (word) => argumentOf(directing, word));
  return [
    {
      kind: 'add-constraint',
      table,
      constraint: {
        ...sharedParts(directing, local, ACTION_NAMES),
        ...actions,
        kind: 'foreign-key',
        target: { table: target, columns },
      },
    },
  ];
}

export function readCreateUnique(directing: OperationContext): readonly Operation[] {
  return added(directing, { ...listedParts(directing), kind: 'unique', usingIndex: false });
}

export function readCreatePrimaryKey(directing: OperationContext): readonly Operation[] {
  return added(directing, { ...listedParts(directing), kind: 'primary-key', usingIndex: false });
}

export function readCreateCheck(directing: OperationContext): readonly Operation[] {
  const expression = readExpression(directing.file, argumentOf(directing, 'condition'));
  return added(directing, { ...sharedParts(directing, undefined), kind: 'check', ...expression });
}

export function readCreateExclude(directing: OperationContext): readonly Operation[] {
  const { file, given, parameters } = directing;
  const elements = given.moreValues === undefined ? given.values.slice(parameters.length) : [];
  return added(directing, { ...sharedParts(directing, excludedColumns(file, elements)), kind: 'exclude' });
}

export function readDropConstraint(directing: OperationContext): readonly Operation[] {
  const { file } = directing;
  const name = argumentOf(directing, 'constraint_name');
  return [
    {
      kind: 'drop-constraint',
      table: tableOf(directing),
      name: name.kind === 'absent' ? nameIn(directing, 'constraint_name') : optionalName(file, name),
      type: typeOf(directing),
      ifExists: isOn(file, directing.given, 'if_exists'),
      cascade: false,
    },
  ];
}

function added(directing: OperationContext, constraint: ConstraintDefinition): readonly Operation[] {
  return [{ kind: 'add-constraint', table: tableOf(directing), constraint }];
}

type SharedParts = Pick<ConstraintDefinition, 'start' | 'end' | 'name' | 'columns' | 'notValid' | 'hasMore'>;

function listedParts(directing: OperationContext): SharedParts {
  return sharedParts(directing, readNames(directing.file, argumentOf(directing, 'columns')));
}

function sharedParts(
  directing: OperationContext,
  columns: readonly string[] | undefined,
  read?: ReadonlySet<string>,
): SharedParts {
  const { file, given, call } = directing;
  const name = optionalName(file, argumentOf(directing, 'constraint_name'));
  return { start: call.start, end: call.end, name, columns, ...constraintOptions(file, given, read) };
}

const TYPES: ReadonlyMap<string, ConstraintDefinition['kind']> = new Map([
  ['foreignkey', 'foreign-key'],
  ['primary', 'primary-key'],
  ['unique', 'unique'],
  ['check', 'check'],
]);

function typeOf(directing: OperationContext): ConstraintDefinition['kind'] | undefined {
  const type = argumentOf(directing, 'type_');
  return type.kind === 'given' ? TYPES.get(knownText(directing.file, type.value) ?? '') : undefined;
}
