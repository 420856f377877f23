import { checkerFor, loadPolicy } from '@lockkeeper/policy-core';

import { observationsOf } from '../../packages/policy-core/src/testing/describe-rule.ts';
import { reportOn, SITUATIONS } from '../../packages/policy-core/src/testing/guard-situations.ts';
import { testParsers } from '../../packages/policy-core/src/testing/load-parsers.ts';
import { readStories } from '../scenarios/stories.ts';
import { IN_CI } from './judge-by.ts';
import { ownCases } from './own-cases.ts';
import type { JudgedCase } from './verdict-lines.ts';

/** What lies in the project itself: scenarios, situations of the guard, and cases for what no set holds. */
export async function ownSet(): Promise<readonly JudgedCase[]> {
  const parsers = await testParsers();
  const scenarios = readStories().map(({ name, files: { 'lockkeeper.yaml': text = '', ...files } }) => ({
    id: `scenario ${name}`,
    judge: () =>
      checkerFor(loadPolicy({ path: 'lockkeeper.yaml', text }), parsers).checkFiles(
        Object.entries(files).map(([path, content]) => ({ path, text: content })),
        IN_CI,
      ),
  }));
  const situations = Object.entries(SITUATIONS).map(([name, situation]) => ({
    id: `guard ${name}`,
    judge: () => reportOn(situation, 'deploy', parsers),
  }));
  const own = Object.entries(ownCases()).map(([name, given]) => ({
    id: `own ${name}`,
    judge: () => {
      const text = JSON.stringify({ version: 1, ...given.policy });
      const policy = loadPolicy({ path: 'lockkeeper.json', text });
      if (policy.kind === 'invalid')
        throw new Error(policy.problems.map(({ message }) => message).join('\n'));
      return checkerFor(policy, parsers).check(observationsOf(policy, given), { stage: given.stage ?? 'ci' });
    },
  }));
  return [...scenarios, ...situations, ...own];
}
