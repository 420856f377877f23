import type {
  ColumnDefault,
  ColumnDefinition,
  ConstraintDefinition,
  ForeignKeyActions,
} from '../operations/column.ts';
import { CONSTRAINT_WORDS } from './reversibility/restored.ts';
import { formatName, formatTable } from '../operations/format-name.ts';
import { typeText } from '../operations/type-text.ts';

/** `total (numeric(10,2), nullable, default 0)` */
export function columnDefinitionText(column: ColumnDefinition): string {
  const { name, type, primaryKey, constraints } = column;
  const traits = [
    typeText(type),
    primaryKey ? 'primary key' : nullability(column),
    ...defaultTrait(column.default),
    ...constraints.map(constraintTrait),
  ];
  return `${formatName(name)} (${traits.join(', ')})`;
}

/** `the foreign key fk from orders (by) to people (id)` */
export function constraintText(constraint: ConstraintDefinition, table: string): string {
  const word = CONSTRAINT_WORDS[constraint.kind];
  const called = constraint.name === undefined ? article(word) : `the ${word} ${formatName(constraint.name)}`;
  const rows = unlookedAt(constraint.notValid);
  return `${called} ${constraintAim(constraint, table)}${rows}`;
}

function unlookedAt(notValid: boolean | undefined): string {
  const words = 'without a look at the rows that are there';
  if (notValid === undefined) return `, maybe ${words}`;
  return notValid ? `, ${words}` : '';
}

function nullability({ nullable }: ColumnDefinition): string {
  if (nullable === undefined) return 'maybe nullable';
  return nullable ? 'nullable' : 'not null';
}

function defaultTrait(preset: ColumnDefault): readonly string[] {
  switch (preset.kind) {
    case 'none':
      return [];
    case 'sql':
      return [`default ${preset.text}`];
    case 'identity':
      return ['identity'];
    case 'computed':
      return [preset.isStored ? 'computed and stored' : 'computed'];
    case 'sequence':
      return ['counted up'];
    case 'unknown':
      return [`default \`${preset.source}\``];
  }
}

function constraintTrait(constraint: ConstraintDefinition): string {
  if (constraint.kind !== 'foreign-key') return CONSTRAINT_WORDS[constraint.kind];
  return `refers to ${targetText(constraint.target)}${actionsText(constraint)}`;
}

function constraintAim(constraint: ConstraintDefinition, table: string): string {
  const columns = columnList(constraint.columns);
  switch (constraint.kind) {
    case 'foreign-key':
      return `from ${table}${columns} to ${targetText(constraint.target)}${actionsText(constraint)}`;
    case 'check':
      return `on ${table}${constraint.expression === undefined ? '' : `: ${constraint.expression}`}`;
    default:
      return `on ${table}${columns}`;
  }
}

/** ` on delete cascade` */
function actionsText({ onDelete, onUpdate, deferrable }: ForeignKeyActions): string {
  return [
    onDelete === undefined ? '' : ` on delete ${onDelete}`,
    onUpdate === undefined ? '' : ` on update ${onUpdate}`,
    deferrable === undefined ? '' : ` deferrable, checked ${WHEN[deferrable]}`,
  ].join('');
}

const WHEN = { immediate: 'at once', deferred: 'at the end' };

function targetText({
  table,
  columns,
}: Extract<ConstraintDefinition, { readonly kind: 'foreign-key' }>['target']): string {
  return `${formatTable(table)}${columnList(columns)}`;
}

function columnList(columns: readonly string[] | undefined): string {
  return columns === undefined ? '' : ` (${columns.join(', ')})`;
}

function article(word: string): string {
  return `${/^[aeio]/.test(word) ? 'an' : 'a'} ${word}`;
}
