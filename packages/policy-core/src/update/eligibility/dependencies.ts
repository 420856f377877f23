import { parseRequirements } from '../../dependencies/requirements/parse-requirements.ts';
import type { RequirementsLine } from '../../dependencies/requirements/requirements-document.ts';
import { isStrongHash } from '../../dependencies/facts/hash-digest.ts';
import { pinOf } from '../../dependencies/facts/pin.ts';
import type { FileContent } from '../../model/file-content.ts';
import type { Known } from '../../model/known.ts';
import type { UpdateSettings } from '../config/update-schema.ts';
import type { UpdateReason } from './update-reason.ts';

/** What a version needs installed. */
export interface DependencySight {
  /** Paths from the root that differ from those of the running version. */
  readonly changed: Known<readonly string[]>;
  /** What `update.deps_lock` holds in it. */
  readonly lock: Known<FileContent>;
}

/** Files that say which packages of others a program runs with, in whatever folder. */
const DEPENDENCY_FILES: ReadonlySet<string> = new Set([
  'requirements.txt',
  'requirements.lock',
  'pylock.toml',
  'uv.lock',
  'poetry.lock',
  'pdm.lock',
  'Pipfile.lock',
  'package-lock.json',
  'npm-shrinkwrap.json',
  'pnpm-lock.yaml',
  'yarn.lock',
  'Gemfile.lock',
  'composer.lock',
]);

/** Why the dependencies of a version keep it away; `undefined`: they do not. */
export function dependencyReason(
  { deps_policy: policy, deps_lock: lockPath }: Pick<UpdateSettings, 'deps_policy' | 'deps_lock'>,
  { changed, lock }: DependencySight,
): UpdateReason | undefined {
  if (policy === 'ignore') return undefined;
  if (policy === 'refuse') {
    if (!changed.known) return unknown('whether its dependencies changed', changed.reason);
    const files = changed.value.filter((path) => path === lockPath || isDependencyFile(path));
    return files.length === 0 ? undefined : { id: 'deps-changed', data: { files } };
  }
  if (!lock.known) return unknown(`what ${lockPath} holds`, lock.reason);
  const why = unlockedPart(lock.value);
  return why === undefined ? undefined : { id: 'deps-unlocked', data: { path: lockPath, why } };
}

function isDependencyFile(path: string): boolean {
  return DEPENDENCY_FILES.has(path.slice(path.lastIndexOf('/') + 1));
}

function unknown(what: string, why: string): UpdateReason {
  return { id: 'unknown', data: { what, why } };
}

/** The first part of a lock that does not hold what is installed to its hash, as a clause. */
function unlockedPart(lock: FileContent): string | undefined {
  if (lock.kind === 'absent') return 'it is not there';
  if (lock.kind === 'unreadable') return lock.problem;
  const { lines } = parseRequirements(lock.text);
  const open = lines.find((line) => !isLocked(line));
  return open && `line ${open.number} is no version with its hashes`;
}

/** An option installs nothing, and pip holds what comes from wherever it points to the same hashes. */
function isLocked({ entry, hashes, variables }: RequirementsLine): boolean {
  if (entry.kind === 'options') return true;
  if (entry.kind !== 'requirement' || variables.length > 0) return false;
  const isPinned = pinOf(entry.requirement, ['==', '===']) !== undefined;
  return isPinned && hashes.some(({ algorithm }) => isStrongHash(algorithm));
}
