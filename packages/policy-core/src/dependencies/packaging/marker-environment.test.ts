import { describe, expect, it, test } from 'vitest';

import { markerEnvironment } from './marker-environment.ts';

describe('the environment of a machine', () => {
  it('holds what CPython says there, and nothing of the machine itself', () => {
    expect(markerEnvironment({ python: '3.11', platform: 'linux' })).toEqual({
      python_version: '3.11',
      python_full_version: '3.11.0',
      implementation_version: '3.11.0',
      implementation_name: 'cpython',
      platform_python_implementation: 'CPython',
      os_name: 'posix',
      sys_platform: 'linux',
      platform_system: 'Linux',
      extra: '',
    });
  });

  test.each([
    ['linux', { os_name: 'posix', sys_platform: 'linux', platform_system: 'Linux' }],
    ['macos', { os_name: 'posix', sys_platform: 'darwin', platform_system: 'Darwin' }],
    ['windows', { os_name: 'nt', sys_platform: 'win32', platform_system: 'Windows' }],
  ] as const)('names the system of %s', (platform, names) => {
    expect(markerEnvironment({ python: '3.11', platform })).toMatchObject(names);
  });

  test.each([
    ['3.11', '3.11', '3.11.0'],
    ['3.9.18', '3.9', '3.9.18'],
    ['3.13.0rc1', '3.13', '3.13.0rc1'],
    ['3.13.0a1+', '3.13', '3.13.0a1+'],
    ['2.7', '2.7', '2.7.0'],
  ])('takes %s for a Python %s whose full version is %s', (python, minor, full) => {
    expect(markerEnvironment({ python, platform: 'linux' })).toMatchObject({
      python_version: minor,
      python_full_version: full,
    });
  });

  test.each(['3', '', 'pypy3.9', '3.x', '3.11 ', '>=3.8', '3.11.'])('knows no version of %j', (python) => {
    const known = Object.keys(markerEnvironment({ python, platform: 'linux' }));
    expect(known.filter((name) => name.endsWith('_version'))).toEqual([]);
  });
});
