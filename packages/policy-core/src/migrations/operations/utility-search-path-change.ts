import type { UtilityStatement, SessionStatement } from './utility-statement.ts';
import type { NameShift } from './operation.ts';

/** What a deed does to the meaning of names; `undefined`: nothing. */
export function utilitySearchPathChange(deed: UtilityStatement | undefined): NameShift | undefined {
  if (deed?.kind === 'transaction') return TRANSACTIONS[deed.what];
  if (deed?.kind !== 'set-parameter' || deed.scope === 'stored' || deed.scope === 'system') return undefined;
  return changesNameResolution(deed.name) ? 'bare-names' : undefined;
}

/** A setting for one transaction, such as SET LOCAL search_path, ends with it. */
const TRANSACTIONS: Readonly<
  Partial<Record<Extract<SessionStatement, { readonly kind: 'transaction' }>['what'], NameShift>>
> = {
  commit: 'bare-names',
  prepare: 'every-name',
  rollback: 'every-name',
  'rollback-to': 'every-name',
};

/** Whether a setting decides which table a name without a schema leads to. `undefined`: it may be any. */
export function changesNameResolution(setting: string | undefined): boolean {
  return setting === undefined || LEADING.has(setting);
}

/** `"$user"` in the search path is whoever the role is. */
const LEADING: ReadonlySet<string> = new Set(['all', 'role', 'search_path', 'session_authorization']);
