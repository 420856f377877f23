import { observed, unobserved, type Known } from '@lockkeeper/policy-core';
import type { Commit } from '@lockkeeper/policy-core/observe';

import { pathFromBytes, splitAtNul } from '../../text/path-bytes.ts';

/** Each commit as seven fields that cannot hold a NUL, and then its changes as `--raw -z` writes them. */
export const LOG_FORMAT = '%H%x00%P%x00%an%x00%ae%x00%cn%x00%ce%x00%B%x00';

export interface LogRecord {
  readonly commit: Commit;
  /** Whether git knows of no commit before it, which a shallow clone says of any commit. */
  readonly isRoot: boolean;
}

const FIELDS = 7;
const ID = /^([0-9a-f]{40}|[0-9a-f]{64})$/;
/** `:100644 100755 <id> <id> M`; of a merge `::` with one more mode, id and letter for each more parent. */
const ENTRY = /^:+(\d{6} ){2,}([0-9a-f]+ ){2,}[A-Z]+$/;

/** Never a shorter list: what is not understood makes the whole answer unobserved. */
export function parseLog(output: Buffer): Known<readonly LogRecord[]> {
  const parts = splitAtNul(output);
  if (output.length > 0 && output.at(-1) !== 0) return unreadable();
  const records: LogRecord[] = [];
  for (let next = skipBlank(parts, 0); next < parts.length;) {
    const found = parseRecord(parts, next);
    if (found === undefined) return unreadable();
    records.push(found.record);
    next = found.next;
  }
  return observed(records);
}

function parseRecord(
  parts: readonly Buffer[],
  start: number,
): { readonly record: LogRecord; readonly next: number } | undefined {
  const [id = '', parents = '', ...fields] = parts.slice(start, start + FIELDS).map(pathFromBytes);
  const [author, address, committer, committerAddress, message] = fields;
  if (!ID.test(id) || message === undefined) return undefined;
  const changes = parsePaths(parts, skipBlank(parts, start + FIELDS));
  if (changes === undefined) return undefined;
  const commit = {
    id,
    author: { name: author ?? '', email: address ?? '' },
    committer: { name: committer ?? '', email: committerAddress ?? '' },
    message,
    paths: changes.paths,
  };
  return { record: { commit, isRoot: parents === '' }, next: changes.next };
}

function parsePaths(
  parts: readonly Buffer[],
  start: number,
): { readonly paths: readonly string[]; readonly next: number } | undefined {
  const paths: string[] = [];
  let next = start;
  for (; next < parts.length && !ID.test(String(parts[next])); next += 2) {
    const path = parts[next + 1];
    // Git sets a line end between the message and the first change.
    const header = String(parts[next]).replace(/^\n/, '');
    if (!ENTRY.test(header) || path === undefined || path.length === 0) return undefined;
    paths.push(pathFromBytes(path));
  }
  return { paths, next };
}

/** Git ends the message once more, and before the changes of a merge twice. */
function skipBlank(parts: readonly Buffer[], start: number): number {
  let next = start;
  while (parts[next]?.length === 0) next += 1;
  return next;
}

function unreadable(): Known<never> {
  return unobserved('git described the commits in a form that is not understood');
}
