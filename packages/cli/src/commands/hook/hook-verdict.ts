import { judge, type ObservationFailure, type Seen } from '@lockkeeper/operations/observe';
import type { Report } from '@lockkeeper/policy-core';

import { observationFailure } from '../../errors/observation-failure.ts';
import { parsersFor } from '../../loading/parsers.ts';
import type { World } from '../../world.ts';

export interface HookVerdict {
  readonly seen: Seen;
  readonly report: Report;
}

/**
 * The verdict of a hook; `undefined` where no policy holds. Throws where there is one that cannot be used,
 * or a rule of it crashed: a hook that cannot judge must not let anything through.
 */
export async function judgeForHook(
  seen: Seen | ObservationFailure,
  { root, world }: { readonly root: string; readonly world: World },
): Promise<HookVerdict | undefined> {
  if (seen.kind === 'no-policy') return undefined;
  if (seen.kind !== 'seen') throw observationFailure(seen, root);
  const loadParsers = parsersFor(world.installation);
  const report = await judge(seen, { stage: 'hook', loadParsers });
  const [crash] = report.crashed;
  if (crash !== undefined) {
    throw new Error(
      `The rule ${crash.rule} crashed: ${crash.error}. This is a fault of Lockkeeper. Nothing was judged, so that nothing is let through.`,
    );
  }
  return { seen, report };
}
