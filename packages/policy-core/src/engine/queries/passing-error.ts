import { FactError } from './fact-error.ts';
import { defineFact, type Get } from './query.ts';

/** A full stack, a time that is over, a run that is called off: none of them says anything of the fact. */
export function isPassing(error: unknown): boolean {
  return (
    error instanceof RangeError ||
    error instanceof FactError ||
    (error instanceof Error && PASSING.has(error.name))
  );
}

const PASSING: ReadonlySet<string> = new Set(['AbortError', 'TimeoutError']);

/** Whoever catches an error in a fact, and makes a value of it, has that value not kept where the error passes. */
export function caught(get: Get, error: unknown): void {
  if (!isPassing(error)) return;
  const thrown = defineFact<never>({
    name: 'an error that passes',
    compute: () => {
      throw error;
    },
  });
  try {
    get(thrown);
  } catch {
    // It was caught before: the engine has seen now that it passed.
  }
}
