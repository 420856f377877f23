import type { Finding, Report } from '@lockkeeper/policy-core';

import type { Detected } from '../../first-policy/detected.ts';

interface Judged {
  /** Of the new policy. */
  readonly text: string;
  /** What approves a change of it. */
  readonly label: string;
  /** What the new policy finds; `undefined` where it cannot be told yet. */
  readonly now: Report | undefined;
  /** The same with all migrations that were there before. */
  readonly all: Report | undefined;
}

/** What a person reads who has just written a first policy: what it covers, what it does not, what to run next. */
export function introduction(found: Detected, { text, label, now, all }: Judged): readonly string[] {
  const older = olderFindings({ now, all });
  return [
    `Wrote lockkeeper.yaml (${text.trimEnd().split('\n').length} lines).`,
    '',
    'It covers:',
    ...covered(found, label),
    ...section('It does not cover:', [
      ...uncovered(found),
      ...(now?.notices ?? []).map((notice) => `  ${notice}`),
    ]),
    ...section(silent(older.length), [
      ...older.slice(0, EXAMPLES).map(({ at, message }) => `  ${at?.path ?? ''}: ${firstSentence(message)}`),
      ...(older.length === 0 ? [] : ['  All of them: lockkeeper check --all --tree']),
    ]),
    '',
    'Next:',
    ...nextSteps(now),
  ];
}

function silent(count: number): string {
  return count === 1
    ? '1 finding in an older migration stays silent:'
    : `${count} findings in older migrations stay silent, such as:`;
}

const EXAMPLES = 3;

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', title, ...lines];
}

/** One of each rule first: three alike say less than three different ones. */
function olderFindings({ now, all }: Pick<Judged, 'now' | 'all'>): readonly Finding[] {
  const shown = new Set(now?.findings.map(identity));
  const older = (all?.findings ?? []).filter((finding) => !shown.has(identity(finding)));
  const firsts = new Map(older.toReversed().map((finding) => [finding.rule, finding]));
  const different = new Set(firsts.values());
  return [...different, ...older.filter((finding) => !different.has(finding))];
}

function identity({ rule, at, message }: Finding): string {
  return JSON.stringify([rule, at?.path, at?.start.line, message]);
}

function firstSentence(message: string): string {
  return /^.*?[.!](?=\s|$)/s.exec(message)?.[0] ?? message;
}

function covered({ pairs, alembic, sql, record }: Detected, label: string): readonly string[] {
  return [
    ...pairs.map(
      ({ source, lock, sync }) =>
        `  ${source} and its lock ${lock}${sync === undefined ? '' : ` (${sync.mode}: ${sync.because}${sync.mode === 'compiled' ? '; only the lock has to pin versions' : ''})`}`,
    ),
    ...alembic.map((folder) => `  Alembic revisions in ${folder}`),
    ...sql.map((folder) => `  SQL migrations in ${folder}`),
    ...(record === undefined ? [] : [`  the deploy record ${record}`]),
    `  the policy itself, CI and agent settings: a pull request that changes them needs the label ${label}`,
  ];
}

function shownFolders(folders: readonly string[]): string {
  const first = folders.slice(0, MOST_FOLDERS).map((folder) => (folder === '' ? '.' : folder));
  const more = folders.length - first.length;
  return more > 0 ? `${first.join(', ')} and ${more} more` : first.join(', ');
}

const MOST_FOLDERS = 3;

function uncovered({ unlocked, otherSql, careful }: Detected): readonly string[] {
  return [
    ...unlocked.map((path) => `  ${path}: it has no lock beside it`),
    ...(otherSql.length === 0
      ? []
      : [`  SQL in ${shownFolders(otherSql)}: name what is a migration under \`migrations.sql\``]),
    ...(careful.length === 0
      ? []
      : [`  ${careful.join(', ')}: name under \`protected\` what needs an approval`]),
  ];
}

function nextSteps(now: Report | undefined): readonly string[] {
  const findings = now?.findings.length ?? 0;
  const canFix = now?.findings.some(({ fixes }) => fixes.some(({ safety }) => safety === 'safe')) ?? false;
  const steps: readonly (readonly [command: string, what: string])[] = [
    [
      'lockkeeper check',
      findings === 0
        ? 'finds nothing today'
        : `shows ${findings === 1 ? '1 finding' : `${findings} findings`}`,
    ],
    ...(canFix ? [['lockkeeper check --fix', 'fixes what is safe to fix'] as const] : []),
    ...(findings > 0
      ? [['lockkeeper baseline', 'accepts the rest, so that only new findings show'] as const]
      : []),
    ['lockkeeper generate hooks', 'stops agents and commits before they break a rule'],
    ['lockkeeper generate workflows', 'checks each pull request on GitHub'],
  ];
  const three = steps.slice(0, NEXT_STEPS);
  const width = Math.max(...three.map(([command]) => command.length));
  return three.map(([command, what]) => `  ${command.padEnd(width)}  ${what}`);
}

const NEXT_STEPS = 3;
