import { beforeAll, describe, expect, test } from 'vitest';

import { generateWorkflows } from '@lockkeeper/policy-core';
import { filesOf, policyFrom } from './generated-files.ts';
import { githubParser } from './workflow-parser.ts';

const POLICIES = {
  'no branches': 'version: 1\n',
  'branches of every form':
    'version: 1\nbranches: { a: { match: [main, "release/**", "v?", "fix**", "**/hot", "c++"], direct_push: deny } }\n',
};

let parser: Awaited<ReturnType<typeof githubParser>>;
beforeAll(async () => {
  parser = await githubParser();
});

describe.each(Object.entries(POLICIES))('the workflows for a policy with %s', (_, text) => {
  test.each([false, true])(
    "have nothing that GitHub's own parser objects to, sarif %s [row 1.04]",
    async (sarif) => {
      const files = filesOf(generateWorkflows(policyFrom(text), { version: '1.2.3', sarif }));
      for (const path of Object.keys(files)) expect(await parser.workflowErrors(files, path)).toEqual([]);
    },
  );
});

describe('the parser', () => {
  const files = filesOf(
    generateWorkflows(policyFrom(POLICIES['no branches']), { version: '1.2.3', sarif: true }),
  );
  const [guard = '', caller = ''] = Object.keys(files);

  test.each([
    {
      what: 'a word of GitHub that is mistyped',
      path: guard,
      right: 'timeout-minutes:',
      wrong: 'timeout-minuts:',
    },
    { what: 'an unknown event', path: caller, right: 'merge_group:', wrong: 'merge_groups:' },
    { what: 'an unknown type of event', path: caller, right: 'ready_for_review', wrong: 'ready_for_reviews' },
    {
      what: 'an expression that is none',
      path: guard,
      right: '${{ github.token }}',
      wrong: '${{ github.token',
    },
    { what: 'a permission that there is not', path: guard, right: 'statuses: read', wrong: 'statuses: look' },
    {
      what: 'a job that needs one that is not there',
      path: guard,
      right: 'needs: guard',
      wrong: 'needs: gard',
    },
    { what: 'no YAML', path: guard, right: 'jobs:\n', wrong: 'jobs: [\n' },
  ])('does object to $what, so that its silence says something', async ({ path, right, wrong }) => {
    const text = files[path]?.replace(right, wrong) ?? '';
    expect(text).not.toBe(files[path]);
    expect(await parser.workflowErrors({ ...files, [path]: text }, path)).not.toEqual([]);
  });

  test('does object to a guard that is not where its caller looks', async () => {
    expect(await parser.workflowErrors({ [caller]: files[caller] ?? '' }, caller)).toEqual([
      expect.stringContaining('Unable to find reusable workflow'),
    ]);
  });

  test('does not look at what GitHub looks at first: whether the caller grants what the guard asks for', () => {
    const granted = permissionsIn(files[caller] ?? '');
    const asked = permissionsIn(files[guard] ?? '');
    expect(asked.length).toBeGreaterThan(3);
    expect(asked.filter((permission) => !granted.includes(permission))).toEqual([]);
  });
});

/** Lines such as `contents: read` below any `permissions:`. */
function permissionsIn(text: string): readonly string[] {
  return text.match(/^ +[a-z-]+: (read|write)$/gm)?.map((line) => line.trim()) ?? [];
}
