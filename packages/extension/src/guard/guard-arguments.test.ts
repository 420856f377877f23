import { expect, test } from 'vitest';

import { guardArguments } from './guard-arguments.ts';

const ALWAYS = ['guard', '--format', 'json', '--root', '/shop'];
const NOWHERE = { root: '/shop', environment: undefined, service: undefined, proof: [] };

test.each([
  ['nothing more than the repository', {}, []],
  ['where it goes', { environment: 'production' }, ['--environment', 'production']],
  [
    'which service goes there',
    { environment: 'staging', service: 'worker' },
    ['--environment', 'staging', '--service', 'worker'],
  ],
  ['a service alone', { service: 'api' }, ['--service', 'api']],
  [
    'how it is proved',
    { service: 'api', proof: ['--prove', '--python', '/venv/bin/python'] },
    ['--service', 'api', '--prove', '--python', '/venv/bin/python'],
  ],
])('the guard is told %s', (_what, question, more) => {
  expect(guardArguments({ ...NOWHERE, ...question })).toEqual([...ALWAYS, ...more]);
});
