import type { UnseenDatabase } from '@lockkeeper/policy-core/database';

import type { Environment } from '../../system/environment.ts';
import { readAddress } from './address.ts';
import { settingsFor, type Settings } from './settings.ts';

export type SettingsOfVariable =
  | { readonly kind: 'settings'; readonly settings: Settings }
  | { readonly kind: 'unseen'; readonly why: UnseenDatabase };

/** Where a variable leads to. The address of a database comes from one and from nowhere else. */
export function settingsOfVariable(env: Environment, variable: string): SettingsOfVariable {
  const written = env[variable]?.trim();
  if (written === undefined || written === '')
    return { kind: 'unseen', why: { kind: 'unset', reason: `${variable} is not set` } };
  const address = readAddress(written);
  const settings = address.known ? settingsFor(address.value, env) : address;
  return settings.known
    ? { kind: 'settings', settings: settings.value }
    : { kind: 'unseen', why: { kind: 'unusable-address', reason: settings.reason } };
}
