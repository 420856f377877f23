import { createDowngrades } from '@lockkeeper/host-node/write';
import { systemTimer } from '@lockkeeper/host-node/read';
import { JournalError, runRelease, type MachineEnd } from '@lockkeeper/operations';
import {
  isGenuine,
  recordOfRun,
  runsInLog,
  type LoggedRun,
  type RunState,
} from '@lockkeeper/policy-core/deployment/run';

import { CliError } from '../../errors/cli-error.ts';
import type { HeldPlace } from './hold-place.ts';
import { approvalsOf } from './judged-release.ts';
import { openDriver, scheduledProbes } from './open-driver.ts';
import { signersOf, type OpenReleases, type ServiceAt } from './open-place.ts';
import { stepText } from './release-text.ts';
import { withTrustedFiles, type ProgramPlace } from './trusted-files.ts';

/** The run as the log has it now. Stops where the log has none of that name, or another plan than it says. */
export function runNamed({ entries }: Pick<OpenReleases, 'entries'>, id: string): LoggedRun {
  const run = runsInLog(entries).find((one) => one.id === id);
  if (run === undefined)
    throw new CliError('usage', `The log has no run ${id}. \`lockkeeper status\` lists those that are open.`);
  if (isGenuine(run)) return run;
  throw new CliError('not-judged', `The plan of ${id} is not the one that its digest was made of (R21).`);
}

/** Carries a run on from where the log has it, as far as it goes, and tells each step. */
export async function carryOn(id: string, carried: Carried): Promise<MachineEnd<RunState>> {
  return await withTrustedFiles(
    carried.opened,
    async (folder) => await carryOnWith({ folder, signal: carried.held.signal }, id, carried),
  );
}

interface Carried {
  readonly opened: OpenReleases;
  readonly at: ServiceAt;
  readonly held: HeldPlace;
  readonly python: string | undefined;
}

async function carryOnWith(
  programs: ProgramPlace,
  id: string,
  { opened, at, held, python }: Carried,
): Promise<MachineEnd<RunState>> {
  const { repository, trail, branches, world } = opened;
  const driver = openDriver(opened, at, programs);
  const run = runNamed(opened, id);
  const approvals = await approvalsOf(run, { opened, at, signers: await signersOf(opened) });
  const tools = {
    trail,
    record: at.record,
    driver,
    probes: scheduledProbes(opened, at, programs),
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
    saying: (of: LoggedRun, due: Parameters<typeof recordOfRun>[1]) =>
      recordOfRun(of, due, { driver: driver.kind, approvals }),
    tell: (due: { readonly way: 'there' | 'back'; readonly step: Parameters<typeof stepText>[0] }) =>
      world.stderr.write(`${due.way === 'back' ? 'back: ' : ''}${stepText(due.step)}\n`),
  };
  try {
    return await runRelease(run, { token: held.token, mayNotGoOn: () => stopReason(held) }, tools);
  } catch (error) {
    if (error instanceof JournalError) throw new CliError('technical', error.message);
    throw error;
  }
}

function stopReason({ lost, signal }: HeldPlace): string | undefined {
  return lost() ?? (signal.aborted ? 'somebody wanted it to stop' : undefined);
}
