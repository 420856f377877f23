import type { SchemaStatement } from '../sql/schema-statements.ts';

/** Leaves out what is about tables that are gone with the connection, however they are told apart. */
export function lasting<T extends { readonly statement: SchemaStatement }>(
  found: readonly T[],
): readonly T[] {
  const temporary = new Set(
    found.flatMap(({ statement: { isTemporary, name } }) => (isTemporary ? [plain(name)] : [])),
  );
  return found.filter(
    ({ statement: { isTemporary, name, on } }) => !isTemporary && !temporary.has(plain(on ?? name)),
  );
}

function plain(name: string | undefined): string | undefined {
  return name?.replaceAll('"', '').toLowerCase();
}
