import { l10n } from 'vscode';

import { placeOfAddress, type AddressPlace } from './connection-address.ts';

/**
 * Why a database may be the one that people work with, as a sentence; `undefined` where nothing says so. An address that
 * cannot be read may lead anywhere.
 */
export function looksLikeProduction(address: string, production: string | undefined): string | undefined {
  const place = placeOfAddress(address);
  if (place === undefined) return l10n.t('Lockkeeper cannot determine where its address leads.');
  if (production !== undefined && isSameDatabase(address, production))
    return l10n.t('It is the production database.');
  const named = [place.database, place.host].find((name) => PRODUCTION_WORD.test(name));
  if (named !== undefined) return l10n.t('"{0}" sounds like production.', named);
  return isHere(place) ? undefined : l10n.t('It is on another machine, {0}.', place.host);
}

/** Whether two addresses lead to one database, as far as can be told without asking it. */
export function isSameDatabase(address: string, other: string): boolean {
  const [one, two] = [placeOfAddress(address), placeOfAddress(other)];
  return one !== undefined && two !== undefined && isSame(one, two);
}

const PRODUCTION_WORD = /(?:^|[^a-z])(?:prod|prd|production|live)(?:[^a-z]|$)/i;

function isSame(one: AddressPlace, other: AddressPlace): boolean {
  const isSameServer = one.host.toLowerCase() === other.host.toLowerCase() || (isHere(one) && isHere(other));
  return isSameServer && one.port === other.port && one.database === other.database;
}

/** On this machine: by a name that every machine has for itself, or through a socket. */
function isHere({ host }: AddressPlace): boolean {
  return /^(?:|localhost|127(?:\.\d+){3}|\[?::1\]?|\/.*)$/i.test(host);
}
