import { sha256 } from '../model/sha256.ts';
import { partKey, withoutTracking } from './schema-parts.ts';
import type { SchemaPart } from './seen-database.ts';

/**
 * `sha256:` and 64 hex digits of the canonical JSON (RFC 8785) of all parts: equal for two schemas that have the same
 * ones, whatever order they were told in.
 */
export function schemaFingerprint(parts: readonly SchemaPart[]): string {
  const definitions = new Map(
    withoutTracking(parts).map((part) => [wellFormed(partKey(part)), definition(part)] as const),
  );
  const sorted = [...definitions.keys()].toSorted().map((key) => [key, definitions.get(key)]);
  // Of texts alone, in sorted objects, this is the canonical form already.
  return `sha256:${sha256(JSON.stringify(sorted))}`;
}

function definition({ is }: SchemaPart): Readonly<Record<string, string>> {
  const aspects = Object.keys(is).toSorted();
  return Object.fromEntries(aspects.map((aspect) => [aspect, wellFormed(is[aspect] ?? '')]));
}

/** Bytes that were not UTF-8 are lone surrogates, which have no canonical form. Nothing else begins with a NUL. */
function wellFormed(text: string): string {
  if (!LONE_SURROGATE.test(text)) return text;
  const escaped = text.replace(/[\\\p{Surrogate}]/gu, (one) =>
    one === '\\' ? '\\\\' : `\\${one.charCodeAt(0).toString(16)}`,
  );
  return `\0${escaped}`;
}

const LONE_SURROGATE = /\p{Surrogate}/u;
