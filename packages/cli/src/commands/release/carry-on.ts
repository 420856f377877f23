import { createDowngrades } from '@lockkeeper/host-node/write';
import { systemTimer } from '@lockkeeper/host-node/read';
import { JournalError, runRelease, type MachineEnd } from '@lockkeeper/operations';
import { displayText } from '@lockkeeper/policy-core';
import {
  recordOfRun,
  type DueStep,
  type LoggedRun,
  type RunState,
} from '@lockkeeper/policy-core/deployment/run';

import { CliError } from '../../errors/cli-error.ts';
import { runAnswer } from './answer/run-answer.ts';
import type { Answer } from './answering.ts';
import { exitOfRun } from './exit-of-run.ts';
import type { HeldPlace } from './hold-place.ts';
import { approvalsOf } from './judged-release.ts';
import { makersOf } from './makers-of.ts';
import { openDriver, scheduledProbes } from './open-driver.ts';
import { signersOf } from './open-place.ts';
import { proofOf } from './proof-of.ts';
import { runText, stepText, type ToldRun } from './release-text.ts';
import { withTrustedFiles, type ProgramPlace } from './trusted-files.ts';
import type { Act, HeldAct } from './under-lock.ts';

/** Carries a run on from where the log has it, as far as it goes, and says how it ended. */
export async function carryOn(run: ToldRun, act: HeldAct<Act>): Promise<Answer> {
  const end = await carriedOut(run, act);
  const now = { ...run, state: end.state, open: undefined };
  if (end.kind === 'rests')
    return {
      exitCode: exitOfRun(end),
      document: runAnswer({ verdict: 'ended', run: now, proof: await proofOf(run.id, act.opened) }),
      lines: [runText(now)],
    };
  return {
    exitCode: exitOfRun(end),
    document: runAnswer({ verdict: VERDICTS[end.kind], run: now, why: end.why }),
    lines: [runText(now), displayText(`It stopped: ${end.why}. Go on with \`lockkeeper resume ${run.id}\`.`)],
  };
}

const VERDICTS = { stopped: 'stopped', unknown: 'in-doubt' } as const;

async function carriedOut(run: ToldRun, act: HeldAct<Act>): Promise<MachineEnd<RunState>> {
  return await withTrustedFiles(act.opened, async (folder) => await carriedOutBy(run, { ...act, folder }));
}

async function carriedOutBy(
  run: ToldRun,
  { opened, at, options: { python }, held, folder }: HeldAct<Act> & Pick<ProgramPlace, 'folder'>,
): Promise<MachineEnd<RunState>> {
  const { repository, trail, branches, world } = opened;
  const programs = { folder, signal: held.signal };
  const driver = openDriver(opened, at, programs);
  const signers = await signersOf(opened);
  const tools = {
    trail,
    record: at.record,
    driver,
    approvals:
      at.environment.approval?.by === 'github-environment'
        ? {
            policy: at.environment.approval,
            makers: async (of: LoggedRun) => await makersOf(of.plan, { opened, at, signers }),
          }
        : undefined,
    probes: scheduledProbes(opened, at, { folder, signal: held.wanted }),
    branches,
    downgrades: createDowngrades({
      repository: repository.root,
      env: { ...world.env },
      python,
      signal: held.signal,
      variable: opened.policy.databases.production,
      others: [opened.policy.databases.development],
    }),
    timer: systemTimer(),
    signal: held.signal,
    wanted: held.wanted,
    saying: async (of: LoggedRun, due: DueStep) => {
      const approvals = await approvalsOf(of, { opened, at, signers, driver });
      return recordOfRun(of, due, { driver: driver.kind, approvals });
    },
    tell: ({ way, step }: Pick<DueStep, 'way' | 'step'>) =>
      world.stderr.write(`${way === 'back' ? 'back: ' : ''}${stepText(step)}\n`),
  };
  try {
    return await runRelease(run, { token: held.token, mayNotGoOn: () => stopReason(held) }, tools);
  } catch (error) {
    if (error instanceof JournalError) throw new CliError('technical', error.message);
    throw error;
  }
}

function stopReason({ lost, wanted }: HeldPlace): string | undefined {
  return lost() ?? (wanted.aborted ? 'somebody wanted it to stop' : undefined);
}
