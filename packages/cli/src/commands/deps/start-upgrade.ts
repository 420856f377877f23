import type { DependencyPair, Policy } from '@lockkeeper/policy-core';
import {
  nextCommands,
  planText,
  pullRequestText,
  upgradeExitCode,
  type UpgradePlan,
  type UpgradeState,
} from '@lockkeeper/policy-core/dependencies';

import type { ExitCode } from '../../exit-codes.ts';
import { writeOutputFile } from '../../io/output-file.ts';
import type { Repository } from '../../repository/repository.ts';
import type { World } from '../../world.ts';
import { carriedOut } from './carried-out-upgrade.ts';
import { askConsent, RUN_COMMANDS } from './consent.ts';
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
  const yes = options.yes === true;
  const consent = async (asked: UpgradePlan, signal: AbortSignal) =>
    await askConsent(planText(asked), RUN_COMMANDS, { yes, world, signal });
  const state = await carriedOut(plan, { repository, consent }, world);
  if (state.end?.kind === 'committed') await showResult(upgrade, { state, commit: state.end.commit }, world);
  return upgradeExitCode(state);
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
    isToOpen: true,
  });
  const { output } = options;
  const next = nextCommands(plan, output).map((command) => `  ${command}`);
  const written = output === undefined ? [] : [`Wrote the text of the pull request to ${output}.`];
  const committed = `Committed ${commit.slice(0, 12)} on ${plan.branch}.`;
  stderr.write(`${[committed, ...written, 'Nothing was pushed. Next:', ...next].join('\n')}\n`);
  if (output === undefined) stdout.write(text);
  else await writeOutputFile({ file: output, cwd, text });
}
