import { judge, observeSimulated, type Seen } from '@lockkeeper/operations/observe';
import { exitCodeOf } from '@lockkeeper/policy-core';

import { showReport } from '../../judging/show-report.ts';
import type { SimulateOptions } from './options.ts';
import type { ExitCode } from '../../exit-codes.ts';
import { parsersFor } from '../../loading/parsers.ts';
import { readPolicy } from '../../policy/read-policy.ts';
import { openRepository } from '../../repository/repository.ts';
import { reportingErrors } from '../../errors/error-reporting.ts';
import type { World } from '../../world.ts';
import { describedChange } from './described-change.ts';

/** `lockkeeper simulate` */
export function runSimulate(options: SimulateOptions, world: World): Promise<ExitCode> {
  return reportingErrors(options.format, world, async () => {
    const started = performance.now();
    const repository = await openRepository(options, world);
    const change = describedChange(options, repository.observers.clock.now());
    const { policy, text } = await readPolicy(repository);
    const notice = noticeOf(options);
    const seen: Seen = {
      kind: 'seen',
      policy,
      policyText: text,
      policyOrigin: 'worktree',
      bootstrap: false,
      // A simulation asks what is wrong with the change, and not what was accepted before.
      baseline: undefined,
      observations: await observeSimulated(policy, change, repository.observers),
      notices: [notice],
    };
    const report = await judge(seen, {
      stage: options.stage,
      loadParsers: parsersFor(world.installation),
    });
    await showReport(
      // Not every format has room for notices.
      { seen, report, remarks: options.format === 'pretty' ? [] : [notice] },
      { options, world, started },
    );
    return exitCodeOf(report);
  });
}

function noticeOf({ author, branch, label = [], ai, stage }: SimulateOptions): string {
  const noun = label.length === 1 ? 'label' : 'labels';
  const labels = label.length === 0 ? 'no label' : `the ${noun} ${label.join(', ')}`;
  const by = ai === true ? `${author} with an AI agent` : author;
  return `This is a simulation: nothing has happened. It takes for true a change by ${by} on the branch ${branch} with ${labels}, at stage ${stage}.`;
}
