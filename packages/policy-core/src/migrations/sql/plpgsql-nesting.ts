/** What surrounds a place in PL/pgSQL code, and whether the code may have been left before it. */
export interface PlpgsqlNesting {
  /** `undefined` outside everything. */
  readonly around: Around | undefined;
  /** Between DECLARE and BEGIN, where no statement stands. */
  readonly isDeclaring: boolean;
  /** A RETURN came before. */
  readonly mayHaveLeft: boolean;
}

interface Around {
  readonly kind: 'block' | 'handler' | 'branch' | 'loop' | 'expression';
  readonly outer: Around | undefined;
  /** Neither this nor anything around it may be passed over. */
  readonly isSure: boolean;
  readonly isInLoop: boolean;
}

export const OUTSIDE: PlpgsqlNesting = { around: undefined, isDeclaring: false, mayHaveLeft: false };

/** Whether a statement here runs whenever the code does, as long as nothing fails. */
export function runsForSure({ around, mayHaveLeft }: PlpgsqlNesting): boolean {
  return !mayHaveLeft && around?.isSure !== false;
}

/** Behind a key word that stands outside SQL statements; `isFirst` where it begins a statement. */
export function behindWord(nesting: PlpgsqlNesting, word: string, isFirst: boolean): PlpgsqlNesting {
  return STEPS.get(word)?.(nesting, isFirst) ?? nesting;
}

/** Whether a statement can begin behind this key word. */
export function opensStatement({ around }: PlpgsqlNesting, word: string): boolean {
  if (word === 'BEGIN' || word === 'LOOP') return true;
  // `CASE WHEN a THEN b ELSE c END` in an expression holds none.
  return (word === 'THEN' || word === 'ELSE') && around?.kind !== 'expression';
}

type Step = (nesting: PlpgsqlNesting, isFirst: boolean) => PlpgsqlNesting;

const STEPS: ReadonlyMap<string, Step> = new Map<string, Step>([
  ['DECLARE', (nesting, isFirst) => ({ ...nesting, isDeclaring: isFirst })],
  ['BEGIN', (nesting) => within({ ...nesting, isDeclaring: false }, 'block')],
  ['IF', (nesting, isFirst) => (isFirst ? within(nesting, 'branch') : nesting)],
  ['CASE', (nesting, isFirst) => within(nesting, isFirst ? 'branch' : 'expression')],
  ['LOOP', (nesting) => within(nesting, 'loop')],
  ['EXCEPTION', handled],
  ['END', (nesting) => ({ ...nesting, around: nesting.around?.outer })],
  ['RETURN', (nesting, isFirst) => ({ ...nesting, mayHaveLeft: nesting.mayHaveLeft || isFirst })],
  ['EXIT', left],
]);

function within(nesting: PlpgsqlNesting, kind: Around['kind']): PlpgsqlNesting {
  const outer = nesting.around;
  const isSure = outer?.isSure !== false && (kind === 'block' || kind === 'expression');
  const isInLoop = kind === 'loop' || outer?.isInLoop === true;
  return { ...nesting, around: { kind, outer, isSure, isInLoop } };
}

/** Not the EXCEPTION of RAISE. */
function handled(nesting: PlpgsqlNesting, isFirst: boolean): PlpgsqlNesting {
  if (!isFirst || nesting.around?.kind !== 'block') return nesting;
  return within({ ...nesting, around: nesting.around.outer }, 'handler');
}

/** EXIT leaves a loop, or else a block with a label. */
function left(nesting: PlpgsqlNesting, isFirst: boolean): PlpgsqlNesting {
  return isFirst && nesting.around?.isInLoop !== true ? { ...nesting, mayHaveLeft: true } : nesting;
}
