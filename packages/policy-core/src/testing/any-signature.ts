import fc from 'fast-check';

/** One parameter of a signature that is put together; `kind` orders them as Python asks. */
interface Part {
  readonly name: string;
  readonly kind: 'position' | 'both' | 'name';
  readonly hasDefault: boolean;
}

const KINDS = ['position', 'both', 'name'] as const;

/**
 * A parameter list with every kind of parameter, as it stands in the parentheses. Defaults of what is
 * passed by position come last, or Python would refuse it.
 */
export function anyParameterList(names: readonly string[]): fc.Arbitrary<string> {
  const part: fc.Arbitrary<Part> = fc.record({
    name: fc.constantFrom(...names),
    kind: fc.constantFrom(...KINDS),
    hasDefault: fc.boolean(),
  });
  return fc
    .record({
      parts: fc.uniqueArray(part, { selector: ({ name }) => name, maxLength: names.length }),
      rest: fc.boolean(),
      more: fc.boolean(),
    })
    .map(({ parts, rest, more }) => listOf(parts, rest, more));
}

function listOf(parts: readonly Part[], rest: boolean, more: boolean): string {
  const placed = parts.filter(({ kind }) => kind !== 'name');
  const required = placed.filter(({ hasDefault }) => !hasDefault);
  const optional = placed.filter(({ hasDefault }) => hasDefault);
  // What can be left out stands behind what cannot, in both groups.
  const ordered = [...required, ...optional];
  const lastOnly = ordered.findLastIndex(({ kind }) => kind === 'position');
  const named = parts.filter(({ kind }) => kind === 'name');
  const star = rest ? ['*args'] : named.length > 0 ? ['*'] : [];
  const written = ordered.flatMap((one, index) => [shown(one), ...(index === lastOnly ? ['/'] : [])]);
  return [...written, ...star, ...named.map(shown), ...(more ? ['**kwargs'] : [])].join(', ');
}

function shown({ name, hasDefault }: Part): string {
  return hasDefault ? `${name}=None` : name;
}
