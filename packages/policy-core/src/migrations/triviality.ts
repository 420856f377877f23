import type { Direction } from '../alembic/revision-reading.ts';
import type { Judgement } from './judgement.ts';
import { tableOf } from './covered-by.ts';
import { isMadeTable, noteMade } from './made-things.ts';
import type { Operation, Step } from './operation.ts';
import { stepReason } from './reasons.ts';

/** The steps that are more than an addition nobody notices. */
export function triviality({ kind, steps }: Direction): Judgement<'yes' | 'no' | 'unknown'> {
  const isDefined = kind === 'runs' || kind === 'empty';
  if (!isDefined) {
    const text =
      kind === 'raises' ? 'The upgrade refuses to run.' : 'What the upgrade does is not in this file.';
    return { answer: 'unknown', reasons: [{ text, direction: 'upgrade', at: undefined }] };
  }
  const made = new Set<string>();
  const heavy = steps.filter((step) => !isLight(step, made));
  if (heavy.length === 0) return { answer: 'yes', reasons: [] };
  const onlyUnclear = heavy.every((step) => step.kind === 'unclear');
  return { answer: onlyUnclear ? 'unknown' : 'no', reasons: heavy.map((step) => stepReason(step)) };
}

/** Notes the tables that are made on the way. */
function isLight(step: Step, made: Set<string>): boolean {
  if (step.kind === 'unclear') return false;
  const { operation } = step;
  if (step.isCertain) noteMade(operation, made);
  const table = tableOf(operation);
  // Nobody knows a table yet that this upgrade makes.
  return (table !== undefined && isMadeTable(made, table)) || isAddition(operation);
}

function isAddition(operation: Operation): boolean {
  switch (operation.kind) {
    case 'create-table':
    case 'other':
      return true;
    case 'create-object':
      return ['schema', 'extension', 'type', 'domain', 'sequence', 'view'].includes(operation.object);
    case 'add-column': {
      const { nullable, default: preset, constraints } = operation.column;
      return nullable === true && preset.kind === 'none' && constraints.length === 0;
    }
    default:
      return false;
  }
}
