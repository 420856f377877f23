/**
 * A mutant in a file as the file is now.
 *
 * @typedef {object} PlacedMutant
 * @property {number} id
 * @property {string} file from the repository's root
 * @property {import('./sites.mjs').Site} site
 */

/**
 * Writes all mutants of a file into it, each behind the question whether it is the active one.
 *
 * @param {string} source
 * @param {readonly PlacedMutant[]} mutants of this file, none within another
 */
export function withSchemata(source, mutants) {
  return splice(source, mutants, ({ id, site: { from, to, statement } }) => {
    const active = `globalThis.__mutant(${id})`;
    return statement ? `if (!${active}) {${from}}` : `(${active} ? (${to}) : (${from}))`;
  });
}

/** The file as the mutant would have it. @param {string} source @param {PlacedMutant} mutant */
export function withMutant(source, mutant) {
  return splice(source, [mutant], ({ site: { to, statement } }) => (statement ? ';' : `(${to})`));
}

/**
 * @param {string} source
 * @param {readonly PlacedMutant[]} mutants
 * @param {(mutant: PlacedMutant) => string} write
 */
function splice(source, mutants, write) {
  let text = source;
  for (const mutant of mutants.toSorted((one, other) => other.site.start - one.site.start))
    text = text.slice(0, mutant.site.start) + write(mutant) + text.slice(mutant.site.end);
  return text;
}
