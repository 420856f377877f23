import type { MarkerEnvironment } from './marker-evaluation.ts';

export type MarkerPlatform = 'linux' | 'macos' | 'windows';

/**
 * What CPython says of itself on such a machine, where a requirement is installed without its extras.
 * `python` is `3.11`, which stands for `3.11.0`, or `3.11.7`; of anything else no version is known. Neither
 * are the machine and the release of its system.
 */
export function markerEnvironment({
  python,
  platform,
}: {
  readonly python: string;
  readonly platform: MarkerPlatform;
}): MarkerEnvironment {
  return {
    ...pythonVariables(python),
    ...PLATFORMS[platform],
    implementation_name: 'cpython',
    platform_python_implementation: 'CPython',
    extra: '',
  };
}

function pythonVariables(python: string): MarkerEnvironment {
  const [, minor, rest] = /^(\d+\.\d+)(\.\d[\w.+]*)?$/.exec(python) ?? [];
  if (minor === undefined) return {};
  const full = `${minor}${rest ?? '.0'}`;
  return { python_version: minor, python_full_version: full, implementation_version: full };
}

const PLATFORMS: Readonly<Record<MarkerPlatform, MarkerEnvironment>> = {
  linux: { os_name: 'posix', sys_platform: 'linux', platform_system: 'Linux' },
  macos: { os_name: 'posix', sys_platform: 'darwin', platform_system: 'Darwin' },
  windows: { os_name: 'nt', sys_platform: 'win32', platform_system: 'Windows' },
};
