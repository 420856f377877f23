import { createBranches, createCommandRunner } from '@lockkeeper/host-node/write';
import { upgradeDependencies } from '@lockkeeper/operations';
import type { DependencyPair, Policy } from '@lockkeeper/policy-core';
import {
  commandText,
  nextCommands,
  pullRequestText,
  upgradeExitCode,
  type UpgradeEffect,
  type UpgradeFinding,
  type UpgradePlan,
  type UpgradeState,
} from '@lockkeeper/policy-core/dependencies';

import type { ExitCode } from '../../exit-codes.ts';
import { listenForInterruption } from '../../io/interruption.ts';
import { writeOutputFile } from '../../io/output-file.ts';
import { parsersFor } from '../../loading/parsers.ts';
import type { Repository } from '../../repository/repository.ts';
import { writerFor } from '../../repository/repository-writer.ts';
import type { World } from '../../world.ts';
import { askConsent } from './consent.ts';
import type { DepsUpgradeOptions } from './options.ts';

interface Upgrade {
  readonly plan: UpgradePlan;
  readonly pair: DependencyPair;
  readonly policy: Policy;
  readonly options: DepsUpgradeOptions;
}

export async function startUpgrade(
  upgrade: Upgrade,
  repository: Repository,
  world: World,
): Promise<ExitCode> {
  const { plan, options } = upgrade;
  const { root, observers } = repository;
  const interruption = listenForInterruption();
  const { signal } = interruption;
  try {
    const state = await upgradeDependencies(plan, {
      observers,
      branches: createBranches(root, { env: world.env }),
      commands: createCommandRunner(root, { env: world.env, signal }),
      files: writerFor(repository),
      loadParsers: parsersFor(world.installation),
      consent: (asked) => askConsent(asked, { yes: options.yes === true, world, signal }),
      isInterrupted: () => signal.aborted,
      tell: (finding) => world.stderr.write(findingText(finding)),
      begin: (effect) => world.stderr.write(progressText(effect)),
    });
    if (state.end?.kind === 'committed')
      await showResult(upgrade, { state, commit: state.end.commit }, world);
    return upgradeExitCode(state);
  } finally {
    interruption.stop();
  }
}

function findingText({ message, lines }: UpgradeFinding): string {
  return `${[message, ...lines.map((line) => `  ${line}`)].join('\n')}\n`;
}

/** Only what takes a while. */
function progressText(effect: UpgradeEffect): string {
  if (effect.kind !== 'lock' && effect.kind !== 'test') return '';
  return `Running \`${commandText(effect.command.words)}\`…\n`;
}

interface Result {
  readonly state: UpgradeState;
  readonly commit: string;
}

/** The text is what a program takes on; what to do next is for the person beside it. */
async function showResult(
  { plan, pair, policy, options }: Upgrade,
  { state, commit }: Result,
  { stdout, stderr, cwd }: World,
): Promise<void> {
  const { changes, remarks } = state;
  const text = pullRequestText({
    plan,
    changes,
    remarks,
    label: pair.label,
    record: policy.record.path,
    docs: pair.docs,
  });
  const { output } = options;
  const next = nextCommands(plan, output).map((command) => `  ${command}`);
  const written = output === undefined ? [] : [`Wrote the text of the pull request to ${output}.`];
  const committed = `Committed ${commit.slice(0, 12)} on ${plan.branch}.`;
  stderr.write(`${[committed, ...written, 'Nothing was pushed. Next:', ...next].join('\n')}\n`);
  if (output === undefined) stdout.write(text);
  else await writeOutputFile({ file: output, cwd, text });
}
