import { createDatabases } from '@lockkeeper/host-node/read';
import { observeDiagnosis } from '@lockkeeper/operations';
import { checkPlan } from '@lockkeeper/policy-core/database';
import { troubles, type TroubleSight } from '@lockkeeper/policy-core/deployment';
import { troublesDocument } from '@lockkeeper/policy-core/report';

import { showProgress } from '../../io/progress.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { guardedRelease } from '../../deploy-guard/guarded-release.ts';
import { guardSight } from '../../deploy-guard/guard-sight.ts';
import { answerText } from '../../command-line/answer-text.ts';
import { parsersFor } from '../../loading/parsers.ts';
import { readPlanInput } from '../../io/plan-input.ts';
import { openRepository, type Repository } from '../../repository/repository.ts';
import { reportingErrors } from '../../errors/error-reporting.ts';
import type { World } from '../../world.ts';
import { auditPolicy } from '../../policy/audit-policy.ts';
import type { DbDiagnoseOptions } from './options.ts';

/** `lockkeeper db diagnose` */
export function runDbDiagnose(options: DbDiagnoseOptions, world: World): Promise<ExitCode> {
  return reportingErrors(options.format, world, async () => {
    const text = options.plan === undefined ? undefined : await readPlanInput(options.plan, world);
    const hideProgress = showProgress('Looking…', world.stderr);
    try {
      const repository = await openRepository(options, world);
      const found = troubles(await seen(repository, { text, world }));
      hideProgress();
      world.stdout.write(answerText(found, troublesDocument(found), { options, world }));
      return EXIT.ok;
    } finally {
      hideProgress();
    }
  });
}

async function seen(
  repository: Repository,
  { text, world }: { readonly text: string | undefined; readonly world: World },
): Promise<TroubleSight> {
  const loadParsers = parsersFor(world.installation);
  const [about, guard] = await Promise.all([
    observeDiagnosis(
      { policy: await auditPolicy(repository), loadParsers },
      { ...repository.observers, databases: createDatabases(world.env) },
    ),
    guardedRelease({ head: 'HEAD', environment: undefined, loadParsers }, { repository, world }),
  ]);
  const plan = text === undefined ? undefined : checkPlan(text, (await loadParsers()).sql);
  return { ...about, guard: guardSight(guard), plan };
}
