import { parseBaseline } from './baseline.ts';
import { textContent } from './file-content.ts';
import { observed, unobserved, type Known } from './known.ts';
import type { AppliedLabel, ChangeEntry, Observations } from './observations.ts';
import type { Parsers } from './parsers/parsers.ts';
import type { InvalidPolicy, Policy } from './policy/policy.ts';
import type { PolicyOrigin, Report } from './report.ts';
import { runChecks } from './run-checks.ts';
import type { Stage } from './stage.ts';

/** Judges documents, trees and changes by one policy. Every method is synchronous and pure. */
export interface Checker {
  /** One open document. What needs history or another file stays undetermined. */
  checkDocument(document: TextFile, options?: CheckOptions): Report;
  /** A whole tree: every file the policy names must be among `files`, a file that is not counts as absent. */
  checkFiles(files: readonly TextFile[], options?: CheckOptions): Report;
  /** A diff with its author, branch and labels. */
  checkChange(change: ChangeInput, options?: CheckOptions): Report;
  /** What a host has observed, for instance a replayed snapshot. */
  check(observations: Observations, options?: CheckOptions): Report;
}

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

export interface CheckOptions {
  /** Default `local`. */
  readonly stage?: Stage;
  /** UTC, such as `2026-11-21T08:00:00Z`. Without it waivers do not hold and times stay undetermined. */
  readonly now?: string;
  /** Text of the baseline file. */
  readonly baseline?: string;
  readonly policyOrigin?: PolicyOrigin;
  readonly bootstrap?: boolean;
  readonly notices?: readonly string[];
}

/** `parsers`: `undefined` leaves migrations undetermined. Throws when the policy is not valid. */
export function checkerFor(policy: Policy | InvalidPolicy, parsers: Parsers | undefined): Checker {
  if (policy.kind === 'invalid') throw new TypeError(refusal(policy));
  const check = (observations: Observations, options: CheckOptions = {}): Report =>
    runChecks({
      policy,
      policyOrigin: options.policyOrigin ?? 'worktree',
      bootstrap: options.bootstrap ?? false,
      observations,
      stage: options.stage ?? 'local',
      parsers,
      baseline: options.baseline === undefined ? undefined : parseBaseline(options.baseline),
      notices: options.notices ?? [],
    });
  return {
    check,
    checkDocument: (document, options = {}) =>
      check({ ...nothingSeen(options), focus: { kind: 'document', path: document.path }, files: contents([document]) }, options),
    checkFiles: (files, options = {}) =>
      check(
        {
          ...nothingSeen(options),
          focus: { kind: 'tree' },
          files: { ...absentUnlessGiven(policy), ...contents(files) },
          listing: observed(files.map(({ path }) => path)),
          settled: observed(undefined),
        },
        options,
      ),
    checkChange: (change, options = {}) => check({ ...nothingSeen(options), ...changeSeen(change, options.stage ?? 'local') }, options),
  };
}

function refusal({ path, problems }: InvalidPolicy): string {
  const lines = problems.map(({ message, at }) => `  ${path}:${at.start.line + 1}:${at.start.character + 1} ${message}`);
  return [`${path} is not a valid policy.`, ...lines].join('\n');
}

function nothingSeen({ now }: CheckOptions): Omit<Observations, 'focus' | 'files'> {
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

function changeSeen(input: ChangeInput, stage: Stage): Pick<Observations, 'focus' | 'files' | 'change' | 'labels' | 'actor'> {
  const entries = input.changes.map((change): ChangeEntry => {
    const { path, status } = typeof change === 'string' ? { path: change, status: 'modified' as const } : change;
    return { path, status, oldMode: status === 'added' ? '000000' : '100644', newMode: status === 'deleted' ? '000000' : '100644' };
  });
  return {
    focus: { kind: 'change' },
    files: contents(input.files ?? []),
    change: observed({ base: undefined, head: 'worktree', branch: knownOr(input.branch, 'no branch was given'), entries }),
    labels: input.labels ? observed(input.labels.map((label) => appliedLabel(label, stage))) : unobserved('no labels were given'),
    actor: knownOr(input.author, 'no author was given'),
  };
}

/** A label that somebody merely names is an approval on one's own machine and nowhere else. */
export function appliedLabel(label: string | AppliedLabel, stage: Stage): AppliedLabel {
  if (typeof label !== 'string') return label;
  const authority: AppliedLabel['authority'] =
    stage === 'local' ? observed('trusted') : unobserved('who applied the label is not known without the forge');
  return { name: label, authority };
}

function knownOr(value: string | undefined, reason: string): Known<string> {
  return value === undefined ? unobserved(reason) : observed(value);
}
