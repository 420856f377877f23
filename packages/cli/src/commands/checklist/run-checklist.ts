import { createDatabases } from '@lockkeeper/host-node/read';
import { observeDatabases } from '@lockkeeper/operations';
import { observeMigrationWork, observeWholeRevisions } from '@lockkeeper/operations/observe';
import { unobserved, type Parsers, type Policy } from '@lockkeeper/policy-core';
import { checkPlan } from '@lockkeeper/policy-core/database';
import { checklist, targetHeads, migrationsFlag } from '@lockkeeper/policy-core/deployment';
import { wholeHistories } from '@lockkeeper/policy-core/migrations';
import { checklistDocument } from '@lockkeeper/policy-core/report';

import { showProgress } from '../../io/progress.ts';
import type { ChecklistOptions } from './options.ts';
import { auditPolicy } from '../../policy/audit-policy.ts';
import { memoizeDatabases } from './memoized-databases.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { guardedRelease } from '../../deploy-guard/guarded-release.ts';
import { guardSight } from '../../deploy-guard/guard-sight.ts';
import { answerText } from '../../command-line/answer-text.ts';
import { parsersFor } from '../../loading/parsers.ts';
import { readPlanInput } from '../../io/plan-input.ts';
import { openRepository, type Repository } from '../../repository/repository.ts';
import { reportingErrors } from '../../errors/error-reporting.ts';
import type { World } from '../../world.ts';

type ChecklistSight = Parameters<typeof checklist>[0];

/** `lockkeeper checklist` */
export function runChecklist(options: ChecklistOptions, world: World): Promise<ExitCode> {
  return reportingErrors(options.format, world, async () => {
    const text = options.plan === undefined ? undefined : await readPlanInput(options.plan, world);
    const hideProgress = showProgress('Looking…', world.stderr);
    try {
      const repository = await openRepository(options, world);
      const list = checklist(await seen(repository, { text, world }));
      hideProgress();
      world.stdout.write(answerText(list, checklistDocument(list), { options, world }));
      return EXIT.ok;
    } finally {
      hideProgress();
    }
  });
}

async function seen(
  repository: Repository,
  { text, world }: { readonly text: string | undefined; readonly world: World },
): Promise<ChecklistSight> {
  const { observers } = repository;
  const loadParsers = parsersFor(world.installation);
  const request = { policy: await auditPolicy(repository), loadParsers };
  const looked = memoizeDatabases(createDatabases(world.env));
  const [databases, guard, work, heads, scripts] = await Promise.all([
    observeDatabases(request, { ...observers, databases: looked }),
    guardedRelease(
      { head: 'HEAD', environment: undefined, loadParsers, databases: looked },
      { repository, world },
    ),
    observeMigrationWork(request, observers),
    headsHere(request, repository),
    scriptsHere(repository),
  ]);
  const plan = text === undefined ? undefined : checkPlan(text, (await loadParsers()).sql);
  return {
    databases,
    guard: guardSight(guard),
    stampScript: request.policy.generated.stampScript,
    scripts,
    plan,
    work,
    heads,
    flag: migrationsFlag(world.env['DISABLE_AUTO_MIGRATIONS']),
  };
}

async function scriptsHere({ observers }: Repository): Promise<ReadonlySet<string>> {
  const listed = await observers.files.list(['scripts']);
  return new Set(listed.known ? listed.value : []);
}

async function headsHere(
  { policy, loadParsers }: { readonly policy: Policy; readonly loadParsers: () => Promise<Parsers> },
  { observers }: Repository,
): Promise<ChecklistSight['heads']> {
  if (policy.migrations.alembic.length === 0) return unobserved('there are no Alembic revisions here');
  const sources = await observeWholeRevisions(policy, observers);
  if (!sources.paths.known) return sources.paths;
  const histories = wholeHistories(policy, sources, await loadParsers());
  return targetHeads(histories.filter(({ files }) => files.size > 0));
}
