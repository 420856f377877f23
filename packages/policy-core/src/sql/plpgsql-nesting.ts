/** What surrounds a place in PL/pgSQL code, and whether the code may have been left before it. */
export interface PlpgsqlNesting {
  readonly around: readonly Around[];
  /** Between DECLARE and BEGIN, where no statement stands. */
  readonly isDeclaring: boolean;
  /** A RETURN came before. */
  readonly mayHaveLeft: boolean;
}

type Around = 'block' | 'handler' | 'branch' | 'loop' | 'expression';

export const OUTSIDE: PlpgsqlNesting = { around: [], isDeclaring: false, mayHaveLeft: false };

/** Whether a statement here runs whenever the code does, as long as nothing fails. */
export function runsForSure({ around, mayHaveLeft }: PlpgsqlNesting): boolean {
  return !mayHaveLeft && around.every((one) => one === 'block' || one === 'expression');
}

/** Behind a key word that stands outside SQL statements; `isFirst` where it begins a statement. */
export function behindWord(nesting: PlpgsqlNesting, word: string, isFirst: boolean): PlpgsqlNesting {
  return STEPS.get(word)?.(nesting, isFirst) ?? nesting;
}

/** Whether a statement can begin behind this key word. */
export function opensStatement({ around }: PlpgsqlNesting, word: string): boolean {
  if (word === 'BEGIN' || word === 'LOOP') return true;
  // `CASE WHEN a THEN b ELSE c END` in an expression holds none.
  return (word === 'THEN' || word === 'ELSE') && around.at(-1) !== 'expression';
}

type Step = (nesting: PlpgsqlNesting, isFirst: boolean) => PlpgsqlNesting;

const STEPS: ReadonlyMap<string, Step> = new Map<string, Step>([
  ['DECLARE', (nesting, isFirst) => ({ ...nesting, isDeclaring: isFirst })],
  ['BEGIN', (nesting) => within({ ...nesting, isDeclaring: false }, 'block')],
  ['IF', (nesting, isFirst) => (isFirst ? within(nesting, 'branch') : nesting)],
  ['CASE', (nesting, isFirst) => within(nesting, isFirst ? 'branch' : 'expression')],
  ['LOOP', (nesting) => within(nesting, 'loop')],
  ['EXCEPTION', handled],
  ['END', (nesting) => ({ ...nesting, around: nesting.around.slice(0, -1) })],
  ['RETURN', (nesting, isFirst) => ({ ...nesting, mayHaveLeft: nesting.mayHaveLeft || isFirst })],
  ['EXIT', left],
]);

function within(nesting: PlpgsqlNesting, one: Around): PlpgsqlNesting {
  return { ...nesting, around: [...nesting.around, one] };
}

/** Not the EXCEPTION of RAISE. */
function handled(nesting: PlpgsqlNesting, isFirst: boolean): PlpgsqlNesting {
  if (!isFirst || nesting.around.at(-1) !== 'block') return nesting;
  return { ...nesting, around: [...nesting.around.slice(0, -1), 'handler'] };
}

/** EXIT leaves a loop, or else a block with a label. */
function left(nesting: PlpgsqlNesting, isFirst: boolean): PlpgsqlNesting {
  return isFirst && !nesting.around.includes('loop') ? { ...nesting, mayHaveLeft: true } : nesting;
}
