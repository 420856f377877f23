import { displayText } from '@lockkeeper/policy-core';
import { keyOfSignature, signerOf } from '@lockkeeper/host-node/read';
import { createSshSigner } from '@lockkeeper/host-node/write';
import { approverFault, type ApprovalSight, type LoggedRun } from '@lockkeeper/policy-core/deployment/run';

import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { CliError } from '../../errors/cli-error.ts';
import type { World } from '../../world.ts';
import { runAnswer } from './answer/run-answer.ts';
import { answering, tell, type Answer } from './answering.ts';
import { hasMoved, MOVED } from './asked-release.ts';
import { changesOf } from './changes-of.ts';
import { mustBeConfirmed } from './confirmation.ts';
import { mustBeOurs } from './genuine-run.ts';
import { makersOf } from './makers-of.ts';
import { serviceAt, signersOf, type OpenReleases, type ServiceAt } from './open-place.ts';
import type { ApproveOptions } from './options.ts';
import { runByNow } from './overdue-runs.ts';
import { againstLines, planLines, runText } from './release-text.ts';
import { runNamed } from './run-named.ts';
import { writeNote } from './write-note.ts';

/** `lockkeeper approve RUN` */
export function runApprove(id: string, options: ApproveOptions, world: World): Promise<ExitCode> {
  return answering(options, world, async (opened) => {
    const named = runNamed(id, opened);
    const at = serviceAt(opened.policy, named.plan);
    const { environment } = at;
    const run = await runByNow(named, opened, at);
    if (run.state.kind !== 'begun') throw new CliError('usage', `${runText(run)} It waits for no approval.`);
    const { approval } = environment;
    if (approval?.by !== 'ssh-signature')
      throw new CliError(
        'usage',
        approval === undefined
          ? `The policy asks for no approval in ${environment.name}.`
          : `The policy asks for the approval of GitHub in ${environment.name}: approve the run of the workflow there.`,
      );
    mustBeOurs(run, opened);
    tell(planLines(run.plan), opened);
    if (options.plan === true) return await shown(run, opened);
    if (hasMoved(run, options)) return notTheOne(run, opened);
    await mustBeConfirmed(options, run.plan.environment, { world, signal: new AbortController().signal });
    const own = await ownName(opened, run);
    const { name: by } = own;
    await mustMayApprove(own, approval, { opened, at, run });
    const now = Date.parse(opened.repository.observers.clock.now());
    await writeNote(opened, {
      event: 'run.approved',
      env: run.plan.environment,
      promotion_id: id,
      data: {
        commit: run.plan.commit,
        plan: run.digest,
        policy: run.plan.policy,
        method: 'ssh-signature',
        by,
        expires_at: new Date(now + approval.expiresMs).toISOString(),
        evidence: null,
      },
    });
    return {
      exitCode: EXIT.ok,
      document: runAnswer({ verdict: 'approved', run }),
      lines: [displayText(`${by} approves ${id}. Go on with \`lockkeeper resume ${id}\`.`)],
    };
  });
}

async function shown(run: LoggedRun, opened: OpenReleases): Promise<Answer> {
  const changes = await changesOf(run.plan, opened);
  return {
    exitCode: EXIT.ok,
    document: runAnswer({ verdict: 'waits', run, changes }),
    lines: [runText(run)],
  };
}

/** Somebody has read another plan: they do not sign this one. */
function notTheOne(run: LoggedRun, opened: OpenReleases): Answer {
  const refusals = [MOVED];
  return {
    exitCode: EXIT.findings,
    document: runAnswer({ verdict: 'refused', run, refusals }),
    lines: againstLines(refusals, opened),
  };
}

/** Whoever may not is told at once: their approval would not count. */
async function mustMayApprove(
  { name, key }: Approver,
  approval: ApprovalSight['policy'],
  { opened, at, run }: { readonly opened: OpenReleases; readonly at: ServiceAt; readonly run: LoggedRun },
): Promise<void> {
  const made = await makersOf(run.plan, { opened, at, signers: await signersOf(opened) });
  if (!made.known)
    throw new CliError('not-judged', `Who made the commit is not known (R09): ${made.reason}.`);
  const fault = approverFault({ name, key }, approval, made.value);
  if (fault !== undefined)
    throw new CliError('usage', `You cannot approve this (R09): ${fault}. Somebody else has to.`);
}

/** Somebody by their key, as the policy names them. */
interface Approver {
  readonly name: string;
  readonly key: string | undefined;
}

/** Whose key signs here, as the policy names it: the entry is signed by it as well. */
async function ownName(opened: OpenReleases, { digest }: LoggedRun): Promise<Approver> {
  const { policy, world } = opened;
  const signers = await signersOf(opened);
  if (signers === undefined)
    throw new CliError('not-judged', 'The file of the signers cannot be read (deployment.records.signers).');
  const sig = await createSshSigner({ ...world.env })
    .sign(digest)
    .catch((error: unknown) => {
      throw new CliError('technical', error instanceof Error ? error.message : String(error));
    });
  const signer = await signerOf(signers, { text: digest, sig });
  if (signer.known && signer.value !== undefined) return { name: signer.value, key: keyOfSignature(sig) };
  throw new CliError(
    'usage',
    `Your key is that of none of the signers in ${policy.recordsSigners ?? ''}: you cannot approve this (R09).`,
  );
}
