import { observed, unobserved, type Known } from '@lockkeeper/policy-core';

/** What the address of a database says. Whatever it leaves out comes from elsewhere. */
export interface Address {
  readonly hosts: readonly HostPort[];
  readonly user: string | undefined;
  readonly password: string | undefined;
  readonly database: string | undefined;
  /** By name, such as `sslmode`. The last of a name counts, but for `host`. */
  readonly parameters: ReadonlyMap<string, string>;
}

export interface HostPort {
  /** A name, an IP address without brackets, or the folder of a socket. */
  readonly host: string;
  readonly port: number | undefined;
}

/**
 * Reads the URLs of libpq and those of SQLAlchemy: `postgresql+psycopg2://ana:pw@[::1]:5432/shop?sslmode=require`.
 * No reason repeats anything of the address, as any part of it may be part of a password.
 */
export function readAddress(written: string): Known<Address> {
  const parts = FORM.exec(written.trim());
  if (parts === null) return unobserved(NO_URL);
  const [, user, password = '', authority = '', database, query = ''] = parts;
  if (/^\d*[/?]/.test(password)) return unobserved(AMBIGUOUS);
  const pairs = readQuery(query);
  const texts = [user, password, database].map((text = '') => decoded(text));
  if (pairs === undefined || texts.includes(BROKEN)) return unobserved(NOT_DECODED);
  const hosts = hostsIn(authority, pairs);
  if (hosts === undefined) return unobserved(NO_HOST);
  const parameters = new Map(pairs);
  const own = { user: given(texts[0]), password: given(texts[1]), dbname: given(texts[2]) };
  const doubt = doubtIn({ own, authority, parameters });
  if (doubt !== undefined) return unobserved(doubt);
  const either = (name: keyof typeof own) => own[name] ?? given(parameters.get(name));
  return observed({
    hosts,
    user: either('user'),
    password: either('password'),
    database: either('dbname'),
    parameters,
  });
}

interface Parts {
  readonly own: Readonly<Record<string, string | undefined>>;
  readonly authority: string;
  readonly parameters: Address['parameters'];
}

/** Why not every driver would go the same way. */
function doubtIn({ own, authority, parameters }: Parts): string | undefined {
  if (LEADING_ELSEWHERE.some((name) => parameters.has(name))) return ELSEWHERE;
  return isSaidTwice(own, parameters) || hasTwoPorts(authority, parameters) ? TWICE : undefined;
}

/** Of libpq and asyncpg. They win over what stands before the question mark. */
const LEADING_ELSEWHERE = ['service', 'servicefile', 'hostaddr', 'database'] as const;

/** The same as SQLAlchemy's: a password ends at the first @, and may hold a slash. */
const FORM =
  /^postgres(?:ql)?(?:\+\w+)?:\/\/(?:([^:/?@]*)(?::([^@]*))?@)?([^/?]*)(?:\/([^?]*))?(?:\?([\s\S]*))?$/i;

const NO_URL =
  'it holds no address of PostgreSQL, which begins with postgresql:// or, for SQLAlchemy, with postgresql+psycopg2://';
const AMBIGUOUS =
  'its address can be read in two ways; in a user or a password write / as %2F, ? as %3F and @ as %40';
const NOT_DECODED = 'its address holds a % that begins no character; write % as %25';
const NO_HOST =
  'the host or the port in its address is none; where a password holds an @ or a slash, write them as %40 and %2F';

const TWICE =
  'it names a user, a password, a database or a port twice, and not every driver takes the same one';
const ELSEWHERE =
  'it has service, servicefile, hostaddr or database behind its question mark, which lead elsewhere than the rest of it; write host and database before that';

/** What cannot be decoded. PostgreSQL's protocol ends each text with it, so that none may hold it. */
const BROKEN = '\0';

function decoded(text: string): string {
  try {
    const plain = decodeURIComponent(text);
    return plain.includes(BROKEN) ? BROKEN : plain;
  } catch {
    return BROKEN;
  }
}

function given(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}

function isSaidTwice(own: Parts['own'], parameters: Parts['parameters']): boolean {
  return Object.entries(own).some(([name, text]) => {
    const other = given(parameters.get(name));
    return text !== undefined && other !== undefined && text !== other;
  });
}

/** The one in front also counts for a host behind the question mark. */
function hasTwoPorts(authority: string, parameters: Address['parameters']): boolean {
  const [, port] = /^(?:\[[^\]]*\]|[^:]*):(\d+)/.exec(authority) ?? [];
  if (port === undefined) return false;
  return parameters.has('host') || (given(parameters.get('port')) ?? port) !== port;
}

type Pairs = readonly (readonly [name: string, value: string])[];

function readQuery(query: string): Pairs | undefined {
  const pairs = query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [name = '', ...value] = pair.split('=');
      return [decoded(name), decoded(value.join('='))] as const;
    });
  return pairs.flat().includes(BROKEN) ? undefined : pairs;
}

/** `undefined` where one of them is none. */
function hostsIn(authority: string, pairs: Pairs): readonly HostPort[] | undefined {
  const named = pairs.filter(([name]) => name === 'host').flatMap(([, value]) => value.split(','));
  const written = named.length > 0 ? named : authority === '' ? [] : authority.split(',');
  const ports = pairs.findLast(([name]) => name === 'port')?.[1].split(',') ?? [];
  const hosts = written.map((one, index) => readHost(one, ports[index] ?? ports[0]));
  const only = ports[0];
  if (hosts.length === 0 && only !== undefined) hosts.push(readHost('', only));
  return hosts.every((host) => host !== undefined) ? hosts : undefined;
}

function readHost(written: string, portBeside: string | undefined): HostPort | undefined {
  const socket = decoded(written);
  // So many an address has it, without brackets.
  if (isFolder(socket) || isIpv6(written)) return withPort(socket, portBeside);
  const parts = /^(?:\[([^\]]*)\]|([^:]*))(?::(\d*))?$/.exec(written);
  if (parts === null) return undefined;
  const [, six, plain = '', port] = parts;
  const host = decoded(six ?? plain);
  if (six === undefined ? !isName(host) : !isIpv6(host)) return undefined;
  return withPort(host, given(port) ?? portBeside);
}

function withPort(host: string, port: string | undefined): HostPort | undefined {
  if (port === undefined || port === '') return { host, port: undefined };
  const number = /^\d{1,5}$/.test(port) ? Number(port) : 0;
  return number >= 1 && number <= 65_535 ? { host, port: number } : undefined;
}

/** PostgreSQL's socket lies in it. */
function isFolder(host: string): boolean {
  return host.startsWith('/');
}

/** With a zone, as in `fe80::1%eth0`. */
function isIpv6(host: string): boolean {
  return /^[\da-f]*:[\da-f]*:[\da-f:.]*(?:%[\w.-]+)?$/i.test(host);
}

/** Empty: the one that goes without saying. */
function isName(host: string): boolean {
  return /^[\p{L}\p{N}._-]*$/u.test(host);
}
