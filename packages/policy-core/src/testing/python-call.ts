import type { ApiParameter } from '../python-api/surface/python-api-model.ts';

/** A call by what it passes: so many values by position, and these names. */
export interface PythonCall {
  readonly positions: number;
  readonly names: readonly string[];
}

/** Where a value ends up: in a parameter of its own, or among the rest. */
export interface BoundTo {
  readonly parameter: ApiParameter;
}

/**
 * Where Python puts each value of a call, by `0`, `1`, ... and by name; `undefined` where it raises a
 * TypeError. Written from the language reference, and knows nothing of how signatures are compared.
 */
export function boundCall(
  parameters: readonly ApiParameter[],
  { positions, names }: PythonCall,
): ReadonlyMap<string, BoundTo> | undefined {
  const bound = new Map<string, BoundTo>();
  const filled = new Set<ApiParameter>();
  const places = parameters.filter(
    ({ kind }) => kind === 'positional-only' || kind === 'positional-or-keyword',
  );
  const rest = parameters.find(({ kind }) => kind === 'var-positional');
  const more = parameters.find(({ kind }) => kind === 'var-keyword');
  for (let index = 0; index < positions; index += 1) {
    const parameter = places[index] ?? rest;
    if (parameter === undefined) return undefined;
    filled.add(parameter);
    bound.set(String(index), { parameter });
  }
  for (const name of names) {
    const own = parameters.find((one) => one.name === name && takesNames(one));
    const parameter = own ?? more;
    if (parameter === undefined || (own !== undefined && filled.has(own))) return undefined;
    filled.add(parameter);
    bound.set(name, { parameter });
  }
  const isMissing = parameters.some(
    (one) => !one.kind.startsWith('var-') && !one.hasDefault && !filled.has(one),
  );
  return isMissing ? undefined : bound;
}

function takesNames({ kind }: ApiParameter): boolean {
  return kind === 'positional-or-keyword' || kind === 'keyword-only';
}
