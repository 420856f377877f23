export interface ChangedFile {
  /** Relative to the repository, with `/`. */
  readonly path: string;
  readonly state: 'new' | 'changed' | 'gone';
  /** What it was called before: where it goes from. */
  readonly before?: string;
}

/** The files in the output of `git status --porcelain=v1 -z`. */
export function changedFiles(output: string): readonly ChangedFile[] {
  const fields = output.split('\0').values();
  const files: ChangedFile[] = [];
  for (const field of fields) {
    const [letters, path] = [field.slice(0, 2), field.slice(3)];
    // What was renamed or copied has its old name in a field of its own.
    const other = /[RC]/.test(letters) ? fields.next().value : undefined;
    // Behind `AD` it is new in the index and gone by now: nothing of it can be committed.
    if (path !== '' && letters !== 'AD')
      files.push({
        path,
        state: stateOf(letters),
        ...(other !== undefined && letters.includes('R') && { before: other }),
      });
  }
  return files;
}

function stateOf(letters: string): ChangedFile['state'] {
  if (letters.includes('D')) return 'gone';
  return letters === '??' || letters.startsWith('A') ? 'new' : 'changed';
}

/** Whether a file looks like one that says which tables there are. */
export function looksLikeModels(path: string): boolean {
  return /(?:^|\/)models?(?:\/.*)?\.py$|(?:^|\/)\w*models?\.py$/i.test(path);
}
