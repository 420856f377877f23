import type { Step, UnclearStep } from '../operations/operation.ts';
import { applyOperation } from './apply-operation.ts';
import { endTemporary } from './apply-table.ts';
import { meetUnclear, newUpgrade } from './fold.ts';
import { newSchemaLines, type SchemaLines } from './schema-timelines.ts';
import { takeBack } from '../../model/versioned.ts';

/** What one revision, or one script of SQL, does. */
export interface Upgrade {
  /** An id, or what stands for one. */
  readonly revision: string;
  readonly steps: readonly Step[];
  /** Of its file; what an unclear step may concern is looked for in it. */
  readonly text?: string;
}

/** Upgrades that were folded one after the other, and the schema they make. The last ones can be taken off again. */
export interface SchemaLog {
  readonly lines: SchemaLines;
  readonly folded: FoldedUpgrade[];
  /** How often upgrades were taken off it. */
  turns: number;
}

interface FoldedUpgrade {
  readonly upgrade: Upgrade;
  /** The position before its first step. A step shows from the next one on. */
  readonly start: number;
  /** How many changes there were before it. */
  readonly changes: number;
}

export function newSchemaLog(): SchemaLog {
  return { lines: newSchemaLines(), folded: [], turns: 0 };
}

/** What ends in an error is taken off again: half of an upgrade is none. */
export function foldOnto(tape: SchemaLog, upgrade: Upgrade): void {
  const { lines, folded } = tape;
  const last = folded.at(-1);
  const start = last === undefined ? 0 : last.start + last.upgrade.steps.length;
  folded.push({ upgrade, start, changes: lines.changes.length });
  try {
    applySteps(lines, upgrade, start);
  } catch (error) {
    rollBack(tape, folded.length - 1);
    throw error;
  }
}

function applySteps(lines: SchemaLines, { revision, steps, text = '' }: Upgrade, start: number): void {
  const run = newUpgrade(revision, text);
  steps.forEach((step, index) => {
    const at = start + index + 1;
    if (step.kind === 'unclear') {
      if (mayChangeSchema(step)) meetUnclear({ lines, upgrade: run, at });
    } else applyOperation(step.operation, { lines, upgrade: run, at, isCertain: step.isCertain });
  });
  endTemporary({ lines, upgrade: run, at: start + steps.length });
}

function mayChangeSchema({ reach }: UnclearStep): boolean {
  return reach?.kind !== 'rows' && reach?.kind !== 'settings';
}

/** Takes off all but the first ones. */
export function rollBack(tape: SchemaLog, count: number): void {
  const [first] = tape.folded.splice(count);
  if (first === undefined) return;
  takeBack(tape.lines.changes, first.changes, first.start);
  tape.turns += 1;
}

/** Whether folding one makes what folding the other does. */
export function isSameUpgrade(one: Upgrade, other: Upgrade): boolean {
  if (one === other) return true;
  return one.steps === other.steps && one.revision === other.revision && one.text === other.text;
}
