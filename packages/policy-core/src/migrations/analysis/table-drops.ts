import { memoizeByObject } from '../../model/memoize.ts';
import type { SourceSpan } from '../../model/source-span.ts';
import type { TextRange } from '../../model/text-range.ts';
import { tableText, type TableName } from '../operations/name.ts';
import type { Operation, UnclearStep } from '../operations/operation.ts';
import { stepsOf } from './migration-step.ts';
import { unclearSteps } from './unclear-steps.ts';
import type { JudgedUpgrade, StepOf } from './judged-upgrade.ts';

/** A table that a migration drops in one place, where several steps may stand, as in a loop. */
export interface TableDrop {
  /** As the migration writes it. */
  readonly table: string;
  readonly at: SourceSpan;
  /** At least one. */
  readonly steps: readonly StepOf<'drop-table'>[];
}

/** In the order of running. Each rule about tables asks. */
export const tableDrops: (upgrade: JudgedUpgrade) => readonly TableDrop[] = memoizeByObject((upgrade) => {
  const drops = new Map<string, TableDrop & { readonly steps: StepOf<'drop-table'>[] }>();
  for (const step of stepsOf(upgrade, 'drop-table')) {
    const table = writtenTable(step);
    const at = placeOfDrop(step);
    const key = JSON.stringify([table, at.start, at.end]);
    const others = drops.get(key);
    if (others === undefined) drops.set(key, { table, at, steps: [step] });
    else others.steps.push(step);
  }
  return [...drops.values()];
});

/** SQL is underlined at the name: what is around it may be a list, or a block. */
export function placeOfDrop({ upgrade, operation: { named }, at }: StepOf<'drop-table'>): SourceSpan {
  return named === undefined ? at : upgrade.span(named);
}

/** PostgreSQL takes a name for another one unless SQL has it in quotes. */
function writtenTable({ operation: { table, named } }: StepOf<'drop-table'>): string {
  return named === undefined || !table.isKnown ? tableText(table) : tableText(quoted(table));
}

function quoted({ text, schema, isKnown }: TableName): TableName {
  return { text: quotedWhereNeeded(text), schema: schema && quotedWhereNeeded(schema), isKnown };
}

function quotedWhereNeeded(name: string): string {
  return /^[a-z_\u0080-\uFFFF][a-z0-9_$\u0080-\uFFFF]*$/.test(name)
    ? name
    : `"${name.replaceAll('"', '""')}"`;
}

export type DoubtfulPlace = TextRange & Pick<UnclearStep, 'problem' | 'isRead' | 'calls' | 'isRefused'>;

/** Code of which nobody can tell whether it drops a table, and what drops tables without a name. */
export function placesInDoubt(upgrade: JudgedUpgrade): readonly DoubtfulPlace[] {
  const unclear = [...unclearSteps(upgrade)].filter(({ keepsTables }) => keepsTables !== true);
  const whole = upgrade.steps.flatMap((step): DoubtfulPlace[] => {
    const problem = step.kind === 'operation' ? whyWhole(step.operation) : undefined;
    return problem === undefined ? [] : [{ start: step.start, end: step.end, problem, isRead: true }];
  });
  return [...unclear, ...whole];
}

/** A schema, a database or all that a role owns, with whatever tables are in it, or all that SQLAlchemy knows. */
function whyWhole(operation: Operation): string | undefined {
  if (operation.kind === 'drop-all') return 'drop_all drops whatever tables the metadata knows';
  if (operation.kind !== 'drop-object') return undefined;
  const { object, cascade } = operation;
  const isWhole = object === 'database' || object === 'owned' || (object === 'schema' && cascade !== false);
  return isWhole ? 'it drops whatever tables are in it' : undefined;
}
