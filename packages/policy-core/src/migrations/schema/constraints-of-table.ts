import type { OperationOf } from '../operations/by-kind.ts';
import type { ColumnDefinition, ConstraintDefinition } from '../operations/column.ts';

/** All constraints of a new table, in the order in which PostgreSQL makes them and gives names to those without. */
export function constraintsOfTable({
  columns,
  constraints,
}: Pick<OperationOf<'create-table'>, 'columns' | 'constraints'>): readonly ConstraintDefinition[] {
  const written = [...columns.flatMap((column) => column.constraints), ...constraints];
  const isPrimary = ({ kind }: ConstraintDefinition) => kind === 'primary-key';
  const primary = written.some(isPrimary) ? written.filter(isPrimary) : primaryKeyOf(columns);
  const rest = written.filter((constraint) => !isPrimary(constraint));
  return [
    ...rest.filter(({ kind }) => kind === 'check'),
    ...withoutRepeats([...primary, ...rest.filter(({ kind }) => kind === 'unique')]),
    ...rest.filter(({ kind }) => kind === 'exclude' || kind === 'foreign-key'),
  ];
}

/** What `primary_key=True` at columns makes: one key of all of them, which may be more than those that are known. */
export function primaryKeyOf(columns: readonly ColumnDefinition[]): readonly ConstraintDefinition[] {
  const inKey = columns.filter(({ primaryKey }) => primaryKey === true);
  const isWhole = columns.every(
    ({ name, primaryKey }) => primaryKey !== undefined && (!primaryKey || name.isKnown),
  );
  const [first] = inKey;
  if (first === undefined) return [];
  return [
    {
      kind: 'primary-key',
      name: undefined,
      columns: isWhole ? inKey.map(({ name }) => name.text) : undefined,
      notValid: false,
      usingIndex: false,
      start: first.start,
      end: first.end,
    },
  ];
}

/** PostgreSQL makes one index of two that CREATE TABLE asks for on the same columns, and calls it by the first name given. */
function withoutRepeats(constraints: readonly ConstraintDefinition[]): readonly ConstraintDefinition[] {
  const byColumns = new Map<string, ConstraintDefinition>();
  constraints.forEach((constraint, place) => {
    const { columns, hasMore, name } = constraint;
    const isPlain = columns !== undefined && hasMore === undefined;
    const key = isPlain ? JSON.stringify(columns) : String(place);
    const twin = byColumns.get(key);
    byColumns.set(key, twin === undefined ? constraint : { ...twin, name: twin.name ?? name });
  });
  return [...byColumns.values()];
}
