/**
 * What two addresses of one database share, whoever comes in by them: `postgresql://db.example.com:5432/shop`.
 * `undefined` of a value that is no address of a database.
 *
 * @param value It may hold a password; nothing of that is in the answer.
 */
export function databasePlace(value: string): string | undefined {
  const parts = FORM.exec(value.trim())?.slice(1) ?? [];
  const [scheme, user, hosts, name, query] = [0, 1, 2, 3, 4].map((index) => parts[index] ?? '');
  const family = FAMILIES.find(({ schemes }) => schemes.test(scheme ?? ''));
  if (family === undefined) return undefined;
  const asked = new Map((query ?? '').split('&').map(halves));
  const places = (given(asked.get('host')) ?? given(hosts) ?? 'localhost')
    .split(',')
    .map((host) => hostOf(host.toLowerCase(), asked.get('port') ?? family.port));
  const database = given(asked.get('dbname')) ?? given(name) ?? family.database;
  return `${family.name}://${tenantOf(places, user)}${places.toSorted().join(',')}/${database}`;
}

function tenantOf(places: readonly string[], user = ''): string {
  return places.some((place) => SHARED_DOORS.test(place)) ? `${user.toLowerCase()}@` : '';
}

function given(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}

/** The same as our reader of PostgreSQL's addresses takes: a user may be followed by a password, which is left out. */
const FORM =
  /^([a-z][a-z0-9+.-]*):\/\/(?:([^:/?@]*)(?::[^@]*)?@)?([^/?#]*)(?:\/([^?#]*))?(?:\?([^#]*))?(?:#.*)?$/i;

interface Family {
  readonly name: string;
  readonly schemes: RegExp;
  readonly port: string;
  /** The one that is meant where none is named. */
  readonly database: string;
}

const FAMILIES: readonly Family[] = [
  { name: 'postgresql', schemes: /^postgres(?:ql)?(?:\+\w+)?$/i, port: '5432', database: '' },
  { name: 'mysql', schemes: /^(?:mysql|mariadb)(?:\+\w+)?$/i, port: '3306', database: '' },
  { name: 'mssql', schemes: /^(?:mssql|sqlserver)(?:\+\w+)?$/i, port: '1433', database: '' },
  { name: 'mongodb', schemes: /^mongodb(?:\+srv)?$/i, port: '27017', database: 'test' },
  { name: 'redis', schemes: /^rediss?$/i, port: '6379', database: '0' },
];

/** Behind them it is the user who says which database is meant. */
const SHARED_DOORS = /\.pooler\.supabase\.com(?::|$)/;

function hostOf(host: string, port: string): string {
  // A pool and the server behind it hold the same data.
  const direct = host.replace(/^(ep-[a-z0-9-]+?)-pooler\./, '$1.').replace(THIS_MACHINE, 'localhost$1');
  return /(?::\d+|\]:\d+)$/.test(direct) ? direct : `${direct}:${port}`;
}

const THIS_MACHINE = /^(?:127\.0\.0\.1|\[::1\])(:\d+)?$/;

function halves(pair: string): readonly [string, string] {
  const [name = '', ...value] = pair.split('=');
  return [name, value.join('=')];
}
