import { counterpart } from './counterpart.mjs';
import { lineAt } from './lines.mjs';
import { contentAt, movedSince } from './moved.mjs';
import { sitesOf } from './sites.mjs';
import { productSources, read } from './sources.mjs';

/**
 * @typedef {import('./choose.mjs').Mutant} Mutant
 * @typedef {import('./schemata.mjs').PlacedMutant} PlacedMutant
 * @typedef {import('./sites.mjs').Site} Site
 */

/**
 * Finds mutants in the files as they are now: where their file has gone, by what stands before and after
 * them in it; where the file has been taken apart, by their line.
 *
 * @param {readonly Mutant[]} mutants
 * @param {string} base the commit they were chosen in
 * @returns {{ placed: readonly PlacedMutant[], lost: readonly Mutant[] }}
 */
export function placeMutants(mutants, base) {
  const moved = movedSince(base);
  const placed = mutants.map((mutant) => {
    const file = moved.get(mutant.path) ?? mutant.path;
    return placedIn(file, { mutant, base }) ?? placedByLine(mutant);
  });
  return {
    placed: placed.filter((one) => one !== undefined),
    lost: mutants.filter((_, index) => placed[index] === undefined),
  };
}

/** @param {string} file @param {{ mutant: Mutant, base: string }} what @returns {PlacedMutant | undefined} */
function placedIn(file, { mutant, base }) {
  if (!productSources(mutant.package).includes(file)) return undefined;
  const before = contentAt(base, mutant.path);
  const now = sitesOf(file, read(file));
  const then = sitesOf(mutant.path, before);
  const index = then.findIndex(
    (site) => stands(before, { site, mutant }) && lineAt(before, site.at).line === mutant.line,
  );
  const site = counterpart(then, { now, index });
  return site === undefined ? undefined : { id: mutant.id, file, site };
}

/** @param {Mutant} mutant @returns {PlacedMutant | undefined} nothing where the line stands twice */
function placedByLine(mutant) {
  const found = productSources(mutant.package).flatMap((file) => {
    const source = read(file);
    if (!source.includes(mutant.text)) return [];
    const sites = sitesOf(file, source).filter((site) => stands(source, { site, mutant }));
    return sites.map((site) => ({ id: mutant.id, file, site }));
  });
  const own = found.filter(({ site }) => site.inside === mutant.inside);
  return found.length === 1 ? found[0] : own.length === 1 ? own[0] : undefined;
}

/** @param {string} source @param {{ site: Site, mutant: Mutant }} both */
function stands(source, { site, mutant }) {
  if (site.kind !== mutant.kind) return false;
  const { column, text } = lineAt(source, site.at);
  return column === mutant.column && text === mutant.text;
}
