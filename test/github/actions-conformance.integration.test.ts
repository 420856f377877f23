import {
  describeDriver,
  type Behaviour,
  type ConformingPlatform,
} from '../../packages/host-node/src/testing/driver-conformance.ts';
import { createGitHubActionsDriver } from '../../packages/host-node/src/write/drivers/github-actions-driver.ts';
import { actionsDriver, actionsPlace, POLICY } from './actions-driver.ts';
import { TOKEN } from './sample-world.ts';
import { startActions, type RunStage } from './start-actions.ts';

const STAGES: Readonly<Record<Behaviour, readonly RunStage[]>> = {
  live: ['queued', 'waiting', 'in_progress', 'success'],
  failed: ['in_progress', 'failure'],
  hangs: ['in_progress'],
  slow: [...Array.from({ length: 40 }, () => 'in_progress'), 'success'],
};

async function start(): Promise<ConformingPlatform> {
  const github = await startActions({ token: TOKEN, stages: STAGES.live });
  let timeoutMs = 20_000;
  return {
    policy: POLICY,
    place: actionsPlace(github),
    github: { owner: 'acme', repository: 'shop', token: TOKEN, apiUrl: github.url },
    driver: (place) => actionsDriver(github, { place, policy: { timeoutMs } }),
    behave: (how) => {
      timeoutMs = how === 'hangs' ? 1500 : 20_000;
      github.change({ stages: STAGES[how] });
    },
    begun: () =>
      github.runs
        .map(({ inputs: { commit = '', run: key = '', token = '' } }) => ({ commit, key, token }))
        .toReversed(),
    end: async () => await github.close(),
  };
}

describeDriver('github-actions', {
  start,
  unconfigured: () => {
    const github = async () =>
      await Promise.resolve({ known: false, reason: 'GITHUB_TOKEN is not set' } as const);
    return createGitHubActionsDriver(POLICY, { ...actionsPlace({ url: 'http://127.0.0.1:1' }), github });
  },
});
