import type { ApiParameter } from '../surface/python-api-model.ts';
import { typeDifference } from './python-type-difference.ts';

/** Which parameter of the new signature is which of the old one. */
export interface ParameterPairs {
  readonly before: readonly ApiParameter[];
  readonly after: readonly ApiParameter[];
  readonly kept: readonly (readonly [ApiParameter, ApiParameter])[];
  readonly renamed: readonly (readonly [ApiParameter, ApiParameter])[];
  /** Gone, and nothing takes what was passed for them. */
  readonly removed: readonly ApiParameter[];
  readonly added: readonly ApiParameter[];
}

export function pairParameters(
  before: readonly ApiParameter[],
  after: readonly ApiParameter[],
): ParameterPairs {
  const kept = before.flatMap((old): readonly (readonly [ApiParameter, ApiParameter])[] => {
    const now = samePlaceOrName(old, { before, after });
    return now === undefined ? [] : [[old, now]];
  });
  const gone = before.filter((old) => !kept.some(([one]) => one === old));
  const fresh = after.filter((now) => !kept.some(([, one]) => one === now));
  const renamed = gone.flatMap((old): readonly (readonly [ApiParameter, ApiParameter])[] => {
    // Whoever still passes the old name is heard.
    if (old.kind === 'keyword-only' && isSwallowed(old, after)) return [];
    const now = fresh.find((one) => isRenaming(old, one) && before.indexOf(old) === after.indexOf(one));
    return now === undefined ? [] : [[old, now]];
  });
  return {
    before,
    after,
    kept,
    renamed,
    removed: gone.filter((old) => {
      if (renamed.some(([one]) => one === old)) return false;
      return isReplaced(old, { before, after }) || !isSwallowed(old, after);
    }),
    added: fresh.filter((now) => !renamed.some(([, one]) => one === now)),
  };
}

/** What is passed by position only, and what gathers the rest, may be called as one likes. */
function samePlaceOrName(
  old: ApiParameter,
  { before, after }: { readonly before: readonly ApiParameter[]; readonly after: readonly ApiParameter[] },
): ApiParameter | undefined {
  if (old.kind.startsWith('var-')) return after.find(({ kind }) => kind === old.kind);
  if (old.kind !== 'positional-only') {
    return after.find(({ name, kind }) => name === old.name && !kind.startsWith('var-'));
  }
  const sameName = after.find(({ name, kind }) => name === old.name && isByPosition(kind));
  const now = after[before.indexOf(old)];
  // A parameter that was there before goes with its own name.
  const isOther = before.some((one) => one.name === now?.name && !one.kind.startsWith('var-'));
  if (sameName !== undefined) return sameName;
  if (now !== undefined && isByPosition(now.kind) && !isOther) return now;
  return after.find(({ name, kind }) => name === old.name && kind === 'keyword-only');
}

function isByPosition(kind: ApiParameter['kind']): boolean {
  return kind === 'positional-only' || kind === 'positional-or-keyword';
}

function isRenaming(old: ApiParameter, now: ApiParameter): boolean {
  if (old.kind !== now.kind || old.kind.startsWith('var-')) return false;
  if (old.annotation === undefined || now.annotation === undefined) return true;
  return typeDifference(old.annotation, now.annotation, 'both') !== 'differs';
}

/** What was passed for it goes to another parameter, which has its position now. */
function isReplaced(old: ApiParameter, { before, after }: Pick<ParameterPairs, 'before' | 'after'>): boolean {
  const places = before.filter(({ kind }) => isByPosition(kind));
  return (
    isByPosition(old.kind) && places.indexOf(old) < after.filter(({ kind }) => isByPosition(kind)).length
  );
}

/** `*args` and `**kwargs` go on taking what is passed. */
function isSwallowed({ kind }: ApiParameter, after: readonly ApiParameter[]): boolean {
  const has = (wanted: ApiParameter['kind']) => after.some((one) => one.kind === wanted);
  if (kind === 'positional-only') return has('var-positional');
  if (kind === 'keyword-only') return has('var-keyword');
  return kind === 'positional-or-keyword' && has('var-positional') && has('var-keyword');
}
