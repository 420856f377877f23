import { textContent } from './file-content.ts';
import { observed, unobserved, type Known } from './known.ts';
import type { AppliedLabel, ChangeEntry, Observations } from './observations.ts';
import type { Policy } from './policy/policy.ts';
import type { Stage } from './stage.ts';

export interface TextFile {
  /** Relative to the repository root, with `/` on every platform. */
  readonly path: string;
  readonly text: string;
}

export interface ChangeInput {
  /** Both sides of every change: a rename is a deletion and an addition. A bare path counts as modified. */
  readonly changes: readonly (string | Pick<ChangeEntry, 'path' | 'status'>)[];
  /** Texts after the change, as far as they are at hand. */
  readonly files?: readonly TextFile[];
  /** Left out: the labels are not known. A bare name approves at stage `local` only. */
  readonly labels?: readonly (string | AppliedLabel)[];
  readonly branch?: string;
  readonly author?: string;
}

export interface SeenOptions {
  readonly stage?: Stage;
  readonly now?: string;
}

export function documentSeen(document: TextFile, options: SeenOptions): Observations {
  return {
    ...nothingSeen(options),
    focus: { kind: 'document', path: document.path },
    files: contents([document]),
  };
}

/** A file the policy names that is not given does not exist. */
export function treeSeen(policy: Policy, files: readonly TextFile[], options: SeenOptions): Observations {
  return {
    ...nothingSeen(options),
    focus: { kind: 'tree' },
    files: { ...absentUnlessGiven(policy), ...contents(files) },
    listing: observed(files.map(({ path }) => path)),
    settled: observed({ from: 'start' }),
  };
}

export function changeSeen(input: ChangeInput, options: SeenOptions): Observations {
  const stage = options.stage ?? 'local';
  const entries = input.changes.map((change): ChangeEntry => {
    const { path, status } =
      typeof change === 'string' ? { path: change, status: 'modified' as const } : change;
    return {
      path,
      status,
      oldMode: status === 'added' ? '000000' : '100644',
      newMode: status === 'deleted' ? '000000' : '100644',
    };
  });
  return {
    ...nothingSeen(options),
    focus: { kind: 'change' },
    files: contents(input.files ?? []),
    change: observed({
      base: null,
      head: 'worktree',
      branch: knownOr(input.branch, 'no branch was given'),
      entries,
    }),
    labels: input.labels
      ? observed(input.labels.map((label) => appliedLabel(label, stage)))
      : unobserved('no labels were given'),
    actor: knownOr(input.author, 'no author was given'),
  };
}

/** A label that somebody merely names is an approval on one's own machine and nowhere else. */
export function appliedLabel(label: string | AppliedLabel, stage: Stage): AppliedLabel {
  if (typeof label !== 'string') return label;
  const authority: AppliedLabel['authority'] =
    stage === 'local'
      ? observed('trusted')
      : unobserved('who applied the label is not known without the forge');
  return { name: label, authority };
}

function nothingSeen({ now }: SeenOptions): Omit<Observations, 'focus' | 'files'> {
  return {
    listing: unobserved('no files were listed'),
    change: unobserved('no change was given'),
    labels: unobserved('no labels were given'),
    actor: unobserved('no author was given'),
    settled: unobserved('no history was given'),
    recordedCommit: unobserved('git was not asked'),
    now: now === undefined ? unobserved('no time was given') : observed(now),
  };
}

function contents(files: readonly TextFile[]): Observations['files'] {
  return Object.fromEntries(files.map(({ path, text }) => [path, observed(textContent(text))]));
}

function absentUnlessGiven({ dependencies, record }: Policy): Observations['files'] {
  const paths = [...dependencies.flatMap(({ source, lock }) => [source, lock]), record.path];
  return Object.fromEntries(paths.map((path) => [path, observed({ kind: 'absent' as const })]));
}

function knownOr(value: string | undefined, reason: string): Known<string> {
  return value === undefined ? unobserved(reason) : observed(value);
}
