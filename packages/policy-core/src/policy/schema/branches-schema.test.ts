import { describe, expect, test } from 'vitest';

import { problemsIn } from '../../testing/problems-in.ts';

const ENFORCED = 'Remove it: only keys that are enforced are accepted.';

describe('a kind of branch', () => {
  test.each([
    'branches: {}',
    'branches: { production: { match: [main] } }',
    'branches: { "release train": { match: ["release/**", "hotfix-*"] } }',
    'branches: { production: { match: [main], environment: production, service: shop } }',
    'branches: { production: { match: [main], optional: true } }',
    'branches: { production: { match: [main], optional: false } }',
    'branches: { production: { match: [main], direct_push: allow, force_push: allow } }',
    'branches: { production: { match: [main], direct_push: deny, force_push: deny } }',
    'branches: { production: { match: [main], merge: pull_request } }',
  ])('may be written %s', (keys) => {
    expect(problemsIn(keys)).toEqual([]);
  });

  test.each([
    ['branches: [main]', 'branches must be a map.', '[main]'],
    ['branches: main', 'branches must be a map.', 'main'],
    ['branches: { production: main }', 'branches.production must be a map.', 'main'],
    ['branches: { production: {} }', 'branches.production.match is missing. Add it.', '{}'],
    ['branches: { production: { match: main } }', 'branches.production.match must be a list.', 'main'],
    ['branches: { production: { match: [] } }', 'branches.production.match must not be empty.', '[]'],
    ['branches: { production: { match: [1] } }', 'branches.production.match[0] must be a text.', '1'],
    [
      'branches: { production: { match: [main], environment: "" } }',
      'branches.production.environment must not be empty.',
      '""',
    ],
    [
      'branches: { production: { match: [main], service: 7 } }',
      'branches.production.service must be a text.',
      '7',
    ],
    [
      'branches: { production: { match: [main], optional: maybe } }',
      'branches.production.optional must be true or false.',
      'maybe',
    ],
    [
      'branches: { production: { match: [main], direct_push: false } }',
      'branches.production.direct_push must be "allow" or "deny".',
      'false',
    ],
    [
      'branches: { production: { match: [main], force_push: never } }',
      'branches.production.force_push must be "allow" or "deny".',
      'never',
    ],
    [
      'branches: { production: { match: [main], merge: squash } }',
      'branches.production.merge must be "pull_request".',
      'squash',
    ],
    [
      'branches: { production: { match: [main], push: deny } }',
      `Unknown key "push" in branches.production. ${ENFORCED}`,
      'push',
    ],
    [
      'branches: { production: { match: [main], forcepush: deny } }',
      'Unknown key "forcepush" in branches.production. Did you mean "force_push"?',
      'forcepush',
    ],
  ])('is not written %s', (keys, message, underlined) => {
    expect(problemsIn(keys)).toEqual([[message, underlined]]);
  });

  test.each(['[x', '!main', '{a,b}', '../main'])(
    'has patterns like those of paths, and %s is none, whatever the dialect of paths',
    (pattern) => {
      for (const dialect of ['lockpath', 'codeowners']) {
        const keys = `patterns: { dialect: ${dialect} }\nbranches: { production: { match: ["${pattern}"] } }`;
        const [[message, underlined] = []] = problemsIn(keys);
        expect(message).toContain(`Pattern ${JSON.stringify(pattern)}: `);
        expect(underlined).toBe(`"${pattern}"`);
      }
    },
  );

  test('is no place to name a pattern twice over: each wrong one is named', () => {
    expect(problemsIn('branches: { a: { match: ["[x", main, "[y"] } }').map(([, place]) => place)).toEqual([
      '"[x"',
      '"[y"',
    ]);
  });
});

describe('where branches are deployed', () => {
  const KINDS = 'production: { match: [main] }, ai: { match: ["auto/*"] }';

  test.each([
    `branches: { ${KINDS}, deploy_from: {} }`,
    `branches: { ${KINDS}, deploy_from: { staging: [ai, production], production: [production] } }`,
    `branches: { ${KINDS}, production_requires: [] }`,
    `branches: { ${KINDS}, production_requires: [human_approval, checks_green, tagged] }`,
  ])('may be written %s', (keys) => {
    expect(problemsIn(keys)).toEqual([]);
  });

  test.each([
    ['deploy_from: [ai]', 'branches.deploy_from must be a map.', '[ai]'],
    ['deploy_from: { staging: ai }', 'branches.deploy_from.staging must be a list.', 'ai'],
    ['deploy_from: { staging: [] }', 'branches.deploy_from.staging must not be empty.', '[]'],
    [
      'deploy_from: { staging: [AI] }',
      'branches.deploy_from.staging[0] is not valid: Use lower-case letters, digits and -.',
      'AI',
    ],
    [
      'deploy_from: { staging: [ai, prod] }',
      'There is no kind of branch "prod" under branches. Describe it there: prod: { match: [...] }.',
      'prod',
    ],
    [
      'deploy_from: { staging: [ai], production: [productions] }',
      'There is no kind of branch "productions" under branches. Did you mean production?',
      'productions',
    ],
    ['production_requires: tagged', 'branches.production_requires must be a list.', 'tagged'],
    [
      'production_requires: [tagged, luck]',
      'branches.production_requires[1] must be "human_approval" or "checks_green" or "tagged".',
      'luck',
    ],
  ])('is not written %s', (written, message, underlined) => {
    expect(problemsIn(`branches: { ${KINDS}, ${written} }`)).toEqual([[message, underlined]]);
  });

  test('is not a kind of branch of that name', () => {
    expect(problemsIn('branches: { deploy_from: { match: [main] } }')).toEqual([
      [
        'There is no kind of branch "main" under branches. Describe it there: main: { match: [...] }.',
        'main',
      ],
    ]);
  });
});
