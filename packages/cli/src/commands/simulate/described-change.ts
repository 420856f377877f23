import { LOCAL_CIRCUMSTANCES, type SimulatedChange } from '@lockkeeper/operations/observe';
import { observed } from '@lockkeeper/policy-core';
import {
  accountNamed,
  type AppliedLabel,
  type ChangeEntry,
  type Commit,
} from '@lockkeeper/policy-core/observe';

import type { SimulateOptions } from './options.ts';
import { CliError } from '../../errors/cli-error.ts';
import { describedLabel } from './described-label.ts';

/** The change a command line describes; whatever it does not speak of is harmless. */
export function describedChange(options: SimulateOptions, now: string): SimulatedChange {
  const { author: login, branch, label = [] } = options;
  const author = accountNamed(login);
  const labels: readonly AppliedLabel[] = label.map((text) => ({
    kind: 'applied',
    ...describedLabel(text),
    at: now,
  }));
  return {
    entries: entriesOf(options),
    branch,
    commits: [commitOf(options)],
    circumstances: {
      ...LOCAL_CIRCUMSTANCES,
      labels: observed(labels),
      author: observed(author),
      pullRequest: observed({
        number: SIMULATED,
        author,
        branch,
        pushedAt: observed(hourBefore(now)),
        pushers: observed([author]),
      }),
      agentSigns: options.ai === true ? ['--ai says so'] : [],
    },
  };
}

/** No pull request has this number. */
const SIMULATED = 0;

function entriesOf({ path: paths = [], status }: SimulateOptions): readonly ChangeEntry[] {
  if (paths.length === 0)
    throw new CliError('usage', 'No path is named. Say what the change touches with --path.');
  return [...new Set(paths.map(pathInRepository))].map((path) => ({
    path,
    status,
    oldMode: status === 'added' ? ABSENT : PLAIN,
    newMode: status === 'deleted' ? ABSENT : PLAIN,
  }));
}

const ABSENT = '000000';
const PLAIN = '100644';

function pathInRepository(path: string): string {
  const plain = path.replace(/^(?:\.\/+)+/, '');
  const isInside = !plain.startsWith('/') && !plain.split('/').some((part) => ['', '.', '..'].includes(part));
  if (isInside) return plain;
  throw new CliError(
    'usage',
    `${JSON.stringify(path)} is not the path of a file in the repository. Give it relative to the root, with /, such as src/app.py.`,
  );
}

function commitOf({ author, trailer = [], ...options }: SimulateOptions): Commit {
  const person = { name: author, email: `${author}@users.noreply.github.com` };
  const wrong = trailer.find((line) => !/^[A-Za-z][A-Za-z0-9-]*\s*:\s*\S/.test(line));
  if (wrong !== undefined)
    throw new CliError('usage', `${JSON.stringify(wrong)} is not a trailer. Write it as "Key: value".`);
  return {
    id: 'simulated',
    author: person,
    committer: person,
    message: ['Simulated change', '', ...trailer, ''].join('\n'),
    paths: entriesOf({ author, ...options }).map(({ path }) => path),
  };
}

function hourBefore(now: string): string {
  return new Date(Date.parse(now) - 3_600_000).toISOString().replace(/\.\d+Z$/, 'Z');
}
