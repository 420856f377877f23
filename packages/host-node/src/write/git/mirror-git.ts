import type { RemoteAnswer, UpdateRefusal } from '@lockkeeper/operations/ports';

import { FORCED, gitEnvironment, gitProblem, NOTHING_RUNS } from '../../read/git/git-command.ts';
import { runCommand, type CommandOutcome } from '../../system/run-command.ts';
import { remoteFault } from './remote-fault.ts';

export interface MirrorPlace {
  /** Absolute path of the bare repository; it is made where there is none. */
  readonly mirror: string;
  /** Address of the remote. */
  readonly remote: string;
  /** Whether the address holds a password: it is refused, as other users of the host could read it in the list of processes. */
  readonly hasPassword: boolean;
  /** The only one that is fetched. */
  readonly branch: string;
  /** For each question. */
  readonly timeoutSeconds: number;
  /** What all that was ever fetched may take on disk. */
  readonly maxMegabytes: number;
}

/** More refs than any repository has. */
const MOST_OF_REFS = 64 * 1024 * 1024;

/** Every pack is kept as it came, so that its size is seen; objects that no git writes are refused; nobody is asked for a password. */
const SETTINGS = ['fetch.fsckObjects=true', 'transfer.bundleURI=false', 'gc.auto=0', 'core.askPass='].flatMap(
  (setting) => ['-c', setting],
);

/** Lets the git of a mirror talk to its remote. */
export async function askRemote(
  { mirror, timeoutSeconds }: MirrorPlace,
  args: readonly string[],
  signal?: AbortSignal,
): Promise<CommandOutcome> {
  return await runCommand({
    program: 'git',
    args: ['--no-pager', `--git-dir=${mirror}`, ...NOTHING_RUNS, ...FORCED, ...SETTINGS, ...args],
    env: {
      ...gitEnvironment(process.env),
      GIT_ALLOW_PROTOCOL: 'file:git:http:https:ssh',
      SSH_ASKPASS: '',
      SSH_ASKPASS_REQUIRE: 'never',
      GCM_INTERACTIVE: 'never',
    },
    timeoutMs: timeoutSeconds * 1000,
    maxOutputBytes: MOST_OF_REFS,
    // It has no terminal then, on which ssh could ask.
    ownGroup: true,
    ...(signal !== undefined && { signal }),
  });
}

/** Why a remote did not answer as it was asked. */
export function faultOf({ timeoutSeconds, remote }: MirrorPlace, outcome: CommandOutcome): UpdateRefusal {
  if (outcome.kind === 'stopped' && outcome.problem.startsWith('it did not answer'))
    return { id: 'remote-hung', data: { seconds: timeoutSeconds } };
  const stderr = outcome.kind === 'exited' ? outcome.stderr : '';
  return remoteFault(stderr, gitProblem(outcome), remote);
}

/** What all that was fetched may take on disk. */
export function mostBytes({ maxMegabytes }: MirrorPlace): number {
  return maxMegabytes * 1024 * 1024;
}

/** Git keeps each ref that comes in a file of its own, which takes a block. */
export function bytesOfRefs(count: number): number {
  return count * 4096;
}

export function remoteTooLarge({ maxMegabytes: most }: MirrorPlace): RemoteAnswer<never> {
  return remoteRefused({ id: 'remote-too-large', data: { most } });
}

export function remoteRefused(refusal: UpdateRefusal): RemoteAnswer<never> {
  return { kind: 'refused', refusal };
}
