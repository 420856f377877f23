/**
 * URIs as editors write them. They percent-encode more or less than others and disagree about drive
 * letters, so places are compared decoded. Nothing here asks the disk.
 */

/** Whether a document lies on disk; others (unsaved, in a diff, in a chat) belong to no repository. */
export function isOnDisk(uri: string): boolean {
  return uri.startsWith('file://');
}

/** The path of a place below a folder, with `/`; `undefined` when it lies elsewhere or is the folder. */
export function pathBelow(folder: string, uri: string): string | undefined {
  const prefix = `${comparable(folder)}/`;
  const place = comparable(uri);
  return place.startsWith(prefix) && place.length > prefix.length ? place.slice(prefix.length) : undefined;
}

export function uriBelow(folder: string, path: string): string {
  return `${withoutSlash(folder)}/${path.split('/').map(encoded).join('/')}`;
}

export function isSamePlace(a: string, b: string): boolean {
  return comparable(a) === comparable(b);
}

/** `undefined` at the top. */
export function parentOf(uri: string): string | undefined {
  const place = withoutSlash(uri);
  const cut = place.lastIndexOf('/');
  return cut < 'file://'.length ? undefined : place.slice(0, cut);
}

/** The folders that hold a place, the nearest first, up to and including `top`. */
export function foldersAbove(uri: string, top: string): readonly string[] {
  const folders: string[] = [];
  for (let folder = parentOf(uri); folder !== undefined; folder = parentOf(folder)) {
    folders.push(folder);
    if (isSamePlace(folder, top)) break;
  }
  return folders;
}

/** The innermost of these folders that holds a place, or is it. */
export function innermost(folders: readonly string[], uri: string): string | undefined {
  return folders
    .filter((folder) => isSamePlace(folder, uri) || pathBelow(folder, uri) !== undefined)
    .sort((a, b) => comparable(b).length - comparable(a).length)[0];
}

/** Two spellings of one place become the same text. Not a URI any more. */
export function comparable(uri: string): string {
  return decoded(withoutSlash(uri)).replace(/^file:\/\/\/[A-Z]:/, (drive) => drive.toLowerCase());
}

/** `file:///` itself becomes `file://`, so that what lies below starts with it and a slash. */
function withoutSlash(uri: string): string {
  return uri.replace(/^(\w+:\/\/.*?)\/+$/, '$1');
}

function decoded(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    // A lone percent sign: no editor writes one, and the text as it stands is still comparable.
    return uri;
  }
}

/** A byte of a file name that is not UTF-8 arrives as a lone surrogate, which cannot be encoded. */
function encoded(step: string): string {
  return encodeURIComponent(step.replace(/\p{Surrogate}/gu, '\uFFFD'));
}
