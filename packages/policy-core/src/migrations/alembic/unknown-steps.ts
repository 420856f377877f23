import type { Operation, Step } from '../operations/operation.ts';
import type { TextRange } from '../../model/text-range.ts';
import type { UndecidedPlace } from './effects.ts';
import type { Direction } from '../operations/direction.ts';

/** What these leave open is only which rows are written, how often the code runs that is read, and what is said already. */
const OPEN_ELSEWHERE: ReadonlySet<string> = new Set([
  'which objects the session writes is not known',
  'what the decorator does with the function is not known',
  'upgrade() is not defined in this file',
]);

/**
 * Code of which nobody can tell what it does: any operation may be behind it, also one that drops a table.
 * What is not known of a SQL text is not among it; whoever reads that text says so.
 */
export function unknownSteps({ steps, sql }: Direction): readonly UndecidedPlace[] {
  // Of a text in another module nobody else says what is not known of it.
  const own = sql.filter(({ from }) => from === undefined);
  const texts = own.flatMap(({ start, end, parts }) => [{ start, end }, ...parts]);
  return steps.filter(isFirstElsewhere).flatMap((step) => {
    if (step.kind === 'operation') return dropsWhole(step.operation) ? [whole(step)] : [];
    if (OPEN_ELSEWHERE.has(step.problem)) return [];
    const { start, end, problem } = step;
    return texts.some((text) => holds(text, step)) ? [] : [{ start, end, problem }];
  });
}

/** Of all that is not known of what one call does in other modules, the first is told. */
export function isFirstElsewhere(step: Step, index: number, steps: readonly Step[]): boolean {
  if (step.kind !== 'unclear' || step.from === undefined) return true;
  const before = steps.findLast(
    (other, at) => at < index && other.kind === 'unclear' && other.from !== undefined,
  );
  return before?.start !== step.start || before.end !== step.end;
}

/** A schema, a database or all that a role owns, with whatever tables are in it. */
function dropsWhole(operation: Operation): boolean {
  if (operation.kind !== 'drop-object') return false;
  const { object, cascade } = operation;
  return object === 'database' || object === 'owned' || (object === 'schema' && cascade !== false);
}

function whole({ start, end }: TextRange): UndecidedPlace {
  return { start, end, problem: 'it drops whatever tables are in it' };
}

function holds(outer: TextRange, inner: TextRange): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
