import { l10n } from 'vscode';

/** Where an address leads, without what lets anybody in. */
export interface AddressPlace {
  /** Empty for a socket. */
  readonly host: string;
  readonly port: string;
  readonly database: string;
}

/** Several hosts may stand in an address, and `@` in a password: this is no URL that the web knows. */
const ADDRESS =
  /^[a-z][a-z\d+.-]*:\/\/(?:(?<access>.*)@)?(?<host>[^@/?#]*)(?:\/(?<database>[^?#]*))?(?:[?#].*)?$/i;

/** What is wrong with an address that was typed; `undefined` where nothing is. Never repeats any part of it. */
export function addressProblem(typed: string): string | undefined {
  if (/\s/.test(typed)) return l10n.t('The address contains a space. Write %20 for a space in a password.');
  return ADDRESS.test(typed)
    ? undefined
    : l10n.t('Write it as postgresql://user:password@host:5432/name, with %40 for @ in a password.');
}

/** `undefined` for what is no address. */
export function placeOfAddress(address: string): AddressPlace | undefined {
  const parts = ADDRESS.exec(address)?.groups;
  if (parts === undefined) return undefined;
  const { host = '', database = '' } = parts;
  const [name, port] = host.split(/:(?=\d+$)/);
  const query = new URLSearchParams(address.split('?')[1] ?? '');
  return {
    host: firstOf(name, query.get('host')),
    port: firstOf(query.get('port'), port, '5432'),
    database: firstOf(decoded(database), query.get('dbname')),
  };
}

function firstOf(...texts: readonly (string | null | undefined)[]): string {
  return texts.find(Boolean) ?? '';
}

/** Such as `shop on db.example.com`. */
export function placeText({ host, database }: AddressPlace): string {
  return host === '' ? database : l10n.t('{0} on {1}', database, host);
}

/** What of an address nobody may read: itself, and its password as written and as meant. Longest first. */
export function secretsIn(address: string): readonly string[] {
  const password = ADDRESS.exec(address)?.groups?.['access']?.split(/:(.*)/s)[1] ?? '';
  const inQuery = new URLSearchParams(address.split('?')[1] ?? '').get('password') ?? '';
  const inPairs = ADDRESS.test(address) ? [] : passwordsInPairs(address);
  const all = [address, password, decoded(password), inQuery, encodeURIComponent(inQuery), ...inPairs];
  return [...new Set(all)].filter(Boolean).toSorted((one, other) => other.length - one.length);
}

/** As written and as meant, of the other form that libpq takes: `host=db password='it\\'s so'`. */
function passwordsInPairs(address: string): readonly string[] {
  const written = PAIR.exec(address)?.slice(1).find(Boolean) ?? '';
  return [written, written.replace(/\\(.)/gs, '$1')];
}

const PAIR = /(?:^|\s)password\s*=\s*(?:'((?:[^'\\]|\\.)*)'|((?:[^\s'\\]|\\.)+))/s;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // A lone % stands for itself.
  }
}
