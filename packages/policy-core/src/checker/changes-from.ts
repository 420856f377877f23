import type { GivenEntry } from './observations-from-input.ts';
import { changesOfDiff, modeOf, renamed } from './changes-of-diff.ts';

/** One file as `GET /repos/{owner}/{repo}/pulls/{number}/files` and `/compare` of GitHub list it. */
interface GitHubFile {
  readonly filename: string;
  readonly status?: unknown;
  readonly previous_filename?: unknown;
}

/** One file as `/merge_requests/{iid}/diffs` and `/changes` of GitLab list it. */
interface GitLabFile {
  readonly old_path: string;
  readonly new_path: string;
  readonly a_mode?: unknown;
  readonly b_mode?: unknown;
  readonly new_file?: unknown;
  readonly deleted_file?: unknown;
}

/**
 * The changes of a file list of GitHub or GitLab, or of a unified diff, for `checkChange`: both sides of a rename.
 * Throws a TypeError where it is none of these, or was cut. A list may have been cut without a sign of it: GitHub ends at
 * 3,000 files.
 */
export function changesFrom(source: string | readonly object[]): readonly GivenEntry[] {
  if (typeof source === 'string') return changesOfDiff(source);
  if (!Array.isArray(source)) throw new TypeError('Give the list of files, or the text of a diff.');
  // A list with holes has less in it than it says.
  return Array.from(source).flatMap((file: unknown, index) => {
    if (isGitHubs(file)) return changesOfGitHub(file, `[${index}]`);
    if (isGitLabs(file)) return changesOfGitLab(file, `[${index}]`);
    throw new TypeError(
      `[${index}] is no file as GitHub or GitLab lists it: it has neither filename nor new_path.`,
    );
  });
}

function isGitHubs(file: unknown): file is GitHubFile {
  return typeof file === 'object' && file !== null && 'filename' in file && typeof file.filename === 'string';
}

function isGitLabs(file: unknown): file is GitLabFile {
  if (typeof file !== 'object' || file === null || !('new_path' in file) || !('old_path' in file))
    return false;
  return typeof file.new_path === 'string' && typeof file.old_path === 'string';
}

function changesOfGitHub(
  { filename, status, previous_filename: before }: GitHubFile,
  field: string,
): readonly GivenEntry[] {
  switch (status) {
    case 'added':
    case 'copied':
      return [{ path: filename, status: 'added' }];
    case 'removed':
      return [{ path: filename, status: 'deleted' }];
    case 'modified':
    case 'changed':
      return [{ path: filename, status: 'modified' }];
    case 'unchanged':
      return [];
    case 'renamed':
      if (typeof before === 'string') return renamed(before, filename);
      throw new TypeError(`${field} was renamed, and does not say from what: previous_filename is missing.`);
    default:
      throw new TypeError(`${field}.status is ${JSON.stringify(status)}, which is no status of GitHub.`);
  }
}

function changesOfGitLab(file: GitLabFile, field: string): readonly GivenEntry[] {
  const { old_path: from, new_path: to, new_file: isNew, deleted_file: isDeleted } = file;
  for (const [name, value] of Object.entries({ new_file: isNew, deleted_file: isDeleted }))
    if (value !== undefined && typeof value !== 'boolean')
      throw new TypeError(`${field}.${name} must be true or false, and is ${JSON.stringify(value)}.`);
  if (isNew === true && isDeleted === true)
    throw new TypeError(`${field} is said to be new and deleted. Give the list as GitLab sends it.`);
  const modes = { ...modeOf('oldMode', file.a_mode), ...modeOf('newMode', file.b_mode) };
  if (isNew === true) return [{ path: to, status: 'added', ...modes, oldMode: '000000' }];
  if (isDeleted === true) return [{ path: from, status: 'deleted', ...modes, newMode: '000000' }];
  if (from !== to) return renamed(from, to);
  return [{ path: to, status: 'modified', ...modes }];
}
