import { isProjectName } from '../packaging/project-name.ts';
import { fileExtension } from './archive-name.ts';
import { urlParts } from './url-parts.ts';
import { parseWheelName } from './wheel-name.ts';

/** What an address says about what it leads to, or why pip refuses it. */
export type RequirementLink =
  | { readonly kind: 'link'; readonly name: string | undefined; readonly version: string | undefined }
  /** `problem` is a clause. */
  | { readonly kind: 'invalid'; readonly problem: string };

/** An address that stands for itself: its name is that of the wheel, or the one behind `egg=`. */
export function readLink(url: string): RequirementLink {
  const isRebuilt = isFileToRebuild(url);
  const problem = isRebuilt ? partsProblem(url) : linkProblem(url);
  if (problem !== undefined) return { kind: 'invalid', problem };
  const path = decoded(urlParts(url)?.path ?? '');
  if (isRebuilt && namesMachine(path)) return { kind: 'invalid', problem: OTHER_MACHINE };
  if (isWheel(path)) return wheelAt(path);
  if (isRebuilt) return { kind: 'link', name: undefined, version: undefined };
  const oddName = eggProblem(url);
  if (oddName !== undefined) return { kind: 'invalid', problem: oddName };
  return { kind: 'link', name: egg(url), version: undefined };
}

/** A file: only a wheel has its name in it. */
export function readFile(path: string): RequirementLink {
  return isWheel(path) ? wheelAt(path) : { kind: 'link', name: undefined, version: undefined };
}

/** The name behind `#egg=`. */
export function egg(url: string): string | undefined {
  return EGG.exec(url)?.[1];
}

/** Why pip refuses the name behind `#egg=` where it is the one that the address has. */
export function eggProblem(url: string): string | undefined {
  const name = egg(url);
  return name === undefined || isProjectName(name) ? undefined : ODD_EGG;
}

/** Why pip refuses an address, also behind `name @`; `undefined` where it takes it. */
export function linkProblem(url: string): string | undefined {
  if (isNetworkFolder(url)) return undefined;
  const problem = partsProblem(url);
  if (problem !== undefined) return problem;
  const { scheme = '', host = '' } = urlParts(url) ?? {};
  if (scheme !== 'file') return undefined;
  if (!url.startsWith('file:')) return 'file: must be written in lower case';
  return host === '' || host === 'localhost' ? undefined : 'a file: address may not name another machine';
}

/** What pip refuses of any address. */
function partsProblem(url: string): string | undefined {
  if (urlParts(url) === undefined) return 'the host of its address cannot be read';
  const name = egg(url);
  return name === undefined || PROJECT_NAME.test(name) ? undefined : ODD_EGG;
}

/** `\\\\server\\share`, which pip makes a file address of. */
export function isNetworkFolder(text: string): boolean {
  return text.startsWith('\\\\');
}

export const OTHER_MACHINE = 'a path that begins with two slashes names another machine';

/** Two slashes at its beginning, and pip makes the first name that of another machine. */
export function namesMachine(path: string): boolean {
  if (!/^\/\/(?!\/)/.test(path)) return false;
  const names: string[] = [];
  for (const name of path.split('/'))
    if (name === '..') names.pop();
    else if (name !== '' && name !== '.') names.push(name);
  return names.length > 0 && names[0] !== 'localhost';
}

const EGG = /[#&]egg=([^&]*)/;
// Without regard to case, Python takes four letters of other alphabets for the ones between A and Z.
const PROJECT_NAME =
  /^[A-Z\d\u0130\u0131\u017F\u212A](?:[A-Z\d\u0130\u0131\u017F\u212A._-]*[A-Z\d\u0130\u0131\u017F\u212A])?$/i;
const ODD_EGG = 'only the name of a project may follow egg=';

/** pip resolves `../` in a file address that stands for itself and keeps nothing but the path. */
function isFileToRebuild(url: string): boolean {
  return /^file:/i.test(url) && url.includes('../');
}

function isWheel(path: string): boolean {
  return fileExtension(fileName(path)) === '.whl';
}

function wheelAt(path: string): RequirementLink {
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
