import { fileExtension } from './archive-name.ts';
import { urlParts } from './url-parts.ts';
import { parseWheelName } from './wheel-name.ts';

/** What an address says about what it leads to, or why pip refuses it. */
export type LinkReading =
  | { readonly kind: 'link'; readonly name: string | undefined; readonly version: string | undefined }
  /** `problem` is a clause. */
  | { readonly kind: 'invalid'; readonly problem: string };

/** An address that stands for itself: its name is that of the wheel, or the one behind `egg=`. */
export function readLink(url: string): LinkReading {
  const problem = linkProblem(url);
  if (problem !== undefined) return { kind: 'invalid', problem };
  const path = decoded(urlParts(url)?.path ?? '');
  if (!isWheel(path))
    return { kind: 'link', name: isRebuilt(url) ? undefined : egg(url), version: undefined };
  return wheelAt(path);
}

/** A file: only a wheel has its name in it. */
export function readFile(path: string): LinkReading {
  return isWheel(path) ? wheelAt(path) : { kind: 'link', name: undefined, version: undefined };
}

/** The name behind `#egg=`. */
export function egg(url: string): string | undefined {
  return EGG.exec(url)?.[1];
}

/** Why pip refuses an address, also behind `name @`; `undefined` where it takes it. */
export function linkProblem(url: string): string | undefined {
  if (isNetworkFolder(url)) return undefined;
  const parts = urlParts(url);
  if (parts === undefined) return 'the host of its address cannot be read';
  const name = egg(url);
  if (name !== undefined && !PROJECT_NAME.test(name))
    return 'only the name of a project may stand behind egg=';
  if (parts.scheme !== 'file' || isRebuilt(url)) return undefined;
  if (!url.startsWith('file:')) return 'file: must be written in lower case';
  return parts.host === '' || parts.host === 'localhost'
    ? undefined
    : 'a file: address may not name another machine';
}

/** `\\\\server\\share`, which pip makes a file address of. */
export function isNetworkFolder(text: string): boolean {
  return text.startsWith('\\\\');
}

const EGG = /[#&]egg=([^&]*)/;
const PROJECT_NAME = /^[A-Z\d](?:[A-Z\d._-]*[A-Z\d])?$/i;

/** pip resolves `../` in a file address that stands for itself and keeps nothing but the path. */
function isRebuilt(url: string): boolean {
  return /^file:/i.test(url) && url.includes('../');
}

function isWheel(path: string): boolean {
  return fileExtension(fileName(path)) === '.whl';
}

function wheelAt(path: string): LinkReading {
  const wheel = parseWheelName(fileName(path));
  if (wheel === undefined) return { kind: 'invalid', problem: 'it is not named as wheels are' };
  return { kind: 'link', ...wheel };
}

function fileName(path: string): string {
  let end = path.length;
  while (path.charAt(end - 1) === '/') end -= 1;
  return path.slice(path.lastIndexOf('/', end - 1) + 1, end);
}

/** What is no UTF-8 stays as it is: it cannot make a name. */
function decoded(path: string): string {
  return path.replace(/(?:%[\da-f]{2})+/gi, (escapes) => {
    try {
      return decodeURIComponent(escapes);
    } catch {
      return escapes;
    }
  });
}
