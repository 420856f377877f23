import { createDatabases, createLogReader } from '@lockkeeper/host-node/read';
import { guard } from '@lockkeeper/operations';
import { allRules } from '@lockkeeper/policy-core';
import { decideGuard } from '@lockkeeper/policy-core/deployment';
import { renderGuard } from '@lockkeeper/policy-core/report';

import { showProgress } from '../../io/progress.ts';
import { judgedTexts } from '../../judging/judged-texts.ts';
import { policyTexts } from '../../policy/policy-texts.ts';
import type { GuardOptions } from './options.ts';
import type { ExitCode } from '../../exit-codes.ts';
import { listenForInterruption } from '../../io/interruption.ts';
import { observationFailure } from '../../errors/observation-failure.ts';
import { wantsColors } from '../../command-line/options.ts';
import { parsersFor } from '../../loading/parsers.ts';
import { openDeployRecords } from '../../records/open-records.ts';
import { mustHaveGitProgram, openRepository } from '../../repository/repository.ts';
import { namedCommit } from '../../judging/named-commit.ts';
import { reportingErrors } from '../../errors/error-reporting.ts';
import type { World } from '../../world.ts';
import { nonEmptyEnvironment, nonEmptyService } from '../../command-line/non-empty-options.ts';
import { guardProbes } from '../../deploy-guard/guard-probes.ts';
import { openDatabaseProbe } from './database-probe.ts';

/** `lockkeeper guard` */
export function runGuard(options: GuardOptions, world: World): Promise<ExitCode> {
  return reportingErrors(options.format, world, async () => {
    const started = performance.now();
    const environment = nonEmptyEnvironment(options);
    const service = nonEmptyService(options);
    const hideProgress = showProgress('Guarding…', world.stderr);
    const interruption = options.prove === true ? listenForInterruption() : undefined;
    try {
      const repository = await openRepository(options, world);
      mustHaveGitProgram(repository, 'deploy');
      const run = await guard(
        {
          head: namedCommit(options.head),
          environment,
          service,
          loadParsers: parsersFor(world.installation),
          databases: createDatabases(world.env),
          records: async (policy, commit) => await openDeployRecords(repository, { policy, head: commit }),
          probes: guardProbes(options, {
            files: createLogReader(repository.root),
            databases: await openDatabaseProbe(repository, { options, world, signal: interruption?.signal }),
            world,
          }),
        },
        repository.observers,
      );
      if (run.kind !== 'ran') throw observationFailure(run, repository.root);
      hideProgress();
      const { report, record, range, others, seen } = run;
      const { policy } = seen;
      const isFirstDeploy = options.firstDeploy === true;
      const decision = decideGuard(
        { report, record, policy, isFirstDeploy, range, others, environment },
        allRules,
      );
      const context = {
        durationMs: performance.now() - started,
        colors: wantsColors(options, world),
        width: world.stdout.columns,
        verbose: options.verbose,
        toolVersion: world.installation.version,
        texts: { ...policyTexts({ ...seen.policy, text: seen.policyText }), ...judgedTexts(seen) },
        homepage: undefined,
      };
      world.stdout.write(renderGuard(options.format, { decision, report }, context));
      return decision.exit;
    } finally {
      hideProgress();
      interruption?.stop();
    }
  });
}
