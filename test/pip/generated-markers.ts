import { generatedVersion } from './generated-versions.ts';
import { type Random, oneOf } from './random.ts';

/** A marker by the grammar of PEP 508, sometimes not quite. */
export function generatedMarker(random: Random, depth = 2): string {
  if (depth === 0 || random.chance(0.6)) return comparison(random);
  if (random.chance(0.35)) return `(${blank(random)}${generatedMarker(random, depth - 1)}${blank(random)})`;
  const joined = random.chance(0.9)
    ? random.pick([' and ', ' or ', '\tor\t', ' and  '])
    : random.pick([' AND ', ')and(', ' xor ', 'and', ' not ']);
  return `${generatedMarker(random, depth - 1)}${joined}${generatedMarker(random, depth - 1)}`;
}

function comparison(random: Random): string {
  const variable = random.pick(VARIABLES);
  const value = oneOf(random, [quotedVersion, quotedVersion, quotedText, quotedText, oddOperand]);
  const [left, right] = random.chance(0.8) ? [variable, value] : [value, variable];
  return `${left}${blank(random)}${random.pick(random.chance(0.92) ? OPERATORS : ODD_OPERATORS)}${blank(random)}${right}`;
}

function blank(random: Random): string {
  return random.pick(['', ' ', ' ', ' ', '  ', '\t']);
}

function quotedVersion(random: Random): string {
  const version = random.pick(['3', '3.8', '3.10', '2.7', '3.11.7', '3.*', '3.9.0rc1', '', '6.1.0']);
  return quoted(random, random.chance(0.85) ? version : generatedVersion(random));
}

function quotedText(random: Random): string {
  return quoted(random, random.pick(TEXTS));
}

function quoted(random: Random, text: string): string {
  const quote = random.pick(['"', '"', "'"]);
  return `${quote}${text}${random.chance(0.98) ? quote : ''}`;
}

function oddOperand(random: Random): string {
  return random.pick([...VARIABLES, '3.8', 'linux', '""', "''", '"a\'b"', "'a\"b'", '"\\x41"', 'None']);
}

const OPERATORS = [
  ...(['==', '==', '!=', '>=', '<=', '<', '>', '~=', '===', ' in ', ' in ', ' not in '] as const),
] as const satisfies readonly [string, ...string[]];

const ODD_OPERATORS = [' not  in ', ' not\tin ', ' notin ', '=', ' is ', ' IN ', '=='] as const;

const VARIABLES = [
  ...(['python_version', 'python_version', 'python_full_version', 'os_name', 'sys_platform'] as const),
  ...(['platform_release', 'platform_system', 'platform_version', 'platform_machine'] as const),
  ...(['platform_python_implementation', 'implementation_name', 'implementation_version'] as const),
  ...(['extra', 'extra', 'extras', 'dependency_groups', 'os.name', 'sys.platform'] as const),
  ...(['platform.machine', 'platform.version', 'platform.python_implementation'] as const),
  ...(['python_implementation', 'platform_node', 'Python_Version', 'python_versions'] as const),
] as const satisfies readonly [string, ...string[]];

const TEXTS = [
  ...(['linux', 'win32', 'darwin', 'posix', 'nt', 'CPython', 'PyPy', 'cpython', 'x86_64'] as const),
  ...(['Linux', 'Windows', 'linux win32', 'test', 'Foo_Bar', 'dev.x', 'a b', 'a;b', 'a#b'] as const),
  ...(['#1 SMP', 'a\\b', 'a\\n', 'caf\u00E9', ' linux '] as const),
] as const satisfies readonly [string, ...string[]];
