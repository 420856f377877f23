/** @typedef {Readonly<Record<string, number>>} Durations seconds of each file of tests, from test/durations.json */

/**
 * Deals files into shares that take about as long: the longest first, each to the share that has least so far. One that
 * nobody has measured counts as the mean of those that were, and is dealt behind them, so that it moves none of them.
 *
 * @param {readonly string[]} files
 * @param {{ readonly durations: Durations; readonly count: number }} options
 * @returns {readonly (readonly string[])[]}
 */
export function sharesOf(files, { durations, count }) {
  const measured = files.flatMap((file) => durations[file] ?? []);
  const mean = measured.reduce((sum, seconds) => sum + seconds, 0) / Math.max(1, measured.length);
  const shares = Array.from({ length: count }, () => ({ seconds: 0, files: /** @type {string[]} */ ([]) }));
  for (const file of files.toSorted(byDuration(durations))) {
    const least = shares.reduce((one, other) => (other.seconds < one.seconds ? other : one));
    least.files.push(file);
    least.seconds += durations[file] ?? Math.max(1, mean);
  }
  return shares.map((share) => share.files);
}

/**
 * @param {Durations} durations
 * @returns {(one: string, other: string) => number}
 */
function byDuration(durations) {
  return (one, other) =>
    (durations[other] ?? 0) - (durations[one] ?? 0) || (one < other ? -1 : one > other ? 1 : 0);
}
