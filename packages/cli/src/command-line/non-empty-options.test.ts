import { expect, test } from 'vitest';

import { nonEmptyEnvironment, nonEmptyService } from './non-empty-options.ts';

test.each([undefined, 'production', 'staging-eu'])(
  'an environment is taken as it is named: %j',
  (environment) => {
    expect(nonEmptyEnvironment({ environment })).toBe(environment);
  },
);

test.each(['production\n', ' production', 'production \r\n'])(
  'blanks around it make it no other one: %j',
  (environment) => {
    expect(nonEmptyEnvironment({ environment })).toBe('production');
  },
);

test.each(['', ' ', '\n'])('an empty one is no question that was left out: %j', (environment) => {
  expect(() => nonEmptyEnvironment({ environment })).toThrow('--environment is empty.');
});

test.each([undefined, 'api', ' api\n'])('a service is taken in the same way: %j', (service) => {
  expect(nonEmptyService({ service })).toBe(service?.trim());
});

test.each(['', ' \r\n'])('and an empty one is none that was left out: %j', (service) => {
  expect(() => nonEmptyService({ service })).toThrow('--service is empty.');
});
