import { observed, type FileContent, type Known, type Observations } from '@lockkeeper/policy-core';

type Files = Observations['files'];

interface Typed {
  readonly contents: readonly (readonly [string, FileContent])[];
  readonly files: Files;
}

const lastOver = new WeakMap<Files, Typed>();

/**
 * Saved files, with open documents as they are being typed. But for the one that is judged, which has a place of its
 * own: as long as nobody types in another, this is the same object, and what was worked out of it stays.
 *
 * @param saved the same object as long as nothing was saved
 * @param open by path; of an unchanged document the same content
 */
export function typedOver(
  saved: Files,
  open: ReadonlyMap<string, FileContent>,
  judged: string,
): Readonly<Record<string, Known<FileContent>>> {
  const contents = [...open].filter(([path]) => path !== judged && Object.hasOwn(saved, path));
  if (contents.length === 0) return saved;
  const last = lastOver.get(saved);
  if (last !== undefined && isSame(last.contents, contents)) return last.files;
  const files = { ...saved, ...Object.fromEntries(contents.map(([path, text]) => [path, observed(text)])) };
  lastOver.set(saved, { contents, files });
  return files;
}

function isSame(one: Typed['contents'], other: Typed['contents']): boolean {
  return (
    one.length === other.length &&
    one.every(([path, content], index) => path === other[index]?.[0] && content === other[index]?.[1])
  );
}
