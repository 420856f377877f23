import { expect, test } from 'vitest';

import { askedEnvironment } from './asked-environment.ts';

test.each([undefined, 'production', 'staging-eu'])(
  'an environment is taken as it is named: %j',
  (environment) => {
    expect(askedEnvironment({ environment })).toBe(environment);
  },
);

test.each(['production\n', ' production', 'production \r\n'])(
  'blanks around it make it no other one: %j',
  (environment) => {
    expect(askedEnvironment({ environment })).toBe('production');
  },
);

test.each(['', ' ', '\n'])('an empty one is no question that was left out: %j', (environment) => {
  expect(() => askedEnvironment({ environment })).toThrow('--environment is empty.');
});
