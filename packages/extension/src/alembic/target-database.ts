import { l10n } from 'vscode';

import { placeOfAddress, placeText } from '../connections/connection-address.ts';
import { isSameDatabase, looksLikeProduction } from '../connections/looks-like-production.ts';

/** The database that Alembic is about to change, as far as Alembic says which one that is. */
export interface TargetDatabase {
  /** Such as `shop on db.example.com`. */
  readonly text: string;
  /** Its name; `undefined` where only Alembic knows where it leads. */
  readonly name: string | undefined;
  /** Why it may be the one that people work with, as a sentence. */
  readonly production: string | undefined;
  /** Whether it is the one that the policy calls production. */
  readonly isProduction: boolean;
}

/**
 * @param address where Alembic is connected to: what it was given, it need not have taken.
 * @param chosen whether somebody said that production is meant, which counts where nothing else tells.
 */
export function targetDatabase(
  address: string | undefined,
  productionAddress: string | undefined,
  { isChosen }: { readonly isChosen: boolean } = { isChosen: false },
): TargetDatabase {
  const place = address === undefined ? undefined : placeOfAddress(address);
  if (address === undefined || place === undefined)
    return {
      text: l10n.t('the database that Alembic is configured for'),
      name: undefined,
      production: l10n.t('Lockkeeper cannot determine which database that is.'),
      isProduction: isChosen,
    };
  return {
    text: placeText(place),
    name: place.database === '' ? undefined : place.database,
    production: looksLikeProduction(address, productionAddress),
    isProduction: productionAddress !== undefined && isSameDatabase(address, productionAddress),
  };
}

/** What somebody types to say that they mean this database. */
export function wordFor({ name }: TargetDatabase, otherwise: string): string {
  return name ?? otherwise;
}
