import { databaseOfFileName } from '../operations/named-database.ts';

/** Where a SQL migration stands among those that its tool runs one after the other. */
export interface MigrationPlace {
  /** Migrations of the same line come one after the other, those of different lines in no known order. */
  readonly line: string;
  /** Below which all of its line lie, with a slash at its end; empty for the root. */
  readonly folder: string;
  /** What comes first has the smaller parts, from the first that differs; a part that is left out is the smallest. */
  readonly version: readonly bigint[];
  /** Among the same version. */
  readonly name: string;
}

/** As far as its path tells: by a version in its name, or in that of its folder. `undefined`: it has none. */
export function migrationPlace(path: string): MigrationPlace | undefined {
  if (IS_WAY_BACK.test(path)) return undefined;
  const end = path.lastIndexOf('/') + 1;
  const [folder, file] = [path.slice(0, end), path.slice(end)];
  for (const { pattern, line, at = 'file' } of FORMS) {
    const above = folder.slice(0, folder.slice(0, -1).lastIndexOf('/') + 1);
    const [place, name] = at === 'file' ? [folder, file] : [above, path.slice(above.length)];
    const version = pattern.exec(name)?.[1];
    if (version === undefined) continue;
    const lineName = [line, databaseOfFileName(path) ?? [], place].flat().join(' ');
    return { line: lineName, folder: place, version: versionOf(version), name };
  }
  return undefined;
}

/** `3_orders.down.sql` and the like: it takes back what another file does, and runs before none. */
const IS_WAY_BACK = /(?:\.(?:down|revert|rollback|undo)|-down)\.sql$|(?:^|\/)\d+\.undo\.[^/]*\.sql$/;

/** Where to look for what is run before a migration; `undefined` where no version says what comes first. */
export function earlierMigrations(path: string):
  | {
      /** To be listed; `''` is the root. */
      readonly folder: string;
      /** Of the paths that lie there those that are run before, in order. */
      readonly among: (paths: Iterable<string>) => readonly string[] | undefined;
    }
  | undefined {
  const place = migrationPlace(path);
  return (
    place && { folder: place.folder.replace(/\/$/, ''), among: (paths) => migrationsBefore(path, paths) }
  );
}

/** Those among the paths that are run before one, in order; `undefined` where no version says what comes first. */
export function migrationsBefore(path: string, paths: Iterable<string>): readonly string[] | undefined {
  const last = migrationPlace(path);
  if (last === undefined) return undefined;
  return Array.from(paths, (one) => ({ path: one, place: migrationPlace(one) }))
    .flatMap(({ place, ...one }) => (place?.line === last.line ? [{ ...one, place }] : []))
    .filter(({ place }) => inOrder(place, last) < 0)
    .toSorted((one, other) => inOrder(one.place, other.place))
    .map((one) => one.path);
}

interface Form {
  /** The version is its first group. */
  readonly pattern: RegExp;
  readonly line: string;
  /** Whether it holds for the name of the file, or for the folder as well. */
  readonly at?: 'file' | 'folder';
}

const FORMS: readonly Form[] = [
  // https://documentation.red-gate.com/fd/versioned-migrations-273973333.html
  { pattern: /^V(\d+(?:[._]\d+)*)__.*\.sql$/, line: 'Flyway' },
  // Prisma, and Diesel, which takes a date with dashes for one number.
  { pattern: /^(\d[\d-]*)(?:_[^/]*)?\/(?:migration|up)\.sql$/, line: 'folders', at: 'folder' },
  { pattern: /^(\d+(?:\.\d+)*)(?!\d).*\.sql$/, line: 'numbers' },
];

function versionOf(text: string): readonly bigint[] {
  const parts = text.replaceAll('-', '').split(/[._]/).map(BigInt);
  return parts.slice(0, parts.findLastIndex((part) => part !== 0n) + 1);
}

/** Negative where the first one is run before the other. */
export function inOrder(one: MigrationPlace, other: MigrationPlace): number {
  const count = Math.max(one.version.length, other.version.length);
  for (let index = 0; index < count; index += 1) {
    const [ours, theirs] = [one.version[index] ?? -1n, other.version[index] ?? -1n];
    if (ours !== theirs) return ours < theirs ? -1 : 1;
  }
  if (one.name === other.name) return 0;
  return one.name < other.name ? -1 : 1;
}
