import type { PythonNode } from '../parsers.ts';

/**
 * Works something out once for a file, and forgets it with the next one. A weak map would keep whole trees: its
 * values are let go only when all of the memory is looked through, so that each tree is copied about before.
 */
export function onceForFile<File extends { readonly root: PythonNode }, Made>(
  make: (file: File) => Made,
): (file: File) => Made {
  let last: { readonly root: PythonNode; readonly made: Made } | undefined;
  return (file) => {
    if (last?.root !== file.root) last = { root: file.root, made: make(file) };
    return last.made;
  };
}
