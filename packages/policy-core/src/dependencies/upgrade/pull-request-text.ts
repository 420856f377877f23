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
}

/** The text of the pull request, in Markdown; how to open it stands in a comment that no page shows. */
export function pullRequestText(input: PullRequestInput): string {
  const { plan, changes } = input;
  const blocks = [
    [`## Dependency upgrade of ${markdownText(plan.pair.id)}`],
    table(changes),
    ['### Tests', '', testLine(plan)],
    ['### Policy', '', ...policyLines(input)],
    ['### Rollback', '', ...rollbackLines(input)],
    [
      '<!-- To open this pull request:',
      ...nextCommands(plan).map((command) => `  ${inComment(command)}`),
      '-->',
    ],
  ];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/** What the user does next: nothing here is pushed by itself. @param bodyFile where the text was written */
export function nextCommands(plan: UpgradePlan, bodyFile = 'FILE'): readonly string[] {
  const { branch, from, pair } = plan;
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
      `Upgrade dependencies of ${pair.id}`,
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
