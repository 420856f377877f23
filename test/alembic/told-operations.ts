import type {
  ColumnDefault,
  ColumnDefinition,
  ConstraintDefinition,
} from '../../packages/policy-core/src/migrations/operations/column.ts';
import type { ColumnType } from '../../packages/policy-core/src/migrations/operations/column-type.ts';
import {
  tableText,
  type Name,
  type TableName,
} from '../../packages/policy-core/src/migrations/operations/name.ts';
import type { Operation } from '../../packages/policy-core/src/migrations/operations/operation.ts';

/**
 * What operations come to for the database, one line for each thing, in an order of its own: a directive and
 * the statements that Alembic renders for it tell the same.
 */
export function told(operations: readonly Operation[]): readonly string[] {
  return operations.flatMap(linesOf).toSorted((one, other) => (one < other ? -1 : 1));
}

function linesOf(operation: Operation): readonly string[] {
  switch (operation.kind) {
    case 'create-table': {
      const { table, columns, constraints, ifNotExists, isTemporary, isWhole } = operation;
      return [
        `${operation.kind} ${flags({ ifNotExists, isTemporary, isWhole })}${tableText(table)}`,
        ...columns.flatMap((column) => columnLines(table, column)),
        ...constraints.filter(isNotPlainKey).map((one) => constraintLine(table, one)),
      ];
    }
    case 'add-column': {
      const { table, column, ifNotExists } = operation;
      return [`${operation.kind} ${flags({ ifNotExists })}`, ...columnLines(table, column)];
    }
    case 'alter-column':
      return alterationLines(operation);
    case 'add-constraint':
      return [constraintLine(operation.table, operation.constraint)];
    case 'drop-constraint': {
      // SQL does not say what kind of constraint it drops, and a statement has no room for None.
      const { table, name, ifExists } = operation;
      return [`drop-constraint ${flags({ ifExists })}${nameText(name)} of ${tableText(table)}`];
    }
    case 'drop-index': {
      // SQL does not say what table it is of.
      const { name, concurrently, ifExists } = operation;
      return [`drop-index ${flags({ concurrently, ifExists })}${nameText(name)}`];
    }
    case 'drop-table': {
      // Only SQL has a name to underline.
      const { named: _named, ...rest } = operation;
      return [JSON.stringify(rest)];
    }
    case 'change-rows': {
      // A directive does not say where its rows are from.
      const { reads: _reads, ...rest } = operation;
      return [JSON.stringify(rest)];
    }
    case 'other':
      return [];
    default:
      return [JSON.stringify(operation)];
  }
}

function flags(all: Readonly<Record<string, boolean | undefined>>): string {
  return Object.entries(all)
    .map(([name, isOn]) => (isOn === undefined ? `${name}? ` : isOn ? `${name} ` : ''))
    .join('');
}

function nameText(name: Name | undefined): string {
  if (name === undefined) return '(unnamed)';
  return name.isKnown ? name.text : `<${name.text}>`;
}

function columnLines(table: TableName, column: ColumnDefinition): readonly string[] {
  const { name, type, nullable, primaryKey, constraints } = column;
  const key = primaryKey ? ' primary key' : '';
  const preset = defaultText(column.default);
  return [
    `column ${tableText(table)}.${nameText(name)}: ${typeText(type)} ${nullText(nullable)} ${preset}${key}`,
    ...constraints.map((one) => constraintLine(table, one)),
  ];
}

function nullText(nullable: boolean | undefined): string {
  return nullable === undefined ? 'perhaps null' : nullable ? 'null' : 'not null';
}

function typeText(type: ColumnType): string {
  if (!type.isKnown) return `<${type.written}>`;
  const { name, size, scale, dimensions } = type;
  return `${name}(${size ?? ''},${scale ?? ''})${'[]'.repeat(dimensions)}`;
}

function defaultText(preset: ColumnDefault): string {
  if (preset.kind === 'sql') return `default ${preset.text}`;
  if (preset.kind !== 'computed') return JSON.stringify(preset);
  // Only a directive holds the expression as it is written.
  const { text: _text, ...rest } = preset;
  return JSON.stringify(rest);
}

/** The columns say as much. */
function isNotPlainKey({ kind, name }: ConstraintDefinition): boolean {
  return kind !== 'primary-key' || name !== undefined;
}

function constraintLine(table: TableName, constraint: ConstraintDefinition): string {
  const { kind, name, columns, notValid } = constraint;
  // Only SQL tells the columns of a check beside its expression.
  const on = kind === 'check' ? '' : ` (${columns?.join(', ') ?? '?'})`;
  const head = `${kind} ${nameText(name)} on ${tableText(table)}${on}`;
  return [head, notValid ? ' not valid' : '', detailOf(constraint)].join('');
}

function detailOf(constraint: ConstraintDefinition): string {
  if (constraint.kind === 'check') return ` ${constraint.expression ?? '?'}`;
  if (constraint.kind !== 'foreign-key') return '';
  const { table, columns } = constraint.target;
  return ` -> ${tableText(table)} (${columns?.join(', ') ?? '?'})`;
}

function alterationLines(operation: Extract<Operation, { kind: 'alter-column' }>): readonly string[] {
  const { table, column, type, nullable, using } = operation;
  const at = `alter ${tableText(table)}.${nameText(column)}`;
  const preset = operation.default;
  return [
    // What a directive is given as `postgresql_using` is Python; SQL shows it bare.
    ...(type ? [`${at} type ${typeText(type)}${using === undefined ? '' : ' using'}`] : []),
    ...(nullable === undefined ? [] : [`${at} ${nullText(nullable === 'unknown' ? undefined : nullable)}`]),
    ...(preset ? [`${at} ${defaultText(preset)}`] : []),
  ];
}
