import { codeKind, isTestFile } from '../ownership/code-kind.ts';
import type { Observations } from '../../model/observations.ts';
import { alembicFolders } from '../../policy/alembic-place.ts';
import { anyMatch } from '../../policy/patterns/line-match.ts';
import type { MigrationsSection } from '../../policy/policy.ts';
import { migrationKind } from './migration-files.ts';

type Seen = Pick<Observations, 'focus' | 'change' | 'listing'>;

/** Code and scripts under judgement that must leave the schema alone: of a change, what it leaves behind. */
export function applicationFiles(policy: MigrationsSection, seen: Seen): readonly string[] {
  if (policy.migrations.application.length === 0) return [];
  const isNamed = anyMatch(policy.migrations.application);
  return pathsNow(policy, seen).filter((path) => isNamed(path) && isApplicationFile(policy, path));
}

/**
 * Files that the policy names in full: a host lists what lies below folders, and would not find them. A
 * name that turns out to be a folder is none.
 */
export function namedFiles(policy: MigrationsSection, listed: readonly string[]): readonly string[] {
  return policy.migrations.application.flatMap(({ text }) => {
    const path = text.replace(/^\//, '');
    const isFile = /^[^*?[\]{}\\!]+[^*?[\]{}\\!/]$/.test(path) && codeKind(path) !== undefined;
    return isFile && !listed.some((other) => other.startsWith(`${path}/`)) ? [path] : [];
  });
}

function pathsNow(policy: MigrationsSection, { focus, change, listing }: Seen): readonly string[] {
  if (focus.kind === 'document') return [focus.path];
  if (focus.kind === 'tree') {
    return listing.known ? [...new Set([...listing.value, ...namedFiles(policy, listing.value)])] : [];
  }
  if (!change.known) return [];
  return change.value.entries.flatMap(({ path, status }) => (status === 'deleted' ? [] : [path]));
}

/** Tests may do as they like, and migrations are what changes the schema. */
function isApplicationFile(policy: MigrationsSection, path: string): boolean {
  if (codeKind(path) === undefined || isTestFile(path)) return false;
  return migrationKind(policy, path) === undefined && !isOfEnvironment(policy, path);
}

/** What lies with the revisions: `env.py`, templates, helpers. */
export function isOfEnvironment(policy: MigrationsSection, path: string): boolean {
  return alembicFolders(policy).some((folder) => {
    const parent = folder.slice(0, Math.max(0, folder.lastIndexOf('/')));
    // Revisions may also lie right in a package of the application.
    const isOwn = /(?:^|\/)[^/]*(?:alembic|migration|revision)[^/]*$/i.test(parent);
    return path.startsWith(`${isOwn ? parent : folder}/`) || path === `${parent}/env.py`;
  });
}

/** Folders below which such files can lie, for a host that lists files; `''` is the whole repository. */
export function applicationFolders({ migrations }: MigrationsSection): readonly string[] {
  return migrations.application.map(({ literalPrefix }) => literalPrefix.replace(/\/+$/, ''));
}
