import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { deploymentSchema } from './deployment-schema.ts';
import { PLACE_NAME } from './place-name.ts';

describe('the name of a place', () => {
  test.each(['api', 'API', 'web-2', 'worker_x', 'api.v1', '0', 'a-', 'a_', 'MayAssistant-prod', 'x.y.z'])(
    'is %s',
    (name) => {
      expect(PLACE_NAME.test(name)).toBe(true);
    },
  );

  test.each([
    '',
    '.',
    '..',
    '.git',
    'a.',
    'a..b',
    '-a',
    '_a',
    'a/b',
    'a\\b',
    'a b',
    'a\n',
    'é',
    'a*',
    '~',
    'C:',
  ])('is not %j', (name) => {
    expect(PLACE_NAME.test(name)).toBe(false);
  });

  test('is one step of a path, and never a hidden one', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 6 }), (name) => {
        if (!PLACE_NAME.test(name)) return;
        const { pathname } = new URL(`file:///deploys/${name}/x.json`);
        expect(pathname).toBe(`/deploys/${name}/x.json`);
        expect(name).not.toMatch(/^\.|[/\\]|\.$/);
      }),
    );
  });
});

describe('how a deploy is recorded', () => {
  const problemsOf = (written: object) =>
    deploymentSchema.safeParse(written).error?.issues.map(({ path }) => path.join('.')) ?? [];

  test.each<readonly [object, readonly string[]]>([
    [{ record: 'a.json' }, []],
    [{ record: 'a.json', services: ['api'] }, []],
    [{ record: 'a.json', services: ['api', 'worker'] }, []],
    [{ record: 'a.json', services: [] }, ['services']],
    [{ record: 'a.json', services: 'api' }, ['services']],
    [{ record: 'a.json', services: { api: {}, worker: {} } }, []],
    [{ record: 'a.json', services: ['api', ''] }, ['services.1']],
    [{ record: 'a.json', services: [7] }, ['services']],
    [{ record: '../a.json', services: ['api'] }, ['record']],
    [{ record: 'a.json', service: ['api'] }, ['']],
  ])('%j', (written, places) => {
    expect(problemsOf(written)).toEqual(places);
  });
});
