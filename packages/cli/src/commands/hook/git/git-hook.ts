import { hookMessage, type HookDecision, type HookSubject } from '@lockkeeper/policy-core/observe';

import { EXIT, type ExitCode } from '../../../exit-codes.ts';
import type { World } from '../../../world.ts';
import { failureText } from '../failure-text.ts';
import { hookRepository, type HookRepository } from '../hook-repository.ts';

/** A decision, and what it is about. */
export interface GitHookDecision {
  readonly decision: HookDecision;
  readonly subject: HookSubject;
}

/** What both hooks of git have in common: people read the error stream, and any code but 0 stops git. */
export async function answerGit(
  world: World,
  decide: (repository: HookRepository) => Promise<readonly GitHookDecision[]>,
): Promise<ExitCode> {
  try {
    const repository = await hookRepository(world.cwd, world);
    if (repository === undefined)
      throw new Error('This is no git repository with files. Call it from a hook of git.');
    const decided = await decide(repository);
    for (const { decision, subject } of decided) world.stderr.write(hookMessage(decision, subject));
    return decided.some(({ decision }) => decision.refused.length > 0) ? EXIT.findings : EXIT.ok;
  } catch (error) {
    world.stderr.write(`Lockkeeper stopped this, because it could not judge it.\n${failureText(error)}`);
    return EXIT.notJudged;
  }
}
