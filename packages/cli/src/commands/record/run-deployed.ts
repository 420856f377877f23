import { askIdentity } from '@lockkeeper/host-node/read';
import { observeDeployRecord, recordDeploy, type RecordedDeploy } from '@lockkeeper/operations';
import type { DeployRecords, Observers } from '@lockkeeper/operations/ports';
import { displayText, type Policy } from '@lockkeeper/policy-core';
import { isSameEnvironment } from '@lockkeeper/policy-core/deployment';
import {
  recordReport,
  type HealthyDeploy,
  type RecordPlace,
} from '@lockkeeper/policy-core/deployment/record';

import type { RecordDeployedOptions } from './options.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { reportingErrors } from '../../errors/error-reporting.ts';
import { CliError } from '../../errors/cli-error.ts';
import { failureReason } from '../../errors/failure-reason.ts';
import { lockHolder, workflowRunUrl } from '../../locks/lock-holder.ts';
import { worktreePolicy } from '../../policy/worktree-policy.ts';
import { openDeployRecords } from '../../records/open-records.ts';
import { openTrail } from '../../records/open-trail.ts';
import { displayedRecordPath } from '../../records/records-branch.ts';
import { selectedRecord } from '../../records/selected-record.ts';
import { openRepository } from '../../repository/repository.ts';
import type { World } from '../../world.ts';

interface Recording {
  readonly policy: Policy | undefined;
  readonly place: RecordPlace;
  readonly commit: string;
  readonly environment: string;
  readonly observers: Observers;
  readonly records: DeployRecords;
}

interface Answer {
  readonly state: 'recorded' | 'already' | 'refused';
  /** A sentence. */
  readonly why: string | null;
  readonly seq: number | null;
}

/** `lockkeeper record deployed` */
export function runRecordDeployed(options: RecordDeployedOptions, world: World): Promise<ExitCode> {
  return reportingErrors(options.format, world, async () => {
    const { environment } = options;
    const repository = await openRepository({ ...options, git: true }, world);
    const { observers } = repository;
    const policy = await worktreePolicy(repository);
    const place = selectedRecord(policy, options);
    mustBeDeployedElsewhere(policy, place);
    const commit = await deployedCommit(options.commit, observers);
    const records = await openDeployRecords(repository, { policy });
    const recording = { policy, place, commit, environment, observers, records };
    const answer =
      (await answerBefore(recording, world)) ??
      (await written(
        recording,
        async (deploy) => {
          const trail = (await openTrail(repository, world))(policy);
          return await recordDeploy(trail, { record: place.path, deploy });
        },
        world,
      ));
    world.stdout.write(options.format === 'json' ? json(answer, recording) : text(answer, recording));
    return answer.state === 'refused' ? EXIT.findings : EXIT.ok;
  });
}

/** What Lockkeeper deploys it records itself, once it is proved: nobody says so without. */
function mustBeDeployedElsewhere(
  policy: Policy | undefined,
  { environment, service }: Pick<RecordPlace, 'environment' | 'service'>,
): void {
  const at = policy?.deployedServices
    .find(({ name }) => name === service)
    ?.environments.find(({ name }) => isSameEnvironment(name, environment));
  if (at?.driver === undefined) return;
  throw new CliError(
    'usage',
    `Lockkeeper deploys to ${at.name} itself (deployment.services), and records what it has proved. Use \`lockkeeper deploy\` or \`lockkeeper promote\`.`,
  );
}

/** What was deployed was merged: a commit of the history that is checked out. */
async function deployedCommit(name: string, { git }: Observers): Promise<string> {
  if (git === undefined)
    throw new CliError('not-judged', 'There is no git repository to ask for the commit.');
  const resolved = await git.resolve(name);
  if (!resolved.known)
    throw new CliError('not-judged', `The commit was not found: ${displayText(resolved.reason)}.`);
  const relation = await git.relation(resolved.value, 'HEAD');
  if (!relation.known)
    throw new CliError(
      'not-judged',
      `Whether the commit was merged is not known: ${displayText(relation.reason)}.`,
    );
  if (relation.value === 'ancestor') return resolved.value;
  throw new CliError(
    'not-judged',
    `${resolved.value} is not part of the history that is checked out. Check out the branch that it was deployed from.`,
  );
}

/** Why nothing need or may be written; `undefined`: write it down. */
async function answerBefore(recording: Recording, world: World): Promise<Answer | undefined> {
  const { policy, place, commit, observers, records } = recording;
  const asked = { path: place.path, place, first: policy?.record.services[0] };
  const seen = await observeDeployRecord(asked, { observers, records });
  const isAbsent = seen.reading.known && seen.reading.value.kind === 'absent';
  const report = recordReport(seen);
  // That the log knows of a later deploy than the record is what this command brings in order.
  const fault = report.checks.find(({ name, outcome }) => outcome === 'failed' && name !== 'latest');
  if (fault !== undefined) return { state: 'refused', why: fault.message, seq: null };
  const unseen = report.checks.find(
    ({ name, outcome }) => outcome === 'undetermined' && (name !== 'form' || !isAbsent),
  );
  if (unseen !== undefined)
    throw new CliError(
      'not-judged',
      `Nothing was written, because something was not seen. ${unseen.message}`,
    );
  const isNamed = report.checks.some(({ name, outcome }) => name === 'entry' && outcome === 'passed');
  const isBehind = report.checks.some(({ name }) => name === 'latest');
  if (report.last_good_sha === commit && isNamed && !isBehind)
    return { state: 'already', why: null, seq: null };
  return await answerOfProbes(recording, world);
}

async function answerOfProbes(
  { policy, place, commit, environment }: Recording,
  { env }: World,
): Promise<Answer | undefined> {
  const first = policy?.record.services[0];
  const probes = (policy?.probes ?? []).filter(
    (probe) =>
      isSameEnvironment(probe.environment, environment) && (probe.service ?? first) === place.service,
  );
  for (const probe of probes) {
    const said = await askIdentity(probe, { ...env });
    if (!said.known)
      throw new CliError(
        'not-judged',
        `Nothing was written: which commit runs in ${displayText(environment)} is not known, because ${said.reason}.`,
      );
    if (said.value !== commit)
      return {
        state: 'refused',
        why: `${displayText(environment)} runs ${displayText(said.value)}, and not ${commit}.`,
        seq: null,
      };
  }
  return undefined;
}

async function written(
  { place, commit, observers }: Recording,
  record: (deploy: HealthyDeploy) => Promise<RecordedDeploy>,
  world: World,
): Promise<Answer> {
  const run_url = workflowRunUrl(world);
  const deploy: HealthyDeploy = {
    last_good_sha: commit,
    deployed_at: observers.clock.now(),
    environment: place.environment,
    service: place.service ?? ONLY_SERVICE,
    deployed_by: { kind: run_url === null ? 'person' : 'ci', login: lockHolder(world, undefined), run_url },
  };
  const recorded = await record(deploy).catch((error: unknown) => {
    throw new CliError('technical', `The deploy was not written down: ${failureReason(error)}.`);
  });
  switch (recorded.kind) {
    case 'recorded':
      return { state: 'recorded', why: null, seq: recorded.head.seq };
    case 'refused':
      return { state: 'refused', why: recorded.problem, seq: null };
    case 'not-believed':
      return { state: 'refused', why: recorded.problems[0]?.problem ?? null, seq: null };
  }
}

/** Where the policy names no services, the record still says what it is of. */
const ONLY_SERVICE = 'app';

function json({ state, why, seq }: Answer, { place, commit, environment, policy }: Recording): string {
  const { path, service = null } = place;
  const branch = policy?.recordsBranch?.name ?? null;
  return `${JSON.stringify({ schema_version: 1, state, commit, environment, service, path, branch, seq, why }, null, 2)}\n`;
}

function text({ state, why }: Answer, { place, commit, environment, policy }: Recording): string {
  const where = displayText(displayedRecordPath(policy, place.path));
  const to = displayText(environment);
  switch (state) {
    case 'recorded': {
      const rest = policy?.recordsBranch === undefined ? ' Commit the record and the log.' : '';
      return `Wrote into ${where} that ${commit} is deployed to ${to}.${rest}\n`;
    }
    case 'already':
      return `${where} says already that ${commit} is deployed to ${to}.\n`;
    case 'refused':
      return `Nothing was written into ${where}. ${displayText(why ?? '')}\n`;
  }
}
