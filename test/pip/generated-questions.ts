import { generatedMarker } from './generated-markers.ts';
import { generatedSpecifier, generatedVersion } from './generated-versions.ts';
import type { PackagingQuestion } from './pip-answers.ts';
import type { Random } from './random.ts';
import { mutated } from './text-mutations.ts';

/** Something to ask of the library that pip reads versions, specifiers and markers with. */
export function generatedQuestion(random: Random, kind: PackagingQuestion['kind']): PackagingQuestion {
  switch (kind) {
    case 'version':
      return { kind, version: nearly(random, generatedVersion(random)) };
    case 'compare':
      return comparison(random);
    case 'specifier':
      return { kind, specifier: nearly(random, generatedSpecifier(random)) };
    case 'contains':
      return {
        kind,
        specifier: generatedSpecifier(random),
        version: generatedVersion(random),
        prereleases: random.pick([null, true, false]),
      };
    case 'marker':
      return { kind, marker: nearly(random, generatedMarker(random)), environment: environment(random) };
  }
}

function nearly(random: Random, text: string): string {
  return random.chance(0.2) ? mutated(random, text) : text;
}

/** Two versions that are often nearly the same. */
function comparison(random: Random): PackagingQuestion {
  const left = generatedVersion(random);
  const right = random.chance(0.4) ? mutated(random, left) : generatedVersion(random);
  return { kind: 'compare', left, right };
}

/** All that a marker may ask for where no extra is meant. */
function environment(random: Random): Readonly<Record<string, string>> {
  const python = random.pick(['3.8', '3.10', '3.11', '2.7']);
  const full = `${python}${random.pick(['.0', '.7', '.0rc1'])}`;
  return {
    python_version: python,
    python_full_version: full,
    implementation_version: full,
    implementation_name: random.pick(['cpython', 'pypy']),
    platform_python_implementation: random.pick(['CPython', 'PyPy']),
    os_name: random.pick(['posix', 'nt']),
    sys_platform: random.pick(['linux', 'win32', 'darwin']),
    platform_system: random.pick(['Linux', 'Windows']),
    platform_machine: random.pick(['x86_64', 'arm64']),
    platform_release: random.pick(['6.1.0', '6.1.0-18-amd64']),
    platform_version: '#1 SMP',
    extra: random.pick(['', '', 'test', 'foo-bar']),
  };
}
