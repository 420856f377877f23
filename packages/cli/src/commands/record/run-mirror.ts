import { pullRequestPage, remoteUrl } from '@lockkeeper/host-node/read';
import {
  defaultBranch,
  mirrorRecords,
  recordsName,
  remoteTip,
  seeRecords,
  type Mirrored,
  type RecordsPlace,
} from '@lockkeeper/host-node/write';
import type { Policy } from '@lockkeeper/policy-core';
import { productionBranch } from '@lockkeeper/policy-core/deployment';
import { BRANCH_NAME } from '@lockkeeper/policy-core/deployment/record';

import type { RecordMirrorOptions } from './options.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { failureReason } from '../../errors/failure-reason.ts';
import { worktreePolicy } from '../../policy/worktree-policy.ts';
import { openDeployRecords } from '../../records/open-records.ts';
import { requireRecordsBranch } from '../../records/records-branch.ts';
import { openRepository } from '../../repository/repository.ts';
import { CliError } from '../../errors/cli-error.ts';
import { reportingErrors } from '../../errors/error-reporting.ts';
import type { World } from '../../world.ts';
import { recordFiles } from './record-files.ts';
import { recordFaults } from './record-faults.ts';

/** `lockkeeper record mirror` */
export function runRecordMirror(options: RecordMirrorOptions, world: World): Promise<ExitCode> {
  return reportingErrors('pretty', world, async () => {
    const repository = await openRepository({ ...options, git: true }, world);
    const policy = await worktreePolicy(repository);
    const place = requireRecordsBranch(repository.root, policy);
    const branches = await branchesOf(place, policy, options);
    const seen = await unlessUnreachable(seeRecords(place));
    const look = async () => await Promise.resolve(seen);
    const records = await openDeployRecords(repository, { policy, head: branches.base, look });
    const faults = await recordFaults(policy, {
      observers: repository.observers,
      records,
      head: branches.base,
    });
    if (faults.length > 0) {
      world.stderr.write(
        `Nothing was copied, because ${recordsName(place)} does not hold:\n${faults.join('')}`,
      );
      return EXIT.findings;
    }
    if (seen.commit === undefined) {
      world.stdout.write(`Nothing was written to ${recordsName(place)} yet, and nothing was copied.\n`);
      return EXIT.ok;
    }
    const mirrored = await unlessUnreachable(
      mirrorRecords({ place, ...branches, records: seen.commit, paths: recordFiles(policy) }),
    );
    world.stdout.write(said(mirrored, { place, ...branches, page: await pageOf(place, branches, world) }));
    return EXIT.ok;
  });
}

interface Branches {
  readonly into: string;
  readonly base: string;
  readonly copy: string;
}

/** Where the copy goes, and what it stands on. */
async function branchesOf(
  place: RecordsPlace,
  policy: Policy | undefined,
  { base: asked, branch: copy }: RecordMirrorOptions,
): Promise<Branches> {
  for (const name of [copy, asked ?? copy]) mustBeName(name);
  const named = asked ?? (policy && productionBranch(policy.branches));
  const into = named ?? (await unlessUnreachable(defaultBranch(place)));
  if (into === undefined)
    throw new CliError(
      'not-judged',
      `${place.remote} does not say which branch is its first. Name one with --base.`,
    );
  if (copy === into || copy === place.branch)
    throw new CliError('usage', `The copy cannot be pushed to ${copy} itself. Name another with --branch.`);
  const base = await unlessUnreachable(remoteTip(place, into));
  if (base === undefined)
    throw new CliError('not-judged', `There is no ${place.remote}/${into}. Name the branch with --base.`);
  return { into, base, copy };
}

function mustBeName(name: string): void {
  if (BRANCH_NAME.test(name)) return;
  const shown = JSON.stringify(name);
  throw new CliError('usage', `${shown} is not the name of a branch such as lockkeeper/records-copy.`);
}

async function unlessUnreachable<T>(asked: Promise<T>): Promise<T> {
  return await asked.catch((error: unknown) => {
    throw new CliError('technical', `Nothing was copied: ${failureReason(error)}.`);
  });
}

async function pageOf(
  { root, remote }: RecordsPlace,
  { copy, into }: Branches,
  { env }: World,
): Promise<string | undefined> {
  const url = await remoteUrl(root, remote);
  return url === undefined ? undefined : pullRequestPage(url, { from: copy, into }, env);
}

interface Around extends Branches {
  readonly place: RecordsPlace;
  readonly page: string | undefined;
}

function said(mirrored: Mirrored, { place, into, copy, page }: Around): string {
  const branch = `${place.remote}/${copy}`;
  const next = page === undefined ? `from ${copy} into ${into}.` : `here: ${page}`;
  switch (mirrored.kind) {
    case 'up-to-date':
      return `${place.remote}/${into} has what ${recordsName(place)} has. Nothing was pushed.\n`;
    case 'waiting':
      return `${branch} has the copy already, and nothing was pushed.\nWhere there is no pull request yet, open one ${next}\n`;
    case 'pushed':
      return [
        `Copied from ${recordsName(place)} to ${branch}:\n`,
        ...mirrored.paths.map((path) => `  ${path}\n`),
        `Open the pull request ${next}\n`,
      ].join('');
    case 'occupied':
      throw new CliError(
        'not-judged',
        `Nothing was pushed, because ${branch} holds ${mirrored.commit}, which is no copy of the records. Name another branch with --branch, or delete that one.`,
      );
  }
}
