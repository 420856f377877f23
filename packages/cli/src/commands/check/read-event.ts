import path from 'node:path';

import { mustBeProved, type Stage } from '@lockkeeper/policy-core';

import { failureReason } from '../../errors/failure-reason.ts';
import { CliError } from '../../errors/cli-error.ts';
import { readBoundedText } from './bounded-text.ts';
import type { World } from '../../world.ts';
import type { CheckOptions } from './options.ts';
import { eventFacts, type EventFacts, type EventReading } from './event-payload.ts';

export interface EventContext {
  /** What the file is relative to. */
  readonly cwd: string;
  /** `GITHUB_REPOSITORY`: what GitHub is asked about. */
  readonly repository: string | undefined;
}

/**
 * The payload that GitHub Actions gave the job, where everything must be proved and nothing else names the change.
 * `undefined` also for an event that tells of none, such as a schedule.
 */
export function eventOfJob(
  { base, pullRequest, stage }: Pick<CheckOptions, 'base' | 'pullRequest'> & { readonly stage: Stage },
  env: World['env'],
): string | undefined {
  if (!mustBeProved(stage) || base !== undefined || pullRequest !== undefined) return undefined;
  return EVENTS_OF_CHANGES.has(env['GITHUB_EVENT_NAME'] ?? '')
    ? env['GITHUB_EVENT_PATH'] || undefined
    : undefined;
}

const EVENTS_OF_CHANGES: ReadonlySet<string> = new Set([
  'pull_request',
  'pull_request_target',
  'push',
  'merge_group',
]);

/** @param file as the user wrote it */
export async function readEvent(file: string, { cwd, repository }: EventContext): Promise<EventFacts> {
  const text = await readBoundedText(path.resolve(cwd, file), MOST_BYTES).catch((error: unknown) => {
    throw new CliError(
      'usage',
      `The event payload ${file} cannot be read: ${failureReason(error)}. Name the JSON file of a GitHub event.`,
    );
  });
  const result: EventReading = text.known
    ? eventFacts(text.value)
    : { kind: 'problem', problem: text.reason };
  if (result.kind === 'problem') {
    throw new CliError(
      'usage',
      `The event payload ${file} cannot be used: ${result.problem}. Pass the payload of a ${KINDS} event, or name the base with --base.`,
    );
  }
  mustBeAbout(repository?.trim(), { file, named: result.repository });
  return result.facts;
}

/** GitHub's own are below 25 MB. */
const MOST_BYTES = 32 * 1024 * 1024;
const KINDS = 'pull_request, pull_request_target, push or merge_group';

/** The labels of #12 of one repository say nothing of #12 of another. */
function mustBeAbout(
  repository: string | undefined,
  { file, named }: { readonly file: string; readonly named: string | undefined },
): void {
  if (!repository || named === undefined || named.toLowerCase() === repository.toLowerCase()) return;
  const other = /^[\w.-]+\/[\w.-]+$/.test(named) ? `the repository ${named}` : 'another repository';
  throw new CliError(
    'usage',
    `The event payload ${file} is about ${other}, but GITHUB_REPOSITORY is ${repository}. Pass the payload of an event of ${repository}, or set GITHUB_REPOSITORY to the repository that is judged.`,
  );
}
