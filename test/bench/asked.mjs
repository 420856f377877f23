import { parseArgs } from 'node:util';

/**
 * What the arguments of `pnpm bench` ask for: all parts, or the one of `--only`, and a file for the figures.
 * A sentence where they cannot be followed.
 *
 * @param {readonly string[]} given
 * @param {readonly string[]} known
 * @returns {{ readonly names: readonly string[], readonly json: string | undefined } | string}
 */
export function askedFrom(given, known) {
  const read = valuesOf(given);
  if (typeof read === 'string') return read;
  const names = known.filter((name) => read.only === undefined || name === read.only);
  return names.length === 0
    ? `There is no part of the benchmark called ${read.only}. Name one of these: ${known.join(', ')}.`
    : { names, json: read.json };
}

/** @param {readonly string[]} given */
function valuesOf(given) {
  try {
    return parseArgs({ args: [...given], options: { only: { type: 'string' }, json: { type: 'string' } } })
      .values;
  } catch (problem) {
    const why = problem instanceof Error ? problem.message : String(problem);
    return `${why.split('. ')[0]?.replace(/\.$/, '')}. Give --only WORD, --json FILE, both or neither.`;
  }
}
