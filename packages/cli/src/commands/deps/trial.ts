import type { Trial } from '@lockkeeper/operations';
import { placeState } from '@lockkeeper/policy-core/deployment/run';

import type { Answer } from '../release/answering.ts';
import { tell } from '../release/answering.ts';
import { firstRun } from '../release/first-run.ts';
import { openReleases, serviceAt, type OpenReleases } from '../release/open-place.ts';
import { resumed } from '../release/run-resume.ts';
import type { PreparedSandbox } from './prepared-sandbox.ts';

/** The environment that an upgrade is tried in, by `lockkeeper deploy` and its log. */
export function createTrial({ opened: before, at, options }: PreparedSandbox): Trial {
  const place = { environment: at.environment.name, service: at.service.name };
  // Others may have acted there meanwhile.
  const open = async (): Promise<OpenReleases> => await openReleases(before.options, before.world);
  return {
    readySince: async (commit) => {
      const { entries } = await open();
      const ready = placeState(entries, place).ready.find((one) => one.commit === commit);
      return ready?.revoked === undefined ? ready?.at : undefined;
    },
    deploy: async (commit) => {
      const opened = await open();
      const { exitCode, lines } = await deployed(commit, opened);
      tell(lines, opened);
      return { exitCode, why: `It did not get ready in ${place.environment}.` };
    },
  };

  /** A run of it that has begun to act is gone on with. */
  async function deployed(commit: string, opened: OpenReleases): Promise<Answer> {
    const { active } = placeState(opened.entries, place);
    const asked = { ...options, format: 'pretty', yes: true, commit } as const;
    return active?.plan.kind === 'deploy' && active.plan.commit === commit
      ? await resumed(active, { opened, options: asked, isNamed: true })
      : await firstRun({ opened, at: serviceAt(opened.policy, place), kind: 'deploy', commit }, asked);
  }
}
