import { migrationHeads, ownHeadLabels } from '@lockkeeper/policy-core/migrations';
import { migrationHeadsDocument } from '@lockkeeper/policy-core/report';

import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { answerText } from '../../command-line/answer-text.ts';
import { reportingErrors } from '../../errors/error-reporting.ts';
import type { World } from '../../world.ts';
import type { MigrationsHeadsOptions } from './options.ts';
import { observeHistories } from './observed-histories.ts';

/** `lockkeeper migrations heads` */
export function runMigrationsHeads(options: MigrationsHeadsOptions, world: World): Promise<ExitCode> {
  return reportingErrors(options.format, world, async () => {
    const { histories, policy } = await observeHistories(options, world);
    const heads = migrationHeads(histories, ownHeadLabels(policy));
    world.stdout.write(answerText(heads, migrationHeadsDocument(heads), { options, world }));
    return options.check === true ? verdict(heads) : EXIT.ok;
  });
}

function verdict({ environments }: ReturnType<typeof migrationHeads>): ExitCode {
  if (environments.some(({ circles }) => circles.length > 0)) return EXIT.findings;
  // A file that cannot be placed may be one more head or build on one, and what names a lost revision may hide one.
  const isUnsure = environments.some(({ unplaced, missing }) => unplaced.length + missing.length > 0);
  if (isUnsure) return EXIT.notJudged;
  return environments.every(({ is_single: isSingle }) => isSingle) ? EXIT.ok : EXIT.findings;
}
