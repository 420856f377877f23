import { calledText } from '../operations/called-routine.ts';
import type { Step, UnclearStep } from '../operations/operation.ts';
import type { JudgedUpgrade } from './judged-upgrade.ts';

/**
 * What cannot be read of an upgrade, each place once: a loop, or a helper that is called often, leads to one again and
 * again. A function of the database that is not known is told where it is called first: whoever looks it up knows the rest.
 */
export function unclearSteps({ steps }: JudgedUpgrade): Iterable<UnclearStep> {
  const places = new Map<string, UnclearStep>();
  for (const step of steps.filter(isFirstElsewhere)) {
    if (step.kind !== 'unclear') continue;
    const place = placeOf(step);
    if (!places.has(place)) places.set(place, step);
  }
  return places.values();
}

function placeOf({ calls, start, end, problem, reach, keepsTables }: UnclearStep): string {
  return calls === undefined
    ? `${start} ${end} ${problem}`
    : JSON.stringify([calledText(calls), reach, keepsTables]);
}

/** Whether nobody knows what a step makes: its text was not read. */
export function isUnread(step: Step): boolean {
  return step.kind === 'unclear' && step.isRead !== true;
}

/** Of all that is not known of what one call does in other modules, the first is told. */
function isFirstElsewhere(step: Step, index: number, steps: readonly Step[]): boolean {
  if (step.kind !== 'unclear' || step.from === undefined) return true;
  const before = steps.findLast(
    (other, at) => at < index && other.kind === 'unclear' && other.from !== undefined,
  );
  return before?.start !== step.start || before.end !== step.end;
}
