import { observed, type Known } from '@lockkeeper/policy-core';
import type { CheckResult } from '@lockkeeper/policy-core/observe';
import { z } from 'zod';

import type { RequestGitHub } from './github-client.ts';
import { requestAllPages } from './pages.ts';
import type { RepositoryName } from './repository-name.ts';
import { ROUTES } from './routes.ts';

type Outcome = CheckResult['outcome'];

const STATUS_OUTCOMES = {
  success: 'success',
  pending: 'pending',
  failure: 'failure',
  error: 'failure',
} as const;

const statusShape = z
  .object({ context: z.string(), state: z.enum(['success', 'pending', 'failure', 'error']) })
  .transform(({ context, state }): CheckResult => ({ name: context, outcome: STATUS_OUTCOMES[state] }));

const runShape = z.object({
  id: z.int(),
  name: z.string(),
  status: z.string(),
  /** `null` until it is completed. */
  conclusion: z.string().nullable(),
  app: z.object({ id: z.int() }).nullable(),
});

export type CheckRun = z.infer<typeof runShape>;

/** Commit statuses and check runs; where several speak under one name, the worst of them. */
export async function readChecks(
  ask: RequestGitHub,
  { owner, repository }: RepositoryName,
  commit: string,
): Promise<Known<readonly CheckResult[]>> {
  const parameters = { owner, repo: repository, ref: commit };
  const of = `of commit ${commit.slice(0, 12)}`;
  const [statuses, runs] = await Promise.all([
    requestAllPages(ask, {
      route: ROUTES.status,
      parameters,
      about: `the statuses ${of}`,
      needs: 'statuses: read',
      page: z.object({ statuses: z.array(statusShape) }).transform((page) => page.statuses),
      perPage: 100,
    }),
    requestAllPages(ask, {
      route: ROUTES.checkRuns,
      parameters: { ...parameters, filter: 'latest' },
      about: `the check runs ${of}`,
      needs: 'checks: read',
      page: z.object({ check_runs: z.array(runShape) }).transform((page) => page.check_runs),
      // Each may bring a report of 128 KB.
      perPage: 30,
    }),
  ]);
  if (!statuses.known) return statuses;
  return runs.known ? observed(worstOfEachName([...statuses.value, ...newestRuns(runs.value)])) : runs;
}

/**
 * A check that ran again under the same name, as after a label was added, replaces what the same app
 * said before. Another app cannot speak for it.
 */
export function newestRuns(runs: readonly CheckRun[]): readonly CheckResult[] {
  const newest = new Map<string, CheckRun>();
  for (const run of runs) {
    const key = JSON.stringify([run.app?.id ?? null, run.name]);
    if (run.id > (newest.get(key)?.id ?? Number.NEGATIVE_INFINITY)) newest.set(key, run);
  }
  return [...newest.values()].map((run) => ({ name: run.name, outcome: outcomeOf(run) }));
}

/** Whatever GitHub may add to these words counts as a failure. */
function outcomeOf({ status, conclusion }: CheckRun): Outcome {
  if (status !== 'completed') return 'pending';
  if (conclusion === 'success') return 'success';
  return conclusion === 'neutral' || conclusion === 'skipped' ? 'skipped' : 'failure';
}

const BAD_FIRST: readonly Outcome[] = ['failure', 'pending', 'skipped', 'success'];

export function worstOfEachName(results: readonly CheckResult[]): readonly CheckResult[] {
  const worst = new Map<string, Outcome>();
  for (const { name, outcome } of results) {
    const before = worst.get(name) ?? 'success';
    worst.set(name, BAD_FIRST.indexOf(outcome) < BAD_FIRST.indexOf(before) ? outcome : before);
  }
  return [...worst].map(([name, outcome]) => ({ name, outcome }));
}
