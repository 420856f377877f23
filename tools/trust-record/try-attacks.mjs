import path from 'node:path';

import { ATTACKS } from './attacks.mjs';
import { freshClone, nameOf } from './shop.mjs';
import { toldAbout } from './try-tampering.mjs';

/**
 * @typedef {ReturnType<typeof import('./shop.mjs').makeShops>} Shops
 * @typedef {import('./attacks.mjs').Attack} Attack
 */

/**
 * Each attack of the list, at a place that is drawn, and twice as often with signers as without; what is told comes from a clone
 * that saw nothing before.
 *
 * @param {(count: number) => number} pick @param {Shops} shops
 * @returns {Generator<import('./try-tampering.mjs').Tried>}
 */
export function* tryAttacks(pick, shops) {
  for (const attack of ATTACKS) {
    const place = attack.places[pick(attack.places.length)] ?? 'tree';
    const isSigned = pick(3) > 0 || attack.onlySigned === true;
    yield tryOne(attack, { place, isSigned }, shops);
  }
}

/**
 * @param {Attack} attack @param {import('./shop.mjs').Kind} kind @param {Shops} shops
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
  const told = toldAbout(freshClone(folder, attack.clone), attack.asked);
  if (attack.isSame === true && told.outcome !== 'detected')
    return { name: attack.name, where, outcome: 'says the same', by: 'every word of it counts as before' };
  return { name: attack.name, where, ...told };
}
