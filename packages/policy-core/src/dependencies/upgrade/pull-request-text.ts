import { markdownCode, markdownText } from '../../model/markdown-text.ts';
import { commandText } from './command-text.ts';
import type { PackageChange } from './package-changes.ts';
import type { UpgradePlan } from './upgrade-plan.ts';

export interface PullRequestInput {
  readonly plan: UpgradePlan;
  readonly changes: readonly PackageChange[];
  /** What the rules about dependencies said beside errors. */
  readonly remarks: readonly string[];
  /** What the policy asks for; `undefined`: nothing. */
  readonly label: string | undefined;
  /** Where the policy keeps the record of deploys. */
  readonly record: string;
  readonly docs: string | undefined;
  /** Where its commit was tried; left out: nowhere. */
  readonly tried?: TriedUpgrade;
  /** Whether somebody has to open it; it says how. */
  readonly isToOpen: boolean;
}

export interface TriedUpgrade {
  readonly environment: string;
  readonly service: string;
  readonly commit: string;
  /** Since when it is ready there, by the audit log. */
  readonly since: string;
  /** Ids of what was asked until it was well. */
  readonly probes: readonly string[];
}

export function pullRequestTitle({ pair }: UpgradePlan): string {
  return `Upgrade dependencies of ${pair.id}`;
}

/** The text of the pull request, in Markdown; how to open it stands in a comment that no page shows. */
export function pullRequestText(input: PullRequestInput): string {
  const { plan, changes, tried, isToOpen } = input;
  // What was tried was pushed before.
  const commands = nextCommands(plan).slice(tried === undefined ? 0 : 1);
  const blocks = [
    [`## Dependency upgrade of ${markdownText(plan.pair.id)}`],
    table(changes),
    ['### Tests', '', testLine(plan)],
    ...(tried === undefined
      ? []
      : [[`### Tried in ${markdownText(tried.environment)}`, '', triedLine(tried)]]),
    ['### Policy', '', ...policyLines(input)],
    ['### Rollback', '', ...rollbackLines(input)],
    ...(isToOpen
      ? [['<!-- To open this pull request:', ...commands.map((command) => `  ${inComment(command)}`), '-->']]
      : []),
  ];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/** What the user does next: nothing here is pushed by itself. @param bodyFile where the text was written */
export function nextCommands(plan: UpgradePlan, bodyFile = 'FILE'): readonly string[] {
  const { branch, from } = plan;
  return [
    ['git', 'push', '-u', 'origin', branch],
    [
      'gh',
      'pr',
      'create',
      '--base',
      from.branch,
      '--head',
      branch,
      '--title',
      pullRequestTitle(plan),
      '--body-file',
      bodyFile,
    ],
  ].map(commandText);
}

/** A name must not end the comment. */
function inComment(command: string): string {
  return command.replaceAll('-->', '-- >');
}

function table(changes: readonly PackageChange[]): readonly string[] {
  return [
    '| Package | Old | New | Kind |',
    '| --- | --- | --- | --- |',
    ...changes.map(({ name, old, fresh, kind, isDowngrade }) => {
      const versions = [old, fresh].map((version) => (version === undefined ? '–' : markdownText(version)));
      return `| ${[markdownText(name), ...versions, isDowngrade ? `${kind}, downgrade` : kind].join(' | ')} |`;
    }),
  ];
}

function testLine({ test }: UpgradePlan): string {
  if (test === undefined) return 'Not run: the upgrade was started with `--no-test`.';
  return `Passed: ${markdownCode(commandText(test.words))}`;
}

function triedLine({ environment, service, commit, since, probes }: TriedUpgrade): string {
  const asked =
    probes.length === 0 ? 'No probe is named there.' : `Asked: ${probes.map(markdownCode).join(', ')}.`;
  return `${markdownCode(commit)} was deployed to ${markdownCode(environment)} (${markdownCode(service)}), got well there, and is ready since ${since}. ${asked}`;
}

function policyLines({ label, remarks, docs }: PullRequestInput): readonly string[] {
  const asked =
    label === undefined
      ? 'The policy asks for no label here.'
      : `This change needs the label ${markdownCode(label)}, given by somebody else than its author after they have looked at it.`;
  return [
    `No rule about dependencies finds an error. ${asked}`,
    ...(docs === undefined ? [] : ['', `See ${markdownCode(docs)}.`]),
    ...(remarks.length === 0 ? [] : ['', ...remarks.map((remark) => `- ${markdownText(remark)}`)]),
  ];
}

function rollbackLines({ plan, record }: PullRequestInput): readonly string[] {
  const { pair, from } = plan;
  return [
    `- Before the deploy: revert the commit. After it: deploy the \`last_good_sha\` of ${markdownCode(record)} again, with the ${markdownCode(pair.lock)} of that commit.`,
    `- Both files before the upgrade: ${markdownCode(`git show ${from.commit}:${pair.lock}`)} and ${markdownCode(`git show ${from.commit}:${pair.source}`)}.`,
  ];
}
