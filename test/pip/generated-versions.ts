import { type Random, several } from './random.ts';

/** A version by the grammar of PEP 440, in any of the spellings it takes. */
export function generatedVersion(random: Random): string {
  const epoch = random.chance(0.08) ? `${number(random)}!` : '';
  const release = several(random, number, [1, 4]).join('.');
  const pre = random.chance(0.25) ? phase(random, PRES) : '';
  const post = random.chance(0.15) ? postOf(random) : '';
  const dev = random.chance(0.12) ? phase(random, ['dev', 'DEV', 'Dev']) : '';
  const local = random.chance(0.12) ? `+${several(random, localPart, [1, 3]).join(separator(random))}` : '';
  const prefix = random.chance(0.05) ? random.pick(['v', 'V', ' v', 'vv']) : '';
  return `${prefix}${epoch}${release}${pre}${post}${dev}${local}`;
}

/** One clause such as `>=1.2`, near enough to the grammar to be worth reading. */
function generatedClause(random: Random): string {
  const operator = random.pick(OPERATORS);
  const blank = random.chance(0.2) ? random.pick([' ', '  ', '\t', '\u00A0']) : '';
  const version = random.chance(0.9) ? generatedVersion(random) : random.pick(ODD_VERSIONS);
  const wildcard = random.chance(/^[=!]=$/.test(operator) ? 0.2 : 0.03) ? random.pick(WILDCARDS) : '';
  return `${operator}${blank}${version}${wildcard}`;
}

/** Clauses with commas between them, and now and then a comma too many. */
export function generatedSpecifier(random: Random): string {
  const comma = random.chance(0.6) ? ',' : random.pick([', ', ' ,', ' , ', '\t,', ',,', ' ']);
  const clauses = several(random, generatedClause, [1, random.chance(0.3) ? 3 : 1]).join(comma);
  if (random.chance(0.04)) return `(${clauses})`;
  if (random.chance(0.03)) return `( ${clauses} )`;
  return random.chance(0.04) ? `${clauses},` : clauses;
}

const OPERATORS = ['==', '==', '==', '==', '>=', '<=', '<', '>', '~=', '!=', '===', '=', '=>'] as const;
const WILDCARDS = ['.*', '.*', '.*', '*', '.x', '.*.1'] as const;
const PRES = ['a', 'b', 'c', 'rc', 'alpha', 'beta', 'pre', 'preview', 'A', 'RC', 'Beta', 'x'] as const;
const ODD_VERSIONS = [
  'dev',
  'latest',
  '*',
  '',
  '1.x',
  '2013b',
  '1-1-1',
  '1.0-SNAPSHOT',
  '1.0;',
  '${VERSION}',
  '1 0',
  '1..0',
  '\uFF11.0',
  '1.0+\u017F',
  '"1.0"',
  '99999999999999999999',
  '0x10',
  'g1234567',
] as const;

function number(random: Random): string {
  return random.pick(['0', '0', '1', '1', '1', '2', '3', '10', '11', '00', '01', '2024', '9007199254740993']);
}

function phase(random: Random, names: readonly [string, ...string[]]): string {
  return `${separator(random)}${random.pick(names)}${random.chance(0.8) ? `${separator(random)}${number(random)}` : ''}`;
}

function postOf(random: Random): string {
  return random.chance(0.2) ? `-${number(random)}` : phase(random, ['post', 'rev', 'r', 'POST']);
}

function separator(random: Random): string {
  return random.pick(['', '', '.', '-', '_']);
}

function localPart(random: Random): string {
  return random.pick(['1', '01', 'cu121', 'ubuntu', 'ABC', 'a1b2', '10', 'x_y']);
}
