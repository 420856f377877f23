import { readFileSync } from 'node:fs';

import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';

import { generateRulesets } from '@lockkeeper/policy-core/generate';
import { filesOf, policyFrom } from './generated-files.ts';

const POLICY = `version: 1
branches:
  production: { match: [main], environment: production, direct_push: deny, force_push: deny, merge: pull_request }
  integration: { match: [develop], environment: staging, direct_push: deny }
  releases: { match: ["release/**", "hot*"], force_push: deny }
  trains: { match: ["trains/*"], direct_push: deny }
  ai: { match: ["auto/*", "auto/**"], force_push: allow }
  production_requires: [human_approval, checks_green, tagged]
`;

const validate = requestValidator();
const bodies = Object.entries(filesOf(generateRulesets(policyFrom(POLICY))));

describe("the body of GitHub's POST /repos/{owner}/{repo}/rulesets", () => {
  test('is written for each branch or pattern that refuses pushes', () => {
    expect(bodies.map(([path]) => path)).toEqual([
      '.github/rulesets/lockkeeper-main.json',
      '.github/rulesets/lockkeeper-develop.json',
      '.github/rulesets/lockkeeper-release_2f_2a_2a.json',
      '.github/rulesets/lockkeeper-hot_2a.json',
      '.github/rulesets/lockkeeper-trains_2f_2a.json',
      '.github/rulesets/lockkeeper-trains_2f_2a_20_28creation_29.json',
    ]);
  });

  test.each(bodies)("%s is one by GitHub's own description [rows 0.04, 0.23]", (_, text) => {
    expect(validate(JSON.parse(text)) ? [] : validate.errors).toEqual([]);
  });

  test.each([
    ['a rule that GitHub does not have', '"non_fast_forward"', '"no_force_push"'],
    ['a word that is mistyped', '"strict_required_status_checks_policy"', '"strict_required_status_checks"'],
    [
      'a number written as a text',
      '"required_approving_review_count": 1',
      '"required_approving_review_count": "1"',
    ],
    ['no such enforcement', '"active"', '"on"'],
    ['a check without a name', '"context"', '"name"'],
    ['no name', '"name": "Lockkeeper', '"title": "Lockkeeper'],
  ])('is not one with %s, so that the description says something', (_, right, wrong) => {
    const [, text = ''] = bodies[0] ?? [];
    expect(text).toContain(right);
    expect(validate(JSON.parse(text.replaceAll(right, wrong)))).toBe(false);
  });
});

function requestValidator() {
  const { paths, components } = z
    .object({ paths: z.record(z.string(), z.unknown()), components: z.unknown() })
    .parse(JSON.parse(readFileSync(new URL('../github/github-api.json', import.meta.url), 'utf8')));
  const body = z
    .object({
      post: z.object({
        requestBody: z.object({
          content: z.object({ 'application/json': z.object({ schema: z.looseObject({}) }) }),
        }),
      }),
    })
    .parse(paths['/repos/{owner}/{repo}/rulesets']).post.requestBody.content['application/json'].schema;
  const ajv = new Ajv({ strict: false });
  formats.default(ajv);
  return ajv.compile({ ...body, components });
}
