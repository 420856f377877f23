/**
 * The operation with a symbol in place of every name that is only known when it runs: within one revision the same
 * source is taken to give the same name.
 */
export function withSymbols<Value>(value: Value): Value {
  if (!hasUnknownName(value)) return value;
  return symbolized(value) as Value;
}

/** No name of PostgreSQL has it. */
const MARK = '\0';

function hasUnknownName(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (isUnknownName(value)) return true;
  return Object.values(value).some(hasUnknownName);
}

function symbolized(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(symbolized);
  if (typeof value !== 'object' || value === null) return value;
  if (isUnknownName(value)) {
    const schema = 'schema' in value && typeof value.schema === 'string' ? `${value.schema}.` : '';
    return { ...value, text: `${MARK}${schema}${value.text}`, schema: undefined, isKnown: true };
  }
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, symbolized(part)]));
}

function isUnknownName(value: object): value is { readonly text: string } {
  return 'isKnown' in value && value.isKnown === false && 'text' in value;
}
