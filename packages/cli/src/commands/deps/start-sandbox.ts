import { tryUpgrade, type MachineEnd, type SandboxEffect } from '@lockkeeper/operations';
import { displayText } from '@lockkeeper/policy-core';
import {
  planText,
  pullRequestText,
  pullRequestTitle,
  upgradeExitCode,
  type SandboxState,
  type UpgradeState,
} from '@lockkeeper/policy-core/dependencies';

import { CliError } from '../../errors/cli-error.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { interruptible } from '../../io/interruption.ts';
import { writeOutputFile } from '../../io/output-file.ts';
import type { World } from '../../world.ts';
import { carriedOut } from './carried-out-upgrade.ts';
import { askConsent, DO_ALL_OF_IT } from './consent.ts';
import type { PreparedSandbox } from './prepared-sandbox.ts';
import { createTrial } from './trial.ts';

/** Makes the upgrade, and brings its commit as far as to the people who merge it. */
export async function startSandbox(sandbox: PreparedSandbox, world: World): Promise<ExitCode> {
  const { plan, ahead, opened, options } = sandbox;
  const yes = options.yes === true;
  const agreed = await interruptible(
    async (signal) => await askConsent(planText(plan, ahead), DO_ALL_OF_IT, { yes, world, signal }),
  );
  if (agreed !== true) throw new CliError('usage', agreed.problem);
  const consent = async () => await Promise.resolve(true as const);
  const state = await carriedOut(plan, { repository: opened.repository, consent }, world);
  if (state.end?.kind !== 'committed') return upgradeExitCode(state);
  return await proposed({ state, commit: state.end.commit }, sandbox, world);
}

interface Upgraded {
  readonly state: UpgradeState;
  readonly commit: string;
}

async function proposed(upgraded: Upgraded, sandbox: PreparedSandbox, world: World): Promise<ExitCode> {
  const { commit } = upgraded;
  const { plan, opened, main, pullRequests } = sandbox;
  if (plan.made === undefined)
    world.stderr.write(`Committed ${commit.slice(0, 12)} on ${displayText(plan.branch)}.\n`);
  const end = await interruptible(
    async (signal) =>
      await tryUpgrade(
        { branch: plan.branch, commit, main, title: pullRequestTitle(plan) },
        {
          branches: opened.branches,
          trial: createTrial(sandbox),
          pullRequests,
          text: (since) => textOf(upgraded, since, sandbox),
          mayNotGoOn: () => (signal.aborted ? 'somebody wanted it to stop' : undefined),
          begin: (effect) => world.stderr.write(progressText(effect, sandbox)),
        },
      ),
  );
  return await told(end, { upgraded, sandbox }, world);
}

function textOf({ state, commit }: Upgraded, since: string, sandbox: PreparedSandbox): string {
  const { plan, pair, opened, at, pullRequests } = sandbox;
  const { environment, service } = at;
  return pullRequestText({
    plan,
    changes: state.changes,
    remarks: state.remarks,
    label: pair.label,
    record: opened.policy.record.path,
    docs: pair.docs,
    tried: {
      environment: environment.name,
      service: service.name,
      commit,
      since,
      probes: environment.probes.map(({ id }) => id),
    },
    isToOpen: pullRequests === undefined,
  });
}

function progressText(effect: SandboxEffect, { plan, at, main, options }: PreparedSandbox): string {
  const words = {
    push: `Pushing ${plan.branch} to ${options.remote}`,
    try: `Trying it in ${at.environment.name}`,
    propose: `Proposing it for ${main}`,
  };
  return `${displayText(words[effect])}…\n`;
}

interface Told {
  readonly upgraded: Upgraded;
  readonly sandbox: PreparedSandbox;
}

async function told(
  end: MachineEnd<SandboxState>,
  { upgraded, sandbox }: Told,
  world: World,
): Promise<ExitCode> {
  const { state } = end;
  if (end.kind === 'rests' && 'since' in state) {
    await showProposal(state, textOf(upgraded, state.since, sandbox), { sandbox, world });
    return EXIT.ok;
  }
  const branch = displayText(sandbox.plan.branch);
  const why = state.kind === 'stopped' ? state.why : `It stopped${'why' in end ? `: ${end.why}` : ''}.`;
  world.stderr.write(
    `${displayText(why)} Nothing was proposed.\nOnce that is settled, go on with \`lockkeeper deps sandbox --start --branch ${branch}\`.\n`,
  );
  return exitOf(end);
}

function exitOf({ kind, state }: MachineEnd<SandboxState>): ExitCode {
  if (kind === 'unknown') return EXIT.needsPerson;
  const exitCode = state.kind === 'stopped' ? state.exitCode : EXIT.technical;
  return Object.values(EXIT).find((code) => code === exitCode) ?? EXIT.technical;
}

/** The output is what programs take on: the page of the pull request, or its text where somebody else opens it. */
async function showProposal(
  state: Extract<SandboxState, { readonly since: string }>,
  text: string,
  { sandbox, world }: { readonly sandbox: PreparedSandbox; readonly world: World },
): Promise<void> {
  const { stdout, stderr, cwd } = world;
  const { output } = sandbox.options;
  if (output !== undefined) await writeOutputFile({ file: output, cwd, text });
  if (state.kind === 'proposed') {
    const { number, url, isOld } = state.pullRequest;
    const is = isOld ? 'was there already' : 'is open';
    stderr.write(`The pull request #${number} ${is}. A person approves and merges it.\n`);
    stdout.write(`${url}\n`);
  } else if (output === undefined) stdout.write(text);
}
