import { readFile, stat } from 'node:fs/promises';
import process from 'node:process';

export interface PasswordPlace {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
}

/**
 * The password that `~/.pgpass` holds for a place. `undefined` where there is none, and where others may read the file:
 * then libpq does not believe it either.
 */
export async function passwordFrom(file: string, place: PasswordPlace): Promise<string | undefined> {
  const text = await privateText(file);
  for (const line of text.split(/\r?\n/)) {
    if (line === '' || line.startsWith('#')) continue;
    const [host, port, database, user, password] = fieldsOf(line);
    const isMeant =
      isFor(host, hostName(place.host)) &&
      isFor(port, String(place.port)) &&
      isFor(database, place.database) &&
      isFor(user, place.user);
    if (isMeant && password !== undefined) return password;
  }
  return undefined;
}

async function privateText(file: string): Promise<string> {
  try {
    const { mode } = await stat(file);
    const isPrivate = process.platform === 'win32' || (mode & 0o077) === 0;
    return isPrivate ? await readFile(file, 'utf8') : '';
  } catch {
    return '';
  }
}

/** A colon or a backslash of a field stands behind a backslash. */
function fieldsOf(line: string): readonly string[] {
  const fields = [''];
  for (const [, escaped, plain] of line.matchAll(/\\([\s\S])|([\s\S])/g)) {
    if (plain === ':' && fields.length < 5) fields.push('');
    else fields[fields.length - 1] += escaped ?? plain ?? '';
  }
  return fields;
}

function isFor(field: string | undefined, value: string): boolean {
  return field === '*' || field === value;
}

/** The usual socket is called so. */
function hostName(host: string): string {
  return host === '/var/run/postgresql' || host === '/tmp' ? 'localhost' : host;
}
