import type { TroubleStep } from './trouble.ts';

/** The words of steps, each with what is known of it. */
export function troubleSteps(
  texts: readonly string[],
  known: readonly Omit<TroubleStep, 'text'>[],
): readonly TroubleStep[] {
  return texts.flatMap((text, index) => {
    const of = known[index];
    return of === undefined ? [] : [{ text, ...of }];
  });
}

export function unknownStep(seen: string, ...commands: readonly string[]): Omit<TroubleStep, 'text'> {
  return { commands, state: 'unknown', seen };
}

export function doneStep(seen: string, ...commands: readonly string[]): Omit<TroubleStep, 'text'> {
  return { commands, state: 'done', seen };
}
