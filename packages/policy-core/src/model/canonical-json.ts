/**
 * The JSON Canonicalization Scheme (RFC 8785): one text for one value.
 *
 * ECMAScript already writes numbers and strings the way the scheme asks; what is left is the
 * order of keys, by UTF-16 units. Throws on a lone surrogate, which the scheme forbids.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => `${canonicalString(key)}:${canonicalJson(member)}`);
    return `{${members.join(',')}}`;
  }
  return typeof value === 'string' ? canonicalString(value) : JSON.stringify(value);
}

function canonicalString(text: string): string {
  if (/\p{Surrogate}/u.test(text)) throw new RangeError('A lone surrogate has no canonical form.');
  return JSON.stringify(text);
}
