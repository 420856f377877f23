import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { beforeAll, describe, expect, test } from 'vitest';

import { generateWorkflows } from '@lockkeeper/policy-core/generate';
import { requiredCheck } from '../../packages/policy-core/src/generate/check-name.ts';
import { ROOT } from '../architecture/source-files.ts';
import { filesOf, policyFrom } from './generated-files.ts';
import { githubParser } from './workflow-parser.ts';

const PAIR = '{ id: backend, source: requirements.txt, lock: requirements.lock';
/** Names that YAML takes for something else, services that are chosen, and drivers of both kinds. */
const RELEASES = `version: 1
branches:
  production: { match: [main], environment: production, direct_push: deny }
  deploy_from: { 'null': [production], '1.0': [production], Production: [production] }
variables: [{ id: platform, names: { PLATFORM_TOKEN: { secret: true } } }]
deployment:
  records: { mode: branch, signers: .lockkeeper/allowed_signers }
  services:
    shop:
      environments:
        'null':
          driver: { kind: command, deploy: [ops/deploy, '{sha}'], auto_deploy: [ops/auto] }
          probes: [{ id: health, kind: http, url: '\${STAGING_URL}/health' }]
        Production:
          promote_from: 'null'
          driver: { kind: command, deploy: [ops/deploy, '{sha}'] }
          approval: { by: ssh-signature, approvers: [mia@example.com] }
    it.s_me-2:
      environments:
        '1.0': { driver: { kind: github-actions, workflow: deploy.yml } }
        Production:
          promote_from: '1.0'
          driver: { kind: github-actions, workflow: deploy.yml }
          approval: { by: github-environment }
`;
const POLICIES = {
  'no branches': 'version: 1\n',
  'patterns of branches only': 'version: 1\nbranches: { a: { match: ["release/**"], direct_push: deny } }\n',
  'a pattern that covers every branch': 'version: 1\nbranches: { a: { match: ["**"], direct_push: deny } }\n',
  'patterns and dependencies': `version: 1\nbranches: { a: { match: [main, "release/**"], direct_push: deny } }\ndependencies: [${PAIR} }]\n`,
  'branches of every form':
    'version: 1\nbranches: { a: { match: [main, "release/**", "v?", "fix**", "**/hot", "c++"], direct_push: deny } }\n',
  dependencies: `version: 1\ndependencies: [${PAIR} }]\n`,
  'dependencies that are judged on pushes': `version: 1\ndependencies: [${PAIR}, check_on: [pull_request, "push:main", "push:v?", "push:c++"] }]\n`,
  'dependencies that are judged on no push': `version: 1\ndependencies: [${PAIR}, check_on: [pull_request] }]\n`,
  services: RELEASES,
};

let parser: Awaited<ReturnType<typeof githubParser>>;
beforeAll(async () => {
  parser = await githubParser();
});

describe.each(Object.entries(POLICIES))('the workflows for a policy with %s', (_, text) => {
  test.each([false, true])(
    "have nothing that GitHub's own parser objects to, sarif %s [rows 1.04, 2.03]",
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

describe('the workflows on docs/github.md', () => {
  const page = readFileSync(path.join(ROOT, 'docs/github.md'), 'utf8');
  const blocks = Array.from(page.matchAll(/```yaml\n([\s\S]*?)```/g), ([, block = '']) => block);

  test.each(blocks)('are such that GitHub objects to nothing', async (block) => {
    const files = {
      ...filesOf(generateWorkflows(policyFrom('version: 1\n'), { version: '1.2.3', sarif: false })),
      'sample.yml': block,
    };
    expect(await parser.workflowErrors(files, 'sample.yml')).toEqual([]);
  });

  test('show a policy that Lockkeeper accepts', () => {
    const [, policy = ''] = /```yaml policy\n([\s\S]*?)```/.exec(page) ?? [];
    expect(policyFrom(policy).protected.map(({ owners }) => owners)).toEqual([['@acme/core']]);
  });

  test('name the check and the inputs there are', () => {
    for (const check of [
      requiredCheck('guard', 'refs/heads/main'),
      requiredCheck('dependencies', 'refs/heads/main'),
    ])
      expect(page).toContain(`**\`${check}\`**`);
    const inputs =
      /^inputs:\n([\s\S]*?)^\w/m.exec(readFileSync(path.join(ROOT, 'action.yml'), 'utf8'))?.[1] ?? '';
    for (const [, name = ''] of inputs.matchAll(/^ {2}([\w-]+):$/gm))
      expect(page).toContain(`| \`${name}\` |`);
  });
});

test('actions are pinned to the same commit here, in what is generated and on the page', () => {
  const folder = path.join(ROOT, '.github/workflows');
  const ours = [
    ...readdirSync(folder).map((file) => path.join(folder, file)),
    'action.yml',
    'docs/github.md',
  ];
  const texts = [
    ...ours.map((file) => readFileSync(path.resolve(ROOT, file), 'utf8')),
    ...Object.values(
      filesOf(generateWorkflows(policyFrom('version: 1\n'), { version: '1.2.3', sarif: true })),
    ),
  ];
  const pins = texts.flatMap((text) => text.match(/\b(?:actions|github)\/[\w/-]+@\S+ # \S+/g) ?? []);
  const names = new Set(pins.map((pin) => pin.split('@')[0]));
  expect(names.size).toBeGreaterThan(4);
  expect(new Set(pins).size).toBe(names.size);
});

/** Lines such as `contents: read` below any `permissions:`. */
function permissionsIn(text: string): readonly string[] {
  return text.match(/^ +[a-z-]+: (read|write)$/gm)?.map((line) => line.trim()) ?? [];
}
