import path from 'node:path';

import { ATTACKS } from './attacks.mjs';
import { freshClone, nameOf } from './shop.mjs';
import { toldAbout } from './try-tampering.mjs';

/**
 * Each attack of the list wherever it can be tried, with and without signers; what is told comes from a clone that saw nothing
 * before.
 *
 * @param {ReturnType<typeof import('./shop.mjs').makeShops>} shops
 * @param {(name: string) => boolean} [isWanted]
 * @returns {Generator<import('./try-tampering.mjs').Tried>}
 */
export function* tryAttacks(shops, isWanted = () => true) {
  for (const attack of ATTACKS.filter(({ name }) => isWanted(name)))
    for (const place of attack.places)
      for (const isSigned of attack.onlySigned === true ? [true] : [false, true])
        yield tryOne(attack, { place, isSigned }, shops);
}

/**
 * @param {import('./attacks.mjs').Attack} attack @param {import('./shop.mjs').Kind} kind
 * @param {ReturnType<typeof import('./shop.mjs').makeShops>} shops
 * @returns {import('./try-tampering.mjs').Tried}
 */
function tryOne(attack, kind, shops) {
  const { states, commits } = shops.shopOf(kind);
  const folder = shops.copyOf(kind);
  const files = states.at(-1);
  if (files === undefined) throw new Error('There are three deploys.');
  const { ownKey, ownLine, ownDigest } = shops;
  attack.attack({
    work: path.join(folder, 'work'),
    origin: path.join(folder, 'origin.git'),
    kind,
    files,
    earlier: states,
    commits,
    ownKey,
    ownLine,
    ownDigest,
    sign: (text) => shops.sign(text),
  });
  const where = `${nameOf(kind)}, a fresh clone`;
  return { name: attack.name, where, ...toldAbout(freshClone(folder, attack.clone), attack.asked) };
}
