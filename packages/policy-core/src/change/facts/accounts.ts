import type { Account } from '../../model/observations.ts';

/**
 * Whether a list of logins and numeric ids names the account. Logins are the same in any case; a number
 * is an id wherever the account has one, so that nobody gets named by taking it for a login.
 */
export function isAccountNamed(
  { login, id }: Pick<Account, 'login' | 'id'>,
  names: readonly string[],
): boolean {
  return names.some((name) =>
    id !== null && /^\d+$/.test(name) ? name === String(id) : name.toLowerCase() === login.toLowerCase(),
  );
}

export function isSameAccount(a: Account, b: Account): boolean {
  return (a.id !== null && a.id === b.id) || a.login.toLowerCase() === b.login.toLowerCase();
}

/** An exact address, or `*+LOGIN@users.noreply.github.com` for one account under any number. */
export function isAddressOf(email: string, pattern: string): boolean {
  const [address, wanted] = [email.toLowerCase(), pattern.toLowerCase()];
  if (!wanted.startsWith('*+')) return address === wanted;
  const fixed = wanted.slice(1);
  return address.endsWith(fixed) && /^\d+$/.test(address.slice(0, -fixed.length));
}

/** The account behind a noreply address of the forge; `undefined` for any other address. */
export function accountOfAddress(email: string): Pick<Account, 'login' | 'id'> | undefined {
  const parts = /^(?:(?<id>\d+)\+)?(?<login>[^@+]+)@users\.noreply\.github\.com$/i.exec(email)?.groups;
  if (parts?.['login'] === undefined) return undefined;
  return { login: parts['login'], id: parts['id'] === undefined ? null : Number(parts['id']) };
}
