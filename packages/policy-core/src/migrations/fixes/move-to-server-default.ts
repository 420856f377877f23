import type { Fix } from '../../model/fix.ts';
import type { OperationOf } from '../operations/by-kind.ts';
import type { ConstraintDefinition } from '../operations/column.ts';
import type { ColumnType, KnownType } from '../operations/column-type.ts';
import type { JudgedUpgrade } from '../analysis/judged-upgrade.ts';
import { tableKey, type Name, type TableName } from '../operations/name.ts';
import { columnCall } from './column-call.ts';

/**
 * `server_default` in place of `default`, where the value is a literal that PostgreSQL reads as the same. None
 * for a column that the migration makes unique: every row would get the same value.
 */
export function moveToServerDefault(
  upgrade: JudgedUpgrade,
  { table, column }: OperationOf<'add-column'>,
): readonly Fix[] {
  const { clientDefault, type, start, name } = column;
  if (column.constraints.some(isUnique) || makesUnique(upgrade, table, name)) return [];
  const call = columnCall(upgrade, column);
  const value = clientDefault && sqlLiteral(clientDefault.source, type);
  if (call === undefined || clientDefault === undefined || value === undefined) return [];
  const [place, another] = call.text.matchAll(KEYWORD);
  if (place === undefined || another !== undefined) return [];
  const from = place.index;
  const length = place[0].length + clientDefault.source.length;
  if (call.text.slice(from + place[0].length, from + length) !== clientDefault.source) return [];
  const { start: first, end: last } = upgrade.span({ start: start + from, end: start + from + length });
  return [
    {
      title: `Make it server_default=${value}`,
      safety: 'safe',
      edits: [{ path: upgrade.path, start: first, end: last, text: `server_default=${value}` }],
    },
  ];
}

function makesUnique({ steps }: JudgedUpgrade, table: TableName, column: Name): boolean {
  return steps.some((step) => {
    if (step.kind !== 'operation') return false;
    const { operation } = step;
    if (operation.kind === 'create-index')
      return operation.unique !== false && holds(operation.columns) && isSame(operation.table);
    if (operation.kind !== 'add-constraint' || !isUnique(operation.constraint)) return false;
    return holds(operation.constraint.columns) && isSame(operation.table);
  });
  function holds(columns: readonly string[] | undefined): boolean {
    return columns?.includes(column.text) ?? true;
  }
  function isSame(other: TableName): boolean {
    return tableKey(other) === tableKey(table);
  }
}

function isUnique({ kind }: ConstraintDefinition): boolean {
  return kind === 'unique' || kind === 'primary-key';
}

/** Also inside a text: then it is there twice, and left alone. */
const KEYWORD = /\bdefault\s*=\s*/g;

const NUMBERS: ReadonlySet<string> = new Set(['int2', 'int4', 'int8', 'numeric', 'float4', 'float8']);
const TEXTS: ReadonlySet<string> = new Set(['text', 'varchar']);

/** A text for `server_default`, which PostgreSQL reads as a value of the type. */
function sqlLiteral(source: string, type: ColumnType): string | undefined {
  if (!type.isKnown || type.dimensions > 0) return undefined;
  if (/^(?:True|False)$/.test(source)) return type.name === 'bool' ? `"${source.toLowerCase()}"` : undefined;
  if (/^-?(?:0|[1-9]\d*)$/.test(source)) return NUMBERS.has(type.name) ? `"${source}"` : undefined;
  return TEXT.test(source) && holdsText(type, source.slice(1, -1)) ? source : undefined;
}

/** Without escapes. */
const TEXT = /^(?:"[^"\\\n]*"|'[^'\\\n]*')$/;

function holdsText(type: KnownType, words: string): boolean {
  if (type.values !== undefined) return type.values.includes(words);
  return TEXTS.has(type.name) && Array.from(words).length <= (type.size ?? Number.POSITIVE_INFINITY);
}
