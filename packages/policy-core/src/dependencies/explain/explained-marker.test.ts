import { describe, expect, test } from 'vitest';

import { parseProjectRequirement } from '../packaging/parse-project-requirement.ts';
import { explainedMarker } from './explained-marker.ts';

function explained(
  marker: string,
  python: string | undefined,
  platform: 'linux' | 'macos' | 'windows' = 'linux',
) {
  const reading = parseProjectRequirement(`a; ${marker}`);
  if (reading.kind === 'invalid') throw new Error(reading.problem);
  return explainedMarker(reading.requirement.marker?.parsed, { python, platform });
}

describe('a marker', () => {
  test('that is not there is nothing', () => {
    expect(explainedMarker(undefined, { python: '3.11', platform: 'linux' })).toBeNull();
  });

  test.each([
    ['python_version < "3.11"', '3.10', 'linux', true],
    ['python_version < "3.11"', '3.11', 'linux', false],
    ['python_version < "3.11"', '3.9.2', 'linux', true],
    ['python_full_version >= "3.11.2"', '3.11.1', 'linux', false],
    ['sys_platform == "win32"', undefined, 'windows', true],
    ['sys_platform == "win32"', undefined, 'macos', false],
    ['sys_platform == "darwin" or os_name == "nt"', undefined, 'macos', true],
    ['implementation_name == "cpython"', undefined, 'linux', true],
    ['extra == "test"', '3.12', 'linux', false],
    ['python_version >= "3" and sys_platform == "win32"', undefined, 'linux', false],
  ] as const)('%s for Python %s on %s: %s', (...[marker, python, platform, holds]) => {
    expect(explained(marker, python, platform)).toMatchObject({ holds, depends_on: [], problem: null });
  });

  test.each([
    ['python_version < "3.11"', ['python_version']],
    ['platform_machine == "arm64"', ['platform_machine']],
    ['platform_machine == "arm64" and python_version < "3"', ['platform_machine', 'python_version']],
    ['platform_release > "5" or python_full_version < "3"', ['platform_release', 'python_full_version']],
  ])('%s depends on %j where nobody says', (marker, variables) => {
    expect(explained(marker, undefined)).toMatchObject({ holds: null, depends_on: variables, problem: null });
  });

  test('that asks what cannot be compared says so', () => {
    expect(explained('sys_platform ~= "linux"', '3.11')).toMatchObject({
      holds: null,
      depends_on: [],
      problem: expect.stringContaining('cannot be compared'),
    });
    expect(explained('"test" in extras', '3.11')).toMatchObject({
      holds: null,
      problem: expect.stringContaining('there is no variable'),
    });
  });

  test('is shown in one spelling', () => {
    expect(explained("python_version<'3.9'and os.name=='nt'", '3.8')?.text).toBe(
      'python_version < "3.9" and os_name == "nt"',
    );
  });
});
