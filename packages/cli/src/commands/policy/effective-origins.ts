/**
 * Where each key of the effective policy was written; keys that nobody wrote have none.
 *
 * @param origins by the keys that were written, such as `protected[0].paths`; a short form may stand for several keys
 */
export function effectiveOrigins(
  effective: Readonly<Record<string, unknown>>,
  origins: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    keysIn(effective, '').flatMap((key) => {
      const from = originOf(key, origins);
      return from === undefined ? [] : [[key, from]];
    }),
  );
}

/** Of all that is neither a map nor a list of maps. */
function keysIn(value: unknown, above: string): readonly string[] {
  if (value === undefined) return [];
  if (Array.isArray(value) && value.some(isMap))
    return value.flatMap((item, index) => keysIn(item, `${above}[${index}]`));
  if (!isMap(value)) return [above];
  return Object.entries(value).flatMap(([key, inner]) =>
    keysIn(inner, above === '' ? key : `${above}.${key}`),
  );
}

function isMap(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function originOf(key: string, origins: Readonly<Record<string, string>>): string | undefined {
  for (
    let part = key;
    part !== '';
    part = part.slice(0, Math.max(part.lastIndexOf('.'), part.lastIndexOf('['), 0))
  )
    if (Object.hasOwn(origins, part)) return origins[part];
  return undefined;
}
