import { describe, expect, test } from 'vitest';

import { observed, unobserved, type Known } from '../../model/known.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { sampleSource } from '../../testing/sample-variables.ts';
import type { SeenVariables } from '../variables/seen-variables.ts';
import { environmentCheck } from './environment-check.ts';

const SECRET = { JWT_SECRET: { secret: true } };

type Shown = Readonly<Record<string, Known<SeenVariables> | string>>;

/** @param shown What `JWT_SECRET` is, or why that was not seen, by `production` or `production/api`. */
function asked(
  keys: Readonly<Record<string, unknown>>,
  shown: Shown,
  /** Empty: nobody named one. */
  named = 'production',
) {
  const environment = named === '' ? undefined : named;
  const policy = policyOf(keys);
  const sources = Object.entries(shown).map(([place, what]) => {
    const source = sampleSource(
      place,
      typeof what === 'string' ? { JWT_SECRET: what } : {},
      policy.variables,
    );
    return { ...source, seen: typeof what === 'string' ? observed(source.seen) : what };
  });
  return environmentCheck({ policy, environment, sources });
}

const told = ({ problems }: ReturnType<typeof asked>) => problems.map(({ text }) => text);

describe('another environment that must have other secrets', () => {
  const notCompared = (other: string) =>
    `Whether production and ${other} have a secret in common is not known: the variables of ${other} were not seen.`;

  test('is each that the section names', () => {
    const keys = {
      variables: [{ id: 'all', environments: ['production', 'staging', 'preview'], names: SECRET }],
    };
    expect(told(asked(keys, { production: 'one' }))).toEqual([
      notCompared('staging'),
      notCompared('preview'),
    ]);
    expect(told(asked(keys, { production: 'one', staging: 'two' }))).toEqual([notCompared('preview')]);
    expect(told(asked(keys, { production: 'one', staging: 'two', preview: 'three' }))).toEqual([]);
  });

  test('is each that branches deploy to, where the section names none', () => {
    const keys = {
      branches: {
        production: { match: ['main'], environment: 'production' },
        integration: { match: ['develop'], environment: 'staging' },
      },
      variables: [{ id: 'all', names: SECRET }],
    };
    expect(told(asked(keys, { production: 'one' }))).toEqual([notCompared('staging')]);
    expect(told(asked(keys, { production: 'one', staging: 'two' }))).toEqual([]);
  });

  test('is none where the section is about one environment, or nothing must differ', () => {
    expect(
      told(
        asked(
          { variables: [{ id: 'all', environments: ['production'], names: SECRET }] },
          { production: 'one' },
        ),
      ),
    ).toEqual([]);
    const names = { JWT_SECRET: { secret: true, differs: false }, REGION: { optional: true } };
    const keys = { variables: [{ id: 'all', environments: ['production', 'staging'], names }] };
    expect(told(asked(keys, { production: 'one' }))).toEqual([]);
  });

  test('was not seen where it could not be read', () => {
    const keys = { variables: [{ id: 'all', environments: ['production', 'staging'], names: SECRET }] };
    const check = asked(keys, { production: 'one', staging: unobserved('permission is denied') });
    expect(check.state).toBe('undetermined');
    expect(told(check)).toEqual([notCompared('staging')]);
    expect(check.problems[0]?.next_step).toBe(
      'Give them with `--variables staging=FILE`; where they may be the same, say `differs: false` in the policy.',
    );
  });
});

describe('a service that needs variables', () => {
  const keys = {
    variables: [
      { id: 'api', environments: ['production'], services: ['api', 'worker'], names: SECRET },
      { id: 'web', environments: ['staging'], services: ['web'], names: SECRET },
    ],
  };
  const unseen = (place: string, why = 'nobody gave them') =>
    `The variables of ${place} were not seen because ${why}.`;

  test.each<readonly [Shown, readonly string[]]>([
    [{}, [unseen('production/api'), unseen('production/worker')]],
    [{ 'production/api': 'one' }, [unseen('production/worker')]],
    [{ 'production/api': 'one', 'production/worker': 'one' }, []],
    [{ production: 'one' }, []],
    [{ 'staging/api': 'one' }, [unseen('production/api'), unseen('production/worker')]],
    [{ production: unobserved('it is a folder') }, [unseen('production', 'it is a folder')]],
    [
      { 'production/api': unobserved('it is a folder'), 'production/worker': 'one' },
      [unseen('production/api', 'it is a folder')],
    ],
  ])('was shown, or is told: %#', (shown, texts) => {
    expect(told(asked(keys, shown))).toEqual(texts);
  });

  test('is told how to give them', () => {
    expect(asked(keys, { 'production/api': 'one' }).problems[0]).toEqual({
      kind: 'undetermined',
      text: unseen('production/worker'),
      where: 'production/worker',
      path: null,
      next_step:
        'Give them with `--variables production/worker=FILE`, or `production/worker=process` where this process has them.',
    });
  });
});

describe('variables of an environment that the policy names none of', () => {
  const keys = { variables: [{ id: 'api', environments: ['production'], names: SECRET }] };

  test('are not proved where the policy names those of others: it may be a slip', () => {
    expect(asked(keys, { prodution: 'one' }, '')).toMatchObject({
      state: 'undetermined',
      problems: [
        {
          kind: 'undetermined',
          text: 'The policy names variables of production, and none of prodution.',
          where: 'prodution',
          path: null,
          next_step: 'Correct the name of the environment, or name its variables in the policy.',
        },
      ],
    });
  });

  test('are looked at where there is one that it names, or it names none at all', () => {
    expect(told(asked(keys, { production: 'one', staging: 'two' }, ''))).toEqual([]);
    expect(asked({}, { prodution: 'one' }, '').state).toBe('passed');
    expect(told(asked({ variables: [{ id: 'all', names: SECRET }] }, { any: 'one' }, ''))).toEqual([]);
  });
});

test('what was looked at is told with where, and how much of it the policy names', () => {
  const keys = { variables: [{ id: 'all', names: { ...SECRET, OTHER: { optional: true } } }] };
  expect(asked(keys, { 'production/api': 'one' }).evidence).toEqual([
    {
      text: '1 variable of production/api looked at; the policy names 2.',
      where: '.env.production',
    },
  ]);
});
