import type { JudgedEffects } from '../effects/judged-effects.ts';
import type { Fix } from '../../model/fix.ts';
import type { MigrationStep, JudgedUpgrade } from '../analysis/judged-upgrade.ts';
import type { OperationStep } from '../operations/operation.ts';
import type { TextRange } from '../../model/text-range.ts';
import { inAutocommitBlock, ownCall, withArgument, type OwnCall } from './own-call.ts';

/**
 * CONCURRENTLY, and a block around it where Alembic would run it in a transaction. None in a batch, for SQL that
 * stands in a transaction of its own, and where CASCADE or a second index is in the way.
 */
export function concurrently({ step, transaction }: JudgedEffects): readonly Fix[] {
  const { operation } = step;
  const written = writtenStep(step);
  if (written === undefined || written.from !== undefined || written.sentWith !== undefined) return [];
  if (operation.kind !== 'create-index' && operation.kind !== 'drop-index') return [];
  if (operation.concurrently === undefined) return [];
  const verb = operation.kind === 'create-index' ? 'Build' : 'Drop';
  return written.via === 'sql'
    ? inSql({ step, verb, isInside: transaction.isInside }, written)
    : inCall(step.upgrade, verb, written);
}

function inCall(upgrade: JudgedUpgrade, verb: IndexInSql['verb'], written: OperationStep): readonly Fix[] {
  const call = ownCall(upgrade, written);
  if (call === undefined || /concurrently/i.test(call.text)) return [];
  const text = withArgument(call.text, 'postgresql_concurrently=True');
  return written.autocommit
    ? [replacing(upgrade, call, { title: `${verb} it CONCURRENTLY`, text })]
    : [inBlock(upgrade, call, { verb, text })];
}

interface IndexInSql {
  readonly step: MigrationStep;
  readonly verb: 'Build' | 'Drop';
  readonly isInside: boolean | undefined;
}

function inSql({ step: { upgrade }, verb, isInside }: IndexInSql, written: OperationStep): readonly Fix[] {
  const { start, end } = written;
  const keyword = (verb === 'Build' ? CREATE : DROP).exec(upgrade.text.slice(start, end))?.[0];
  if (keyword === undefined) return [];
  const at = start + keyword.length;
  const title = `${verb} it CONCURRENTLY`;
  if (isInside !== true)
    return [replacing(upgrade, { start: at, end: at }, { title, text: ' CONCURRENTLY' })];
  const call = ownCall(upgrade, written);
  if (call === undefined) return [];
  const place = at - call.start;
  const text = `${call.text.slice(0, place)} CONCURRENTLY${call.text.slice(place)}`;
  return [inBlock(upgrade, call, { verb, text })];
}

const CREATE = /^CREATE\s+(?:UNIQUE\s+)?INDEX(?=\s)/i;
const DROP = /^DROP\s+INDEX(?=\s+(?:IF\s+EXISTS\s+)?[\w."]+$)/i;

/** A block around what must not run in a transaction, or not in that one. */
export function outsideTransaction(step: MigrationStep): readonly Fix[] {
  const written = writtenStep(step);
  // In the block it would still be sent with others.
  if (written === undefined || written.sentWith !== undefined) return [];
  const call = ownCall(step.upgrade, written);
  if (call === undefined) return [];
  const text = inAutocommitBlock(step.upgrade, call);
  return [replacing(step.upgrade, call, { title: 'Put it into an autocommit block', text })];
}

function writtenStep({ upgrade, index }: MigrationStep): OperationStep | undefined {
  const step = upgrade.steps[index];
  return step?.kind === 'operation' ? step : undefined;
}

function inBlock(
  upgrade: JudgedUpgrade,
  call: OwnCall,
  { verb, text }: { readonly verb: IndexInSql['verb']; readonly text: string },
): Fix {
  const title = `${verb} it CONCURRENTLY, in an autocommit block`;
  return replacing(upgrade, call, { title, text: inAutocommitBlock(upgrade, call, text) });
}

function replacing(
  { path, span }: JudgedUpgrade,
  range: TextRange,
  { title, text }: { readonly title: string; readonly text: string },
): Fix {
  const { start, end } = span(range);
  return { title, safety: 'needs-review', edits: [{ path, start, end, text }] };
}
