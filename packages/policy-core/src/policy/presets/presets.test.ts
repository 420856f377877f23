import { describe, expect, test } from 'vitest';

import { loadPolicy } from '../load-policy.ts';
import { mergePreset, PRESETS } from './presets.ts';

test.each(PRESETS.map(({ name, description }) => ({ name, description })))(
  '$name alone is a valid policy: $description',
  ({ name }) => {
    expect(loadPolicy({ path: 'lockkeeper.yaml', text: `version: 1\nextends: ${name}\n` })).toMatchObject({
      kind: 'policy',
    });
  },
);

describe('merging', () => {
  test.each([
    { what: 'a missing value is taken from the preset', file: undefined, preset: [1], merged: [1] },
    { what: 'a value that is there wins', file: 'mine', preset: 'theirs', merged: 'mine' },
    {
      what: 'maps merge key by key',
      file: { a: { x: 1 } },
      preset: { a: { x: 2, y: 2 }, b: 3 },
      merged: { a: { x: 1, y: 2 }, b: 3 },
    },
    {
      what: 'sections with an id keep theirs and gain the others',
      file: [{ id: 'a', n: 1 }],
      preset: [{ id: 'a', n: 2 }, { id: 'b' }],
      merged: [{ id: 'a', n: 1 }, { id: 'b' }],
    },
    { what: 'any other list replaces', file: ['x'], preset: ['y', 'z'], merged: ['x'] },
    {
      what: 'a value of another kind wins, and the schema judges it',
      file: 'oops',
      preset: { a: 1 },
      merged: 'oops',
    },
    { what: 'null is said, not missing', file: null, preset: { a: 1 }, merged: null },
  ])('$what', ({ file, preset, merged }) => {
    expect(mergePreset(file, preset)).toEqual(merged);
  });
});

test('what is built in stands at no preset', () => {
  const policy = loadPolicy({ path: 'lockkeeper.yaml', text: 'version: 1\nextends: alembic\n' });
  if (policy.kind === 'invalid') throw new Error(policy.problems.map(({ message }) => message).join('\n'));
  const { actors, machineOwned } = policy;
  const builtIn = [...actors.ai.branches, ...machineOwned.flatMap(({ paths }) => paths)];
  expect(builtIn.map(({ at }) => at.start.line)).toEqual(builtIn.map(() => 0));
});
