import { operationText } from './operation-words.ts';
import type { Reason } from '../operations/judgement.ts';
import type { Step } from '../operations/operation.ts';

/** What a step of the upgrade does, and why that counts, as a sentence. */
export function stepReason(step: Step, consequence = ''): Reason {
  return { text: sentence(stepText(step), consequence), direction: 'upgrade', at: rangeOf(step) };
}

/** A clause: `drops the index ix`, `may drop ...` under a condition. */
export function stepText(step: Step): string {
  if (step.kind === 'unclear') return `does something that is not known, because ${step.problem}`;
  const text = operationText(step.operation);
  return step.isCertain ? text : `maybe ${text}`;
}

function sentence(clause: string, consequence: string): string {
  const first = clause.charAt(0).toUpperCase();
  return `${first}${clause.slice(1)}${consequence === '' ? '' : `, ${consequence}`}.`;
}

function rangeOf({ start, end }: Step): Reason['at'] {
  return { start, end };
}
