import { checkPlan } from '@lockkeeper/policy-core/database';
import { planCheckDocument } from '@lockkeeper/policy-core/report';

import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { answerText } from '../../command-line/answer-text.ts';
import { parsersFor } from '../../loading/parsers.ts';
import { reportingErrors } from '../../errors/error-reporting.ts';
import type { World } from '../../world.ts';
import type { PlanCheckOptions } from './options.ts';
import { readPlanInput } from '../../io/plan-input.ts';

interface Call {
  readonly options: PlanCheckOptions;
  readonly world: World;
}

/** `lockkeeper plan check [FILE]`. It stands at the deploy button: what is not judged is not approved, on any machine. */
export function runPlanCheck(file: string | undefined, { options, world }: Call): Promise<ExitCode> {
  return reportingErrors(options.format, world, async () => {
    const [plan, parsers] = await Promise.all([readPlanInput(file, world), parsersFor(world.installation)()]);
    const check = checkPlan(plan, parsers.sql);
    world.stdout.write(answerText(check, planCheckDocument(check), { options, world }));
    return EXITS[check.verdict];
  });
}

const EXITS = {
  fail: EXIT.findings,
  undetermined: EXIT.notJudged,
  pass: EXIT.ok,
} as const;
