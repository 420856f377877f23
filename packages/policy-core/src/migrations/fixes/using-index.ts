import { renderOperation } from '../alembic/render/render-operation.ts';
import { renderCall, renderText } from '../alembic/render/render-python.ts';
import type { AddedConstraint } from '../effects/added-constraints.ts';
import type { Fix } from '../../model/fix.ts';
import type { ConstraintDefinition } from '../operations/column.ts';
import { columnBefore } from '../analysis/migration-step.ts';
import { knownName } from '../operations/name.ts';
import type { Operation, OperationStep } from '../operations/operation.ts';
import type { TextRange } from '../../model/text-range.ts';
import { lineHabits } from '../../dependencies/fixes/line-habits.ts';
import { ownCall, type OwnCall } from './own-call.ts';
import { inQuotesOf } from './quote-habit.ts';
import { sqlName, sqlTable } from './sql-name.ts';
import type { MigrationStep, JudgedUpgrade } from '../analysis/judged-upgrade.ts';

/**
 * A unique index that is built CONCURRENTLY, and the constraint made of it. None for a constraint without a name or
 * with more words, for a key of columns that may be NULL, and for SQL that runs in a transaction of its tool.
 */
export function usingIndex({ step, transaction }: AddedConstraint): readonly Fix[] {
  const { upgrade, index, operation } = step;
  const written = upgrade.steps[index];
  if (written?.kind !== 'operation' || written.from !== undefined || written.autocommit) return [];
  if (!isWhole(step)) return [];
  const call = ownCall(upgrade, written);
  if (call !== undefined) return inRevision(upgrade, { call, operation });
  return upgrade.revision === undefined && written.via === 'sql' && transaction.isInside !== true
    ? inFile(upgrade, written)
    : [];
}

function isWhole(step: MigrationStep): boolean {
  const { operation } = step;
  if (operation.kind !== 'add-constraint') return false;
  const { constraint } = operation;
  if (!isKey(constraint) || constraint.hasMore || constraint.name?.isKnown !== true) return false;
  return constraint.kind === 'unique' || isFilled(step, operation);
}

function isKey(constraint: ConstraintDefinition): constraint is Key {
  return (constraint.kind === 'unique' || constraint.kind === 'primary-key') && !constraint.usingIndex;
}

type Key = Extract<ConstraintDefinition, { readonly kind: 'unique' | 'primary-key' }>;

/** Otherwise PostgreSQL reads every row under the lock, to see that none is NULL. */
function isFilled(
  step: MigrationStep,
  { table, constraint: { columns = [] } }: Extract<Operation, { kind: 'add-constraint' }>,
): boolean {
  return columns.every((column) => columnBefore(step, table, knownName(column))?.nullable === false);
}

interface InRevision {
  readonly call: OwnCall;
  readonly operation: Operation;
}

function inRevision(upgrade: JudgedUpgrade, { call, operation }: InRevision): readonly Fix[] {
  if (operation.kind !== 'add-constraint' || !isKey(operation.constraint)) return [];
  const { table, constraint } = operation;
  const { name, columns } = constraint;
  const [onTable, named] = [sqlTable(table), name && sqlName(name)];
  const build = renderOperation({ ...INDEX, name, table, columns });
  if (onTable === undefined || named === undefined || build === undefined) return [];
  const words = constraint.kind === 'unique' ? 'UNIQUE' : 'PRIMARY KEY';
  const sql = `ALTER TABLE ${onTable} ADD CONSTRAINT ${named} ${words} USING INDEX ${named}`;
  const adding = renderCall('op.execute', [sql.includes('"') ? `'${sql}'` : renderText(sql)]);
  const { lineEnd } = lineHabits(upgrade);
  const indented = build.replaceAll(/^ {4}/gm, call.indent.includes('\t') ? '\t' : '    ');
  const lines = [...inQuotesOf(upgrade, indented).split('\n'), inQuotesOf(upgrade, adding)];
  return [replacing(upgrade, call, lines.join(`${lineEnd}${call.indent}`))];
}

const INDEX = {
  kind: 'create-index',
  unique: true,
  concurrently: true,
  ifNotExists: false,
  isPartial: false,
} as const;

function inFile(upgrade: JudgedUpgrade, { start, end }: OperationStep): readonly Fix[] {
  const { text } = upgrade;
  const groups = ALTER.exec(text.slice(start, end))?.groups;
  if (groups === undefined || !/^\s*(?:;|$)/.test(text.slice(end))) return [];
  const { alter = '', table = '', name = '', words = '', columns = '' } = groups;
  const { lineEnd } = lineHabits(upgrade);
  const build = `CREATE UNIQUE INDEX CONCURRENTLY ${name} ON ${table} (${columns});`;
  const add = `${alter} ADD CONSTRAINT ${name} ${words.toUpperCase()} USING INDEX ${name}`;
  return [replacing(upgrade, { start, end }, `${build}${lineEnd}${add}`)];
}

const ALTER =
  /^(?<alter>ALTER\s+TABLE\s+(?:ONLY\s+)?(?<table>[\w."]+))\s+ADD\s+CONSTRAINT\s+(?<name>\w+|"[^"]+")\s+(?<words>UNIQUE|PRIMARY\s+KEY)\s*\((?<columns>[^()]+)\)$/i;

function replacing({ path, span }: JudgedUpgrade, range: TextRange, text: string): Fix {
  const { start, end } = span(range);
  const title = 'Build a unique index CONCURRENTLY first, and add the constraint USING INDEX';
  return { title, safety: 'needs-review', edits: [{ path, start, end, text }] };
}
