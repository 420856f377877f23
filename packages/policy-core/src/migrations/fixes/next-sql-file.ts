import { fileSlug } from '../history/file-slug.ts';
import { nextVersion } from '../../dependencies/fixes/next-version.ts';

export interface NextSqlFile {
  readonly path: string;
  /** The file that takes it back, where the tool wants one of its own. */
  readonly wayBack?: string;
  /** Whether comments in a file may part what runs on the way back. */
  readonly mayBeParted: boolean;
}

/** The migration that its tool runs next behind the last one there is; `undefined` where the name of that does not tell. */
export function nextSqlFile(last: string, message: string): NextSqlFile | undefined {
  for (const { pattern, mayBeParted } of FORMS) {
    const [, before = '', version, gap = '', name = '', suffix = ''] = pattern.exec(last) ?? [];
    if (version === undefined) continue;
    const start = before + nextVersion(version) + (gap === '' ? '' : gap + slugLike(name, message));
    const wayBack = suffix === '.up.sql' ? { wayBack: `${start}.down.sql` } : {};
    return { path: start + suffix, ...wayBack, mayBeParted };
  }
  return undefined;
}

/** With dashes where the other one has nothing else. */
function slugLike(name: string, message: string): string {
  const slug = fileSlug(message);
  return /-/.test(name) && !/_/.test(name) ? slug.replaceAll('_', '-') : slug;
}

interface Form {
  /** Its groups: what stands before the version, the version, what parts it from the name, the name, and the end. */
  readonly pattern: RegExp;
  readonly mayBeParted: boolean;
}

const FORMS: readonly Form[] = [
  // https://documentation.red-gate.com/fd/versioned-migrations-273973333.html
  {
    pattern: /^((?:.*\/)?V)(\d+(?:[._]\d+)*)(__)([^/]*)(\.sql)$/,
    mayBeParted: false,
  },
  // Prisma.
  {
    pattern: /^((?:.*\/)?)(\d+)(_)([^/]*)(\/migration\.sql)$/,
    mayBeParted: false,
  },
  // golang-migrate and sqlx, where there is a way back.
  {
    pattern: /^((?:.*\/)?)(\d+)([-_]{1,2})([^/.]*)(\.up\.sql)$/,
    mayBeParted: false,
  },
  {
    pattern: /^((?:.*\/)?)(\d+(?:\.\d+)*)([-_]{1,2}(?=[^/.])|(?=\.sql$))([^/.]*)(\.sql)$/,
    mayBeParted: true,
  },
];
