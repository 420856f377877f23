import { observed, unobserved, type Known } from '@lockkeeper/policy-core';
import type { ChangeEntry } from '@lockkeeper/policy-core/observe';

import { pathFromBytes, splitAtNul } from '../../text/path-bytes.ts';

/** For both kinds of range. Neither a rename nor the settings of a user or a repository may hide a side. */
export const RAW_DIFF = [
  '--raw',
  '-z',
  '--no-renames',
  '--abbrev=40',
  '--no-ext-diff',
  '--no-textconv',
  '--no-color',
  '--no-relative',
  '-O/dev/null',
];

const STATUS = new Map<string, ChangeEntry['status']>([
  ['A', 'added'],
  ['M', 'modified'],
  ['D', 'deleted'],
  ['T', 'type-changed'],
]);

const HEADER = /^:(\d{6}) (\d{6}) [0-9a-f]+ [0-9a-f]+ ([A-Z])\d*$/;

/** Reads `:100644 100755 <id> <id> M NUL path NUL` and so on. */
export function parseRawDiff(output: Buffer): Known<readonly ChangeEntry[]> {
  const parts = splitAtNul(output);
  if (parts.length % 2 !== 0 || endsEarly(output)) return unreadable();
  const entries: ChangeEntry[] = [];
  for (let index = 0; index < parts.length; index += 2) {
    const entry = parseEntry(String(parts[index]), parts[index + 1]);
    if (!entry.known) return entry;
    entries.push(entry.value);
  }
  return observed(entries);
}

function parseEntry(header: string, name: Buffer | undefined): Known<ChangeEntry> {
  const [, oldMode, newMode, letter = ''] = HEADER.exec(header) ?? [];
  const path = name === undefined ? '' : pathFromBytes(name);
  if (oldMode === undefined || newMode === undefined || path === '') return unreadable();
  if (letter === 'U') return unobserved(`${JSON.stringify(path)} has a merge conflict that is not resolved`);
  const status = STATUS.get(letter);
  return status === undefined ? unreadable() : observed({ status, path, oldMode, newMode });
}

function endsEarly(output: Buffer): boolean {
  return output.length > 0 && output.at(-1) !== 0;
}

function unreadable(): Known<never> {
  return unobserved('git described the change in a form that is not understood');
}
