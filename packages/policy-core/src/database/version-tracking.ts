import type { SeenDatabase, VersionTable } from './seen-database.ts';

/**
 * How a database says which revision it is at.
 *
 * - `missing`: it has no table `alembic_version`, in no schema.
 * - `elsewhere`: it has one where the search path does not lead, so that Alembic does not find it.
 * - `unreadable`: whoever looked may not read it.
 * - `empty`: no row, as before the first revision. `several`: more than one.
 */
export type Tracking =
  | { readonly kind: 'missing' }
  | { readonly kind: 'elsewhere'; readonly schemas: readonly string[] }
  | { readonly kind: 'unreadable'; readonly schema: string; readonly reason: string }
  | { readonly kind: 'empty'; readonly schema: string }
  | { readonly kind: 'several'; readonly schema: string; readonly versions: readonly string[] }
  | { readonly kind: 'tracked'; readonly schema: string; readonly version: string };

/** Looks where Alembic looks: in the first schema of the search path that has the table. */
export function trackingOf({
  visibleSchemas,
  versionTables,
}: Pick<SeenDatabase, 'visibleSchemas' | 'versionTables'>): Tracking {
  if (versionTables.length === 0) return { kind: 'missing' };
  const found = visibleSchemas
    .map((schema) => versionTables.find((table) => table.schema === schema))
    .find((table) => table !== undefined);
  if (found === undefined)
    return { kind: 'elsewhere', schemas: versionTables.map(({ schema }) => schema).toSorted() };
  return trackingIn(found);
}

/** Every version that it says, sorted; `undefined` where that is not known. */
export function versionsOf(tracking: Tracking): readonly string[] | undefined {
  switch (tracking.kind) {
    case 'tracked':
      return [tracking.version];
    case 'several':
      return tracking.versions;
    case 'empty':
      return [];
    case 'missing':
    case 'elsewhere':
    case 'unreadable':
      return undefined;
  }
}

function trackingIn({ schema, versions }: VersionTable): Tracking {
  if (!versions.known) return { kind: 'unreadable', schema, reason: versions.reason };
  const [version, ...others] = versions.value;
  if (version === undefined) return { kind: 'empty', schema };
  return others.length === 0
    ? { kind: 'tracked', schema, version }
    : { kind: 'several', schema, versions: versions.value.toSorted() };
}
