import { observed, type Observations } from '@lockkeeper/policy-core';
import {
  accountNamed,
  type AppliedLabel,
  type Change,
  type Commit,
  type FolderEntry,
  type PullRequest,
} from '@lockkeeper/policy-core/observe';

/** What a ```change block of an example says of the change beside its paths. */
export interface ExampleChange {
  readonly branch: string;
  readonly author: string;
  readonly commits: readonly Commit[];
  readonly labels: readonly AppliedLabel[];
  readonly pullRequest: PullRequest | null;
  readonly push: Change['push'];
  readonly isWhole: boolean;
  readonly folders: Observations['folders'];
}

const NUMBER_OF_PULL_REQUEST = 123;
const LAST_PUSH = '2026-11-20T08:00:00Z';

/**
 * One `key: value` a line: `branch`, `author`, `trailer` (of the commit), `touched` (a path in a commit),
 * `label` (`NAME by LOGIN`, with ` as ROLE` or ` before the last push` behind it), `push` and `forced push`
 * (a branch; then there is no pull request unless `pull request: yes` says that one was merged into it), `cut short: yes`,
 * `exists` (a path that was there before).
 */
export function readChangeBlock(text: string): ExampleChange {
  const lines = text.split('\n').flatMap((line) => {
    const [, key, value] = /^([a-z ]+): (.+)$/.exec(line.trim()) ?? [];
    return key === undefined || value === undefined ? [] : [{ key, value }];
  });
  const all = (wanted: string) => lines.filter(({ key }) => key === wanted).map(({ value }) => value);
  const first = (wanted: string) => all(wanted)[0];
  const pushed = first('push') ?? first('forced push');
  const author = first('author') ?? 'ana';
  const branch = first('branch') ?? 'feature/x';
  return {
    branch: pushed ?? branch,
    author,
    commits: commitsOf(all('trailer'), all('touched')),
    labels: all('label').map(labelOf),
    pullRequest:
      pushed !== undefined && first('pull request') === undefined
        ? null
        : {
            number: NUMBER_OF_PULL_REQUEST,
            ...(pushed === undefined ? {} : { base: pushed, mergedAt: '2026-11-20T10:00:00Z' }),
            author: accountNamed(author),
            branch,
            head: 'b'.repeat(40),
            pushedAt: observed(LAST_PUSH),
            pushers: observed([accountNamed(author)]),
          },
    push:
      pushed === undefined
        ? null
        : { ref: `refs/heads/${pushed}`, rewrites: observed(first('forced push') !== undefined) },
    isWhole: first('cut short') === undefined,
    folders: foldersOf(all('exists')),
  };
}

function commitsOf(trailers: readonly string[], paths: readonly string[]): readonly Commit[] {
  const person = { name: 'Ana', email: 'ana@example.com' };
  const message = `Do the work\n\n${trailers.join('\n')}\n`;
  return [{ id: 'c'.repeat(40), author: person, committer: person, message, paths }];
}

function labelOf(text: string): AppliedLabel {
  const {
    name = '',
    login = '',
    role,
    late,
  } = /^(?<name>\S+) by (?<login>\S+)(?: as (?<role>\S+))?(?<late> before the last push)?$/.exec(text)
    ?.groups ?? {};
  return {
    kind: 'applied',
    name,
    by: accountNamed(login),
    role: observed(role === 'write' || role === 'triage' ? role : 'maintain'),
    at: late === undefined ? '2026-11-20T09:00:00Z' : '2026-11-20T07:00:00Z',
  };
}

/** Every folder on the way to what existed, with what lay in it. */
function foldersOf(paths: readonly string[]): Observations['folders'] {
  const folders = new Map<string, Map<string, FolderEntry>>();
  for (const path of paths) {
    const parts = path.split('/');
    for (const [index, name] of parts.entries()) {
      const folder = parts.slice(0, index).join('/');
      const entries = folders.get(folder) ?? new Map<string, FolderEntry>();
      entries.set(name, { name, mode: index === parts.length - 1 ? '100644' : '040000' });
      folders.set(folder, entries);
    }
  }
  return Object.fromEntries(
    [...folders].map(([folder, entries]) => [folder, observed([...entries.values()])]),
  );
}
