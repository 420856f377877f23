import { oneOf, type Random } from '../pip/random.ts';

/** The text after a slip: something is missing, doubled, cut off, or stands where it should not. */
export function mutatedScript(random: Random, text: string): string {
  let mutated = text;
  for (let slips = 1 + random.below(3); slips > 0; slips -= 1) {
    mutated = oneOf(random, SLIPS)(mutated, random.below(mutated.length + 1));
  }
  return mutated;
}

type Slip = (text: string, at: number) => string;

const SLIPS: readonly [(random: Random) => Slip, ...((random: Random) => Slip)[]] = [
  (random) => {
    const piece = random.pick(PIECES);
    return (text, at) => text.slice(0, at) + piece + text.slice(at);
  },
  (random) => {
    const length = 1 + random.below(12);
    return (text, at) => text.slice(0, at) + text.slice(at + length);
  },
  (random) => {
    const length = 1 + random.below(40);
    return (text, at) => text.slice(0, at + length) + text.slice(at);
  },
  () => (text, at) => text.slice(0, at),
  () => (text, at) => text.slice(at),
  () => (text) => text.replace(/\r?\n/g, '\r\n'),
  () => (text) => text.replace(/\r?\n/g, '\r'),
  (random) => {
    const piece = random.pick(PIECES);
    const times = 1 + random.below(60);
    return (text, at) => text.slice(0, at) + piece.repeat(times) + text.slice(at);
  },
];

const PIECES = [
  "'",
  '"',
  '$$',
  '$a$',
  '/*',
  '*/',
  '--',
  '\n',
  '\r',
  ';',
  '(',
  ')',
  '\\',
  '\\.\n',
  "E'",
  "U&'",
  'U&"',
  '\0',
  '\uFEFF',
  '\ud83d',
  '\ude00',
  '\u00a0',
  '{{',
  '}}',
  '${',
  ':a',
  ":'",
  '::',
  '$1',
  '[',
  'BEGIN ATOMIC',
  'CASE',
  'END',
  'COPY a FROM stdin;\n',
  'CREATE FUNCTION ',
  'DO $$',
  'EXECUTE ',
] as const;
