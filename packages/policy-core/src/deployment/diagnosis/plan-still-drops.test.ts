import { describe, expect, test } from 'vitest';

import { checkPlan } from '../../database/plan/check-plan.ts';
import { RECOVERY_STEPS, STILL_DROPS } from '../../database/plan/recovery-steps.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { PRODUCTION, unseen } from '../../testing/sample-audit.ts';
import { sectionOf, shopAtVersion, stepOf, troubleSightOf } from '../../testing/sample-troubles.ts';

const PARSERS = await testParsers();

const section = (given: Parameters<typeof troubleSightOf>[1] = {}) =>
  sectionOf('plan-still-drops', troubleSightOf(PARSERS, given));
const plan = (text: string) => ({ plan: checkPlan(text, PARSERS.sql) });
const DROP = plan('DROP TABLE orders;');
const ALIKE = { production: shopAtVersion('c3', PRODUCTION) };

describe('a platform that still shows DROP TABLE', () => {
  test('is at hand where the guard passes and the plan takes a table away [row 4.71]', () => {
    const { title, applies, seen } = section(DROP);
    expect({ title, applies }).toEqual({ title: 'The platform still shows DROP TABLE', applies: 'yes' });
    expect(seen[0]).toBe('Do not approve the plan.');
    expect(seen.join(' ')).toContain('orders');
    expect(seen.at(-1)).toBe('✅ GUARD PASSED with exit code 0: Every check passed.');
  });

  test('is at hand where the guard does not pass, which comes first', () => {
    const guard = {
      kind: 'ran',
      commit: 'aa',
      exit: 1,
      headline: '❌ GUARD FAILED',
      explanation: '2 errors.',
    } as const;
    expect(section({ ...DROP, guard })).toMatchObject({ applies: 'yes' });
    expect(section({ ...DROP, guard }).seen.slice(-2)).toEqual([
      '❌ GUARD FAILED with exit code 1: 2 errors.',
      'The guard comes first: fix what it names, and run it again.',
    ]);
    const unasked = section({ ...DROP, guard: { kind: 'not-run', why: 'There is no policy.' } });
    expect(unasked.seen).toContain('The guard could not judge. There is no policy.');
  });

  test('is not, where the plan takes nothing away', () => {
    expect(section(plan('CREATE TABLE parcels (id int);'))).toMatchObject({
      applies: 'no',
      seen: ['Nothing in the plan removes data.', expect.stringContaining('GUARD PASSED') as string],
    });
  });

  test('is not known without a plan, or with one that cannot be judged', () => {
    expect(section()).toMatchObject({ applies: 'unknown' });
    expect(section().seen[0]).toBe('No plan was shown. Give what the platform shows with --plan FILE.');
    expect(section(plan('EXECUTE cleanup;'))).toMatchObject({
      applies: 'unknown',
      seen: [
        'A part of the plan cannot be judged. See `lockkeeper plan check`.',
        expect.any(String) as string,
      ],
    });
  });
});

describe('what to do about it', () => {
  test('are the four steps of the policy, in their order [row 4.71] [row 4.72] [row 4.73] [row 4.74]', () => {
    const { steps } = section(DROP);
    expect(steps.map(({ text }) => text)).toEqual([
      'The platform may compare with a schema that it has kept.',
      'Cancel, begin the publish anew.',
      'Check which production database it is connected to.',
      'As a last resort, ask the support of the platform, which may have to read the schema anew.',
    ]);
    expect(steps.map(({ commands }) => commands)).toEqual([
      ['lockkeeper db audit'],
      ['lockkeeper plan check plan.sql'],
      ['lockkeeper db audit'],
      [],
    ]);
  });

  test('has the words of what to do with any plan that removes data', () => {
    const last = RECOVERY_STEPS.at(-1) ?? '';
    for (const words of [STILL_DROPS.cached, STILL_DROPS.retry, STILL_DROPS.address])
      expect(last).toContain(words);
  });

  test('tells from two databases that are alike that the plan compares with another [row 4.71]', () => {
    expect(stepOf(section({ ...DROP, ...ALIKE }), 1)).toMatchObject({
      state: 'done',
      seen: expect.stringContaining('compares with something else') as string,
    });
    const differing = shopAtVersion('c3', { ...PRODUCTION, parts: [] });
    expect(stepOf(section({ ...DROP, production: differing }), 1).seen).toContain('are not alike');
    expect(stepOf(section({ production: unseen('lost') }), 1).state).toBe('unknown');
    expect(stepOf(section({ production: shopAtVersion('c3') }), 1).state).toBe('unknown');
  });

  test('tells whether the two addresses lead to two databases [row 4.73]', () => {
    expect(stepOf(section(DROP), 3)).toMatchObject({
      state: 'unknown',
      seen: expect.stringMatching(
        /^Two databases: DATABASE_URL leads to \S+ at .+, and DATABASE_URL_PROD leads to shop at db\.example\.com:5432\./,
      ) as string,
    });
    expect(stepOf(section({ ...DROP, production: shopAtVersion('c3') }), 3)).toMatchObject({
      state: 'not-done',
      seen: expect.stringMatching(/^Both variables lead to the same database/) as string,
    });
    expect(stepOf(section({ production: unseen('unset', 'it is not set') }), 3)).toMatchObject({
      state: 'unknown',
      seen: 'Production was not seen because it is not set.',
    });
  });
});
