import { answerByKind, type ByKind, type OperationOf } from '../operations/by-kind.ts';
import { columnDefinitionText, constraintText } from './definition-words.ts';
import type { AlterColumn, ObjectOperation, Operation } from '../operations/operation.ts';
import { formatName, formatTable } from '../operations/format-name.ts';
import { typeText } from '../operations/type-text.ts';
import type { Flag } from '../operations/flag.ts';

/** What an operation does, for people: a clause that reads well after "it", such as `drops the index ix`. */
export function operationText(operation: Operation): string {
  return answerByKind(WORDS, operation, undefined);
}

const WORDS: ByKind<undefined, string> = {
  'create-table': tableCreated,
  'drop-table': ({ table, ...how }) =>
    `drops the table ${formatTable(table)} and every row in it${dropped(how)}`,
  'rename-table': ({ table, to }) => `renames the table ${formatTable(table)} to ${formatName(to)}`,
  'set-table-schema': ({ table, schema }) =>
    `moves the table ${formatTable(table)} to the schema ${formatName(schema)}`,
  'add-column': ({ table, column, ifNotExists }) =>
    `adds the column ${formatTable(table)}.${columnDefinitionText(column)}${unlessThere(ifNotExists)}`,
  'drop-column': ({ table, column, ...how }) =>
    `drops the column ${formatTable(table)}.${formatName(column)} and every value in it${dropped(how)}`,
  'rename-column': ({ table, column, to }) =>
    `renames the column ${formatTable(table)}.${formatName(column)} to ${formatName(to)}`,
  'alter-column': columnAltered,
  'create-index': indexCreated,
  'drop-index': ({ name, table, concurrently, ...how }) =>
    `drops the index ${formatName(name)}${table === undefined ? '' : ` of ${formatTable(table)}`}${beside(concurrently)}${dropped(how)}`,
  'add-constraint': ({ table, constraint }) => `adds ${constraintText(constraint, formatTable(table))}`,
  'drop-constraint': ({ table, name, ...how }) =>
    name === undefined
      ? `drops a constraint of ${formatTable(table)} without a name, which Alembic refuses`
      : `drops the constraint ${formatName(name)} of ${formatTable(table)}${dropped(how)}`,
  'rename-constraint': ({ table, name, to }) =>
    `renames the constraint ${formatName(name)} of ${formatTable(table)} to ${formatName(to)}`,
  'validate-constraint': ({ table, name }) =>
    `checks the rows of ${formatTable(table)} against the constraint ${formatName(name)}`,
  'create-object': (operation) => `creates ${shownObject(operation)}`,
  'drop-object': ({ ifExists, cascade, ...rest }) =>
    `drops ${shownObject(rest)}${dropped({ ifExists, cascade })}`,
  'rename-object': (operation) => `renames ${shownObject(operation)} to ${formatName(operation.to)}`,
  truncate: ({ tables, cascade }) =>
    `deletes every row of ${tables.map(formatTable).join(', ')}${cascade ? ' and of the tables that refer to it' : ''}`,
  'change-rows': rowsChanged,
  'create-all': () => 'creates whatever tables the metadata knows at that moment',
  'drop-all': () => 'drops whatever tables the metadata knows at that moment',
  other: ({ what }) => `leaves tables and rows as they are (${what})`,
};

/** `a, b and 3 more` */
export function listedWords(words: readonly string[], most: number): string {
  const rest = words.length - most;
  if (rest > 1) return `${words.slice(0, most).join(', ')} and ${rest} more`;
  const last = words.at(-1);
  return last === undefined || words.length === 1
    ? words.join('')
    : `${words.slice(0, -1).join(', ')} and ${last}`;
}

function tableCreated({
  table,
  columns,
  ifNotExists,
  isWhole,
  isTemporary,
}: OperationOf<'create-table'>): string {
  const names = columns.map(({ name }) => formatName(name));
  const more = isWhole ? '' : ' and columns from elsewhere';
  const counted = `${columns.length} ${columns.length === 1 ? 'column' : 'columns'}`;
  const with_ =
    names.length === 0
      ? more.replace('and', 'with')
      : ` with ${counted}, ${listedWords(names, MOST_COLUMNS)}${more}`;
  return `creates the ${isTemporary ? 'temporary ' : ''}table ${formatTable(table)}${with_}${unlessThere(ifNotExists)}`;
}

const MOST_COLUMNS = 6;

function columnAltered({ table, column, ...change }: AlterColumn): string {
  const parts = [typePart(change), nullablePart(change), defaultPart(change)].filter(
    (part) => part !== undefined,
  );
  const what = parts.length === 0 ? 'neither its type nor NULL nor the default' : parts.join(', ');
  return `changes the column ${formatTable(table)}.${formatName(column)}: ${what}`;
}

type Change = Omit<AlterColumn, 'table' | 'column'>;

function typePart({ type, existingType, using }: Change): string | undefined {
  if (type === undefined) return undefined;
  const from = existingType === undefined ? '' : ` from ${typeText(existingType)}`;
  return `the type${from} to ${typeText(type)}${using === undefined ? '' : ` using ${using}`}`;
}

function nullablePart({ nullable }: Change): string | undefined {
  if (nullable === undefined) return undefined;
  if (nullable === 'unknown') return 'NULL is allowed or not, which only shows when it runs';
  return nullable ? 'NULL is allowed' : 'NULL is not allowed any more';
}

function defaultPart({ default: preset }: Change): string | undefined {
  if (preset === undefined) return undefined;
  switch (preset.kind) {
    case 'none':
      return 'no default any more';
    case 'sql':
      return `the default ${preset.text}`;
    case 'unknown':
      return `the default \`${preset.source}\``;
    default:
      return `a default of kind ${preset.kind}`;
  }
}

function indexCreated(operation: OperationOf<'create-index'>): string {
  const { name, table, columns, unique, concurrently, isPartial, ifNotExists } = operation;
  const kind = unique ? 'unique index' : 'index';
  const called = name === undefined ? `a${unique ? '' : 'n'} ${kind}` : `the ${kind} ${formatName(name)}`;
  const covers = columns === undefined ? ' (an expression)' : ` (${columns.join(', ')})`;
  const maybe = unique === undefined ? ', maybe unique' : '';
  const rows = isPartial ? ', for some of its rows' : '';
  return `creates ${called} on ${formatTable(table)}${covers}${maybe}${rows}${beside(concurrently)}${unlessThere(ifNotExists)}`;
}

function rowsChanged({ verb, table, isFiltered }: OperationOf<'change-rows'>): string {
  const into = formatTable(table);
  switch (verb) {
    case 'insert':
      return `adds rows to ${into}`;
    case 'copy':
      return `copies rows into ${into}`;
    case 'merge':
      return `adds, changes or deletes rows of ${into}`;
    case 'update':
      return `changes ${isFiltered ? 'some' : 'all'} rows of ${into}`;
    case 'delete':
      return `deletes ${isFiltered ? 'some' : 'all'} rows of ${into}`;
  }
}

function shownObject({ object, name }: Pick<ObjectOperation, 'object' | 'name'>): string {
  if (object === 'owned') return `everything that ${formatName(name)} owns`;
  return object === 'other' ? formatName(name) : `the ${object.replace('-', ' ')} ${formatName(name)}`;
}

function dropped({ ifExists, cascade }: { readonly ifExists: Flag; readonly cascade: Flag }): string {
  return `${flagged(ifExists, 'if it is there')}${flagged(cascade, 'with whatever depends on it')}`;
}

function unlessThere(ifNotExists: Flag): string {
  return flagged(ifNotExists, 'unless it is there');
}

function beside(concurrently: Flag): string {
  return flagged(concurrently, 'while others write (CONCURRENTLY)');
}

function flagged(flag: Flag, words: string): string {
  if (flag === undefined) return `, maybe ${words}`;
  return flag ? `, ${words}` : '';
}
