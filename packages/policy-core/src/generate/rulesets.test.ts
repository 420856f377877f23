import { describe, expect, test } from 'vitest';

import { loadPolicy } from '../checker/load-policy.ts';
import type { Policy } from '../policy/policy.ts';
import { isGenerated } from './generated-file.ts';
import { generateRulesets } from './rulesets.ts';

const PRODUCTION =
  'production: { match: [main], environment: production, direct_push: deny, force_push: deny }';

describe('the ruleset of a branch', () => {
  test('keeps pushes out, its history whole and asks for the check of the guard [rows 0.04, 0.23]', () => {
    const [body] = bodiesOf(`branches: { ${PRODUCTION} }`);
    expect(body).toEqual({
      name: 'Lockkeeper: main',
      target: 'branch',
      enforcement: 'active',
      bypass_actors: [],
      conditions: { ref_name: { include: ['refs/heads/main', 'refs/heads/main/**/*'], exclude: [] } },
      rules: [
        { type: 'deletion' },
        { type: 'non_fast_forward' },
        {
          type: 'pull_request',
          parameters: {
            required_approving_review_count: 0,
            dismiss_stale_reviews_on_push: true,
            require_code_owner_review: false,
            require_last_push_approval: false,
            required_review_thread_resolution: false,
          },
        },
        {
          type: 'required_status_checks',
          parameters: {
            required_status_checks: [
              { context: 'lockkeeper / guard (refs/heads/main)', integration_id: 15_368 },
            ],
            strict_required_status_checks_policy: true,
          },
        },
      ],
    });
  });

  test('asks for the check of its own branch, and for that of no other', () => {
    const bodies = bodiesOf(
      'branches: { a: { match: [main, develop, "release/**"], direct_push: deny }, b: { match: ["größe?"], direct_push: deny } }',
    );
    expect(bodies.map((body) => [refsOf(body)[0], checksOf(body)])).toEqual([
      ['refs/heads/main', ['lockkeeper / guard (refs/heads/main)']],
      ['refs/heads/develop', ['lockkeeper / guard (refs/heads/develop)']],
      ['refs/heads/release', ['lockkeeper / guard (refs/heads/release/**)']],
      ['refs/heads/release', []],
      ['refs/heads/größe?', ['lockkeeper / guard (refs/heads/gr%C3%B6%C3%9Fe?)']],
      ['refs/heads/größe?', []],
    ]);
  });

  test('of a pattern lets only those who maintain the repository start another one', () => {
    const [, creation] = bodiesOf('branches: { a: { match: ["release/**"], direct_push: deny } }');
    expect(creation).toMatchObject({
      name: 'Lockkeeper: release/** (creation)',
      bypass_actors: [
        { actor_id: 2, actor_type: 'RepositoryRole', bypass_mode: 'always' },
        { actor_id: 5, actor_type: 'RepositoryRole', bypass_mode: 'always' },
      ],
      conditions: { ref_name: { include: ['refs/heads/release', 'refs/heads/release/**/*'] } },
      rules: [{ type: 'creation' }],
    });
  });

  test('is that of the first kind where two name the same branch', () => {
    const bodies = bodiesOf(
      'branches: { a: { match: [main], force_push: deny }, b: { match: [main, x], direct_push: deny } }',
    );
    expect(bodies.map((body) => [refsOf(body)[0], checksOf(body)])).toEqual([
      ['refs/heads/main', []],
      ['refs/heads/x', ['lockkeeper / guard (refs/heads/x)']],
    ]);
  });

  test('asks nobody for a linear history, which merges do not have', () => {
    expect(JSON.stringify(bodiesOf(`branches: { ${PRODUCTION} }`))).not.toContain('required_linear_history');
  });

  test('lets nobody past it', () => {
    expect(bodiesOf(`branches: { ${PRODUCTION} }`)[0]).toMatchObject({ bypass_actors: [] });
  });

  test('asks for a person where the policy does', () => {
    const [production, staging] = bodiesOf(
      `branches: { ${PRODUCTION}, staging: { match: [develop], environment: staging, direct_push: deny }, production_requires: [human_approval] }`,
    );
    expect(pullRequestOf(production)).toMatchObject({
      required_approving_review_count: 1,
      require_last_push_approval: true,
    });
    expect(pullRequestOf(staging)).toMatchObject({
      required_approving_review_count: 0,
      require_last_push_approval: false,
    });
  });

  test('asks the code owners where sections have owners', () => {
    const [body] = bodiesOf(
      `branches: { ${PRODUCTION} }\nprotected: [{ id: a, paths: [a], owners: ["@org/a"], require: { label: ok } }]`,
    );
    expect(pullRequestOf(body)).toMatchObject({ require_code_owner_review: true });
  });

  test('that may be pushed to only keeps its history', () => {
    const [body] = bodiesOf('branches: { shared: { match: ["shared/*"], force_push: deny } }');
    expect(body).toMatchObject({ rules: [{ type: 'deletion' }, { type: 'non_fast_forward' }] });
  });

  test.each([
    ['release/*', ['refs/heads/release/*']],
    ['release/**', ['refs/heads/release', 'refs/heads/release/**/*']],
    ['**', ['refs/heads/**/*']],
    ['**/hot', ['refs/heads/**/hot']],
    ['v?', ['refs/heads/v?']],
    ['fix**', ['refs/heads/fix*', 'refs/heads/fix*/**/*']],
  ])('that is written %s is found by GitHub', (match, include) => {
    const [body] = bodiesOf(`branches: { a: { match: ["${match}"], direct_push: deny } }`);
    expect(body).toMatchObject({ conditions: { ref_name: { include } } });
  });
});

describe('the files', () => {
  test('are one for each branch or pattern that refuses pushes', () => {
    const generation = generateRulesets(
      policyOf(
        `branches: { ${PRODUCTION}, ai: { match: ["auto/**"], force_push: allow }, b: { match: [b], direct_push: deny } }`,
      ),
    );
    expect(generation.kind === 'files' ? generation.files.map(({ path }) => path) : []).toEqual([
      '.github/rulesets/lockkeeper-main.json',
      '.github/rulesets/lockkeeper-b.json',
    ]);
    expect(generation.kind === 'files' ? generation.next.at(-1) : '').toBe(
      '  gh api --method POST "repos/{owner}/{repo}/rulesets" --input .github/rulesets/lockkeeper-b.json',
    );
  });

  test('stay in their folder, whatever the branch is called', () => {
    const generation = generateRulesets(
      policyOf('branches: { a: { match: ["..x/y z%"], direct_push: deny } }'),
    );
    expect(generation.kind === 'files' ? generation.files.map(({ path }) => path) : []).toEqual([
      '.github/rulesets/lockkeeper-..x_2fy_20z_25.json',
    ]);
  });

  test('take the place of those that stood for all branches of a kind', () => {
    const generation = generateRulesets(
      policyOf(`branches: { ${PRODUCTION}, b: { match: [b], direct_push: deny } }`),
    );
    expect(generation).toMatchObject({ unwanted: ['.github/rulesets/lockkeeper-production.json'] });
  });

  test('are known as generated, although JSON holds no comment', () => {
    const generation = generateRulesets(policyOf(`branches: { ${PRODUCTION} }`));
    for (const { text } of generation.kind === 'files' ? generation.files : []) {
      expect(isGenerated(text)).toBe(true);
    }
  });

  test.each(['', 'branches: { ai: { match: ["auto/*"] } }'])('are none for %j', (policy) => {
    expect(generateRulesets(policyOf(policy))).toEqual({
      kind: 'problem',
      problem:
        'No kind of branch in lockkeeper.yaml refuses a push. Describe one: branches: { production: { match: [main], direct_push: deny, force_push: deny } }.',
    });
  });
});

function bodiesOf(policy: string): readonly unknown[] {
  const generation = generateRulesets(policyOf(policy));
  if (generation.kind === 'problem') throw new Error(generation.problem);
  return generation.files.map(({ text }): unknown => JSON.parse(text));
}

function refsOf(body: unknown): readonly string[] {
  const { conditions } = body as {
    readonly conditions: { readonly ref_name: { readonly include: readonly string[] } };
  };
  return conditions.ref_name.include;
}

function checksOf(body: unknown): readonly string[] {
  return Array.from(JSON.stringify(body).matchAll(/"context":"(.*?)"/g), ([, context = '']) => context);
}

function pullRequestOf(body: unknown): unknown {
  const { rules } = body as {
    readonly rules: readonly { readonly type: string; readonly parameters?: unknown }[];
  };
  return rules.find(({ type }) => type === 'pull_request')?.parameters;
}

function policyOf(text: string): Policy {
  const policy = loadPolicy({ path: 'lockkeeper.yaml', text: `version: 1\n${text}\n` });
  if (policy.kind === 'invalid') throw new Error(policy.problems.map(({ message }) => message).join('\n'));
  return policy;
}
