import { canonicalJson } from '../facts/canonical-json.ts';
import { sha256 } from '../sha256.ts';
import { partKey, withoutTracking } from './schema-parts.ts';
import type { SchemaPart } from './seen-database.ts';

/** `sha256:` and 64 hex digits: equal for two schemas that have the same parts, whatever order they were told in. */
export function schemaFingerprint(parts: readonly SchemaPart[]): string {
  const entries = withoutTracking(parts).map(
    (part) => [wellFormed(partKey(part)), definition(part)] as const,
  );
  const sorted = entries.toSorted(([one], [other]) => (one < other ? -1 : 1));
  return `sha256:${sha256(canonicalJson(sorted))}`;
}

function definition({ is }: SchemaPart): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(is).map(([aspect, text]) => [aspect, wellFormed(text)]));
}

/** Bytes that were not UTF-8 are lone surrogates, which have no canonical form. Nothing else begins with a NUL. */
function wellFormed(text: string): string {
  if (!/\p{Surrogate}/u.test(text)) return text;
  const escaped = text.replace(/[\\\p{Surrogate}]/gu, (one) =>
    one === '\\' ? '\\\\' : `\\${one.charCodeAt(0).toString(16)}`,
  );
  return `\0${escaped}`;
}
