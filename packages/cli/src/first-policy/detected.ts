import { loadPolicy } from '@lockkeeper/policy-core';
import { configurationPaths, foundFolders } from '@lockkeeper/policy-core/migrations';

import { isPlainPath, pairsByName } from '../dependency-pairs/named-pairs.ts';
import type { DraftPair } from '../dependency-pairs/pairs-yaml.ts';

/** What was found in a repository that a policy could speak of. */
export interface Detected {
  readonly pairs: readonly DraftPair[];
  /** Requirements files with no lock beside them. */
  readonly unlocked: readonly string[];
  /** Folders of Alembic revisions. */
  readonly alembic: readonly string[];
  /** Folders of SQL migrations of PostgreSQL, as far as their paths tell. */
  readonly sql: readonly string[];
  /** Folders of SQL files that are not named for migrations. */
  readonly otherSql: readonly string[];
  readonly record: string | undefined;
  /** What `generate` writes under another name than the default; `undefined`: nothing lies at a name that is known. */
  readonly generated: Readonly<
    Record<'guardWorkflow' | 'dependencyWorkflow' | 'stampScript', string | undefined>
  >;
  /** Folders that usually change with care only, and those that have owners. */
  readonly careful: readonly string[];
}

interface Repository {
  /** Every file, sorted. */
  readonly paths: readonly string[];
  /** Texts of those `filesWorthReading` names, by path. */
  readonly texts: ReadonlyMap<string, string>;
}

/** Files whose text says where other things lie. */
export function filesWorthReading(paths: readonly string[]): readonly string[] {
  return [...configurationPaths(paths), ...paths.filter((path) => CODEOWNERS.includes(path))];
}

export function detect({ paths, texts }: Repository): Detected {
  const [usual, others] = [namesIn('version: 1\n'), namesIn('version: 1\nextends: mayassistant\n')];
  const { alembic, ...folders } = foundFolders({ paths, texts });
  return {
    ...pairsByName(paths),
    ...folders,
    alembic: alembic.filter(isPlainPath),
    record: paths.find((path) => [usual.record, others.record].includes(nameOf(path))),
    generated: {
      guardWorkflow: paths.find((path) => path === others.guardWorkflow),
      dependencyWorkflow: paths.find((path) => path === others.dependencyWorkflow),
      stampScript: paths.find((path) => path === others.stampScript),
    },
    careful: carefulFolders(paths, texts),
  };
}

const CODEOWNERS = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'];

/** What files are called in a repository with this policy; of the record, which may lie anywhere, its name alone. */
function namesIn(text: string) {
  const policy = loadPolicy({ path: 'lockkeeper.yaml', text });
  if (policy.kind === 'invalid') throw new Error(`This is no policy: ${text}`);
  return { ...policy.generated, record: nameOf(policy.record.first) };
}

/** Names people use for what must not break. */
const CAREFUL_NAMES = /^(auth|billing|core|crypto|infra|infrastructure|payments?|security|terraform)$/;
const MOST = 6;

function carefulFolders(paths: readonly string[], texts: ReadonlyMap<string, string>): readonly string[] {
  const owned = CODEOWNERS.flatMap((file) => ownedFolders(texts.get(file) ?? ''));
  const named = paths.flatMap((path) => {
    const parts = path.split('/').slice(0, -1);
    const index = parts.findIndex((part) => CAREFUL_NAMES.test(part));
    return index === -1 || index > 3 ? [] : [parts.slice(0, index + 1).join('/')];
  });
  return unique([...owned, ...named])
    .filter((folder) => isPlainPath(folder) && paths.some((path) => path.startsWith(`${folder}/`)))
    .slice(0, MOST);
}

function ownedFolders(codeowners: string): readonly string[] {
  return codeowners.split(/\r?\n/).flatMap((line) => {
    const [pattern = ''] = line.trim().split(/\s+/);
    return pattern.startsWith('/') && !/[*?[\\#]/.test(pattern)
      ? [pattern.replace(/^\/|\/(\*\*)?$/g, '')]
      : [];
  });
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}
