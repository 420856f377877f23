/** Dotted, without the places in lists: `protected.paths`. */
export function keysOf(value: unknown, above = ''): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item) => keysOf(item, above));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const path = above === '' ? key : `${above}.${key}`;
    // The name of a kind of branch, a label or a rule is anybody's; a sample of the map shows its keys.
    const free = above === '' ? '' : `${above}.*`;
    return [path, ...keysOf(inner, path), ...(free === '' ? [] : keysOf(inner, free))];
  });
}

/** The keys of a schema, in the same form; `*` where any name may stand. */
export function namedIn(schema: unknown, above = ''): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties, additionalProperties, items, anyOf }: SchemaPart = schema;
  const named = Object.entries(properties ?? {}).flatMap(([key, inner]) => {
    const path = above === '' ? key : `${above}.${key}`;
    return [path, ...namedIn(inner, path)];
  });
  return [
    ...named,
    ...namedIn(additionalProperties, `${above}.*`),
    ...namedIn(items, above),
    ...(anyOf ?? []).flatMap((part) => namedIn(part, above)),
  ];
}

interface SchemaPart {
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly additionalProperties?: unknown;
  readonly items?: unknown;
  readonly anyOf?: readonly unknown[];
}
