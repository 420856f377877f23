import { foldPath } from './path-folding.ts';

/** Whether a name could be one that Windows gives to old programs, such as `LOCKKE~1.YAM`. */
export function isShortName(name: string): boolean {
  return SHORT.test(name);
}

/**
 * A path with each name as Windows shortens it, without the number that tells apart what begins alike:
 * `lockkeeper.yaml` and `LOCKKE~1.YAM` are both `lockke~.yam`. A form for patterns as well: a name with
 * a wildcard stays as it is. From the fifth file on that begins alike, a checksum takes the place of most
 * letters, and nothing tells which name it was.
 */
export function shortForm(path: string): string {
  return foldPath(path).split('/').map(shortened).join('/');
}

const SHORT = /^(?<stem>[^~.*?\\]{1,6})~\d(?:\.(?<ending>[^~.*?\\]{1,3}))?$/;

function shortened(name: string): string {
  const short = SHORT.exec(name)?.groups;
  if (short?.['stem'] !== undefined) return joined(short['stem'], short['ending'] ?? '');
  if (name === '' || /[*?\\]/.test(name) || FITS.test(name)) return name;
  const plain = name
    .replace(/^\.+/, '')
    .replaceAll(' ', '')
    .replaceAll(/[+,;=[\]]/g, '_');
  const dot = plain.lastIndexOf('.');
  const stem = (dot === -1 ? plain : plain.slice(0, dot)).replaceAll('.', '');
  return joined(stem.slice(0, 6), dot === -1 ? '' : plain.slice(dot + 1, dot + 4));
}

/** Such names have no other. */
const FITS = /^[^ .+,;=[\]]{1,8}(?:\.[^ .+,;=[\]]{1,3})?$/;

function joined(stem: string, ending: string): string {
  return ending === '' ? `${stem}~` : `${stem}~.${ending}`;
}
