/** @typedef {import('./sites.mjs').Site} Site */

/**
 * The site that stands for another in a later text: the longest common sequence of sites says which.
 *
 * @param {readonly Site[]} then
 * @param {{ now: readonly Site[], index: number }} what
 * @returns {Site | undefined}
 */
export function counterpart(then, { now, index }) {
  return matched(then, { now, index, same: exact }) ?? matched(then, { now, index, same: shape });
}

/**
 * @param {readonly Site[]} then
 * @param {{ now: readonly Site[], index: number, same: (site: Site) => string }} what
 */
function matched(then, { now, index, same }) {
  const old = then.map(same);
  const keys = now.map(same);
  const longest = lengths(old, keys);
  let [one, other] = [0, 0];
  while (one < old.length && other < keys.length) {
    if (old[one] === keys[other]) {
      if (one === index) return now[other];
      one += 1;
      other += 1;
    } else if (at(longest, { one: one + 1, other }) >= at(longest, { one, other: other + 1 })) one += 1;
    else other += 1;
  }
  return undefined;
}

/** How long the common sequence is from each pair on. @param {readonly string[]} old @param {readonly string[]} keys */
function lengths(old, keys) {
  const rows = Array.from({ length: old.length + 1 }, () => new Uint16Array(keys.length + 1));
  for (let one = old.length - 1; one >= 0; one -= 1)
    for (let other = keys.length - 1; other >= 0; other -= 1) {
      const row = rows[one];
      if (row === undefined) continue;
      row[other] =
        old[one] === keys[other]
          ? at(rows, { one: one + 1, other: other + 1 }) + 1
          : Math.max(at(rows, { one: one + 1, other }), at(rows, { one, other: other + 1 }));
    }
  return rows;
}

/** @param {readonly Uint16Array[]} rows @param {{ one: number, other: number }} pair */
function at(rows, { one, other }) {
  return rows[one]?.[other] ?? 0;
}

/** @param {Site} site */
function exact({ kind, from }) {
  return `${kind} ${from.replaceAll(/\s+/g, '')}`;
}

/** What is left of a site when its names are changed. @param {Site} site */
function shape({ kind, from }) {
  return `${kind} ${from.replaceAll(/[\w$]+/g, '_').replaceAll(/\s+/g, '')}`;
}
