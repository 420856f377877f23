import { describe, expect, test } from 'vitest';

import { markerOf } from '../../testing/any-marker.ts';
import { evaluateMarker } from './marker-evaluation.ts';

/** Five machines, each with everything a marker can ask of it. */
const MACHINES = {
  py2: {
    python_version: '2.7',
    python_full_version: '2.7.18',
    os_name: 'posix',
    sys_platform: 'linux2',
    platform_system: 'Linux',
    platform_machine: 'x86_64',
    platform_python_implementation: 'CPython',
    implementation_name: 'cpython',
    implementation_version: '2.7.18',
    platform_release: '4.15.0',
    platform_version: '#1 SMP',
    extra: '',
  },
  win: {
    python_version: '3.8',
    python_full_version: '3.8.10',
    os_name: 'nt',
    sys_platform: 'win32',
    platform_system: 'Windows',
    platform_machine: 'AMD64',
    platform_python_implementation: 'CPython',
    implementation_name: 'cpython',
    implementation_version: '3.8.10',
    platform_release: '10',
    platform_version: '10.0.19041',
    extra: '',
  },
  mac: {
    python_version: '3.11',
    python_full_version: '3.11.7',
    os_name: 'posix',
    sys_platform: 'darwin',
    platform_system: 'Darwin',
    platform_machine: 'arm64',
    platform_python_implementation: 'CPython',
    implementation_name: 'cpython',
    implementation_version: '3.11.7',
    platform_release: '23.1.0',
    platform_version: 'Darwin Kernel Version 23.1.0',
    extra: 'test',
  },
  pypy: {
    python_version: '3.10',
    python_full_version: '3.10.13',
    os_name: 'posix',
    sys_platform: 'linux',
    platform_system: 'Linux',
    platform_machine: 'aarch64',
    platform_python_implementation: 'PyPy',
    implementation_name: 'pypy',
    implementation_version: '7.3.13',
    platform_release: '6.1.0-18-amd64',
    platform_version: '#1 SMP',
    extra: '',
  },
  rc: {
    python_version: '3.14',
    python_full_version: '3.14.0rc1',
    os_name: 'posix',
    sys_platform: 'linux',
    platform_system: 'Linux',
    platform_machine: 'x86_64',
    platform_python_implementation: 'CPython',
    implementation_name: 'cpython',
    implementation_version: '3.14.0rc1',
    platform_release: '6.8',
    platform_version: '#1',
    extra: 'dev-tools',
  },
} as const;

/** The machines on which a marker holds; with `?` those on which it compares what cannot be compared. */
function holdsOn(text: string): string {
  const marker = markerOf(text);
  return Object.entries(MACHINES)
    .flatMap(([machine, environment]) => {
      const evaluation = evaluateMarker(marker, environment);
      if (evaluation.kind !== 'value') return [`${machine}?`];
      return evaluation.value ? [machine] : [];
    })
    .join(' ');
}

/** As the reference implementation of PEP 508 answers. */
describe.each<[what: string, table: readonly (readonly [marker: string, machines: string])[]]>([
  [
    'the minor version of Python',
    [
      ['python_version == "3.8"', 'win'],
      ['python_version == "3.1"', ''],
      ['python_version == "3.11.0"', 'mac'],
      ['python_version != "3.8"', 'py2 mac pypy rc'],
      ['python_version >= "3"', 'win mac pypy rc'],
      ['python_version >= "3.8"', 'win mac pypy rc'],
      ['python_version >= "3.9"', 'mac pypy rc'],
      ['python_version >= "3.10"', 'mac pypy rc'],
      ['python_version > "3.8"', 'mac pypy rc'],
      ['python_version > "3"', 'win mac pypy rc'],
      ['python_version > "3.13"', 'rc'],
      ['python_version < "3"', 'py2'],
      ['python_version < "3.10"', 'py2 win'],
      ['python_version < "3.9.1"', 'py2 win'],
      ['python_version <= "3.8"', 'py2 win'],
      ['python_version <= "2.7"', 'py2'],
      ['python_version == "3.*"', 'win mac pypy rc'],
      ['python_version != "3.*"', 'py2'],
      ['python_version ~= "3.8"', 'win mac pypy rc'],
      ['python_version ~= "3.0"', 'win mac pypy rc'],
      ['python_version ~= "2.6"', 'py2'],
      ['python_version === "3.11"', 'mac'],
      ['python_version < "4"', 'py2 win mac pypy rc'],
      ['python_version >= "3.14.0rc1"', 'rc'],
      ['python_version >= "3.8.0"', 'win mac pypy rc'],
    ],
  ],
  [
    'the full version of Python',
    [
      ['python_full_version == "3.8.10"', 'win'],
      ['python_full_version == "3.8.*"', 'win'],
      ['python_full_version >= "3.8"', 'win mac pypy rc'],
      ['python_full_version > "3.8"', 'win mac pypy rc'],
      ['python_full_version < "3.8.1"', 'py2'],
      ['python_full_version <= "3.11.7"', 'py2 win mac pypy'],
      ['python_full_version < "3.14"', 'py2 win mac pypy'],
      ['python_full_version >= "3.14"', ''],
      ['python_full_version >= "3.14.0rc1"', 'rc'],
      ['python_full_version >= "3.14.dev0"', 'rc'],
      ['python_full_version != "3.8.10"', 'py2 mac pypy rc'],
      ['python_full_version ~= "3.8.0"', 'win'],
      ['python_full_version ~= "3.11"', 'mac rc'],
      ['implementation_version >= "7"', 'pypy'],
      ['implementation_version < "3.9"', 'py2 win'],
      ['implementation_version == "3.14.0rc1"', 'rc'],
    ],
  ],
  [
    'a version on the left',
    [
      ['"3.8" == python_version', 'win'],
      ['"3.8" <= python_version', 'win mac pypy rc'],
      ['"3.9" > python_version', 'py2 win'],
      ['"3.10" < python_version', 'mac rc'],
      ['"3.8.10" != python_full_version', 'py2 mac pypy rc'],
      ['"3" ~= python_version', ''],
    ],
  ],
  [
    'versions as a text',
    [
      ['python_version in "3.8 3.9"', 'win'],
      ['python_version in "2.7, 3.8"', 'py2 win'],
      ['python_version not in "2.7, 3.8"', 'mac pypy rc'],
      ['python_version in "3.110"', 'mac'],
      ['python_version in "3"', ''],
      ['"3.1" in python_version', 'mac pypy rc'],
      ['"2" not in python_version', 'win mac pypy rc'],
    ],
  ],
  [
    'the platform',
    [
      ['sys_platform == "win32"', 'win'],
      ['sys_platform != "win32"', 'py2 mac pypy rc'],
      ['sys_platform == "linux"', 'pypy rc'],
      ['sys_platform in "linux linux2"', 'py2 pypy rc'],
      ['sys_platform not in "win32 darwin"', 'py2 pypy rc'],
      ['"linux" in sys_platform', 'py2 pypy rc'],
      ['"win" in sys_platform', 'win mac'],
      ['sys_platform == "LINUX"', ''],
      ['os_name == "nt"', 'win'],
      ['os_name != "nt"', 'py2 mac pypy rc'],
      ['os_name == "posix"', 'py2 mac pypy rc'],
      ['"nt" == os_name', 'win'],
      ['platform_system == "Linux"', 'py2 pypy rc'],
      ['platform_system == "Windows"', 'win'],
      ['platform_machine == "arm64"', 'mac'],
      ['platform_machine in "x86_64 AMD64"', 'py2 win rc'],
      ['platform_machine != "x86_64"', 'win mac pypy'],
      ['os.name == "nt"', 'win'],
      ['sys.platform == "darwin"', 'mac'],
      ['platform.machine == "AMD64"', 'win'],
      ['platform_version == "#1"', 'rc'],
      ['"Kernel" in platform_version', 'mac'],
    ],
  ],
  [
    'the order of texts',
    [
      ['sys_platform < "m"', ''],
      ['sys_platform > "m"', ''],
      ['sys_platform <= "linux"', 'pypy rc'],
      ['sys_platform >= "win32"', 'win'],
      ['os_name ~= "posix"', 'py2? win? mac? pypy? rc?'],
      ['platform_machine === "arm64"', 'py2? win? mac? pypy? rc?'],
    ],
  ],
  [
    'the release of the platform',
    [
      ['platform_release >= "5"', 'win mac rc'],
      ['platform_release < "20"', 'py2 win rc'],
      ['platform_release == "10"', 'win'],
      ['platform_release == "6.1.0-18-amd64"', 'pypy'],
      ['platform_release != "10"', 'py2 mac rc'],
    ],
  ],
  [
    'the implementation',
    [
      ['implementation_name == "pypy"', 'pypy'],
      ['implementation_name != "pypy"', 'py2 win mac rc'],
      ['platform_python_implementation == "CPython"', 'py2 win mac rc'],
      ['platform_python_implementation == "cpython"', ''],
      ['python_implementation == "PyPy"', 'pypy'],
      ['platform.python_implementation != "CPython"', 'pypy'],
    ],
  ],
  [
    'an extra',
    [
      ['extra == "test"', 'mac'],
      ['extra == "Test"', 'mac'],
      ['extra != "test"', 'py2 win pypy rc'],
      ['extra == "dev_tools"', 'rc'],
      ['extra == "Dev.Tools"', 'rc'],
      ['"test" == extra', 'mac'],
      ['extra == ""', 'py2 win pypy'],
      ['extra in "test"', 'py2 win mac pypy'],
    ],
  ],
  [
    'several things',
    [
      ['python_version >= "3.8" and sys_platform == "win32"', 'win'],
      ['python_version >= "3.8" and python_version < "3.12"', 'win mac pypy'],
      ['sys_platform == "win32" or sys_platform == "darwin"', 'win mac'],
      ['os_name == "nt" or python_version < "3" and sys_platform == "linux2"', 'py2 win'],
      ['(os_name == "nt" or python_version < "3") and sys_platform == "linux2"', 'py2'],
      ['python_version < "3" or python_version >= "3.10" and implementation_name == "cpython"', 'py2 mac rc'],
      ['sys_platform == "linux" and platform_machine == "x86_64" or os_name == "nt"', 'win rc'],
      ['sys_platform == "linux" and (platform_machine == "x86_64" or os_name == "nt")', 'rc'],
      ['python_version >= "3" and (sys_platform != "win32" or extra == "test")', 'mac pypy rc'],
      ['((python_version == "3.11"))', 'mac'],
      ['os_name == "posix" and os_name == "nt"', ''],
      ['python_version < "3" and os_name ~= "posix"', 'py2? win? mac? pypy? rc?'],
    ],
  ],
])('a marker that asks for %s', (_what, table) => {
  test.each(table)('%s holds on: %s', (marker, machines) => {
    expect(holdsOn(marker)).toBe(machines);
  });
});
