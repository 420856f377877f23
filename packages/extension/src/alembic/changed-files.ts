export interface ChangedFile {
  /** Relative to the repository, with `/`. */
  readonly path: string;
  readonly isNew: boolean;
}

/** The files in the output of `git status --porcelain=v1 -z` that still lie there. */
export function changedFiles(output: string): readonly ChangedFile[] {
  const fields = output.split('\0');
  const files: ChangedFile[] = [];
  for (let index = 0; index < fields.length; index += 1) {
    const [state, path] = [fields[index]?.slice(0, 2) ?? '', fields[index]?.slice(3) ?? ''];
    // What was renamed has its old name in a field of its own.
    if (/[RC]/.test(state)) index += 1;
    if (path !== '' && !state.includes('D')) files.push({ path, isNew: state === '??' || state[0] === 'A' });
  }
  return files;
}

/** Whether a file looks like one that says which tables there are. */
export function looksLikeModels(path: string): boolean {
  return /(?:^|\/)models?(?:\/.*)?\.py$|(?:^|\/)\w*models?\.py$/i.test(path);
}
