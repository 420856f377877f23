/** A `.gitignore` file, and the folder of the repository that it lies in (`''`: the top). */
export interface IgnoreFile {
  readonly folder: string;
  readonly text: string;
}

/**
 * One list of rules that leaves out what several `.gitignore` files leave out. A rule of a deeper folder wins over one
 * above it, as the last rule of a list does.
 */
export function joinedIgnoreRules(files: readonly IgnoreFile[]): string {
  const byDepth = files.toSorted((a, b) => depthOf(a.folder) - depthOf(b.folder));
  return byDepth
    .flatMap(({ folder, text }) => text.split(/\r?\n/).flatMap((rule) => movedRule(rule, folder)))
    .join('');
}

function depthOf(folder: string): number {
  return folder === '' ? 0 : folder.split('/').length;
}

/** A rule with a slash that is not its end holds from its folder on; one without holds everywhere below. */
function movedRule(rule: string, folder: string): readonly string[] {
  if (/^\s*$/.test(rule) || rule.startsWith('#')) return [];
  if (folder === '') return [`${rule}\n`];
  const isException = rule.startsWith('!');
  const pattern = isException ? rule.slice(1) : rule.replace(/^\\(?=[!#])/, '');
  const place = folder.replaceAll(/[\\*?[]/g, String.raw`\$&`);
  const isAnchored = /\/(?!\s*$)/.test(pattern);
  const moved = isAnchored ? `/${place}/${pattern.replace(/^\//, '')}` : `/${place}/**/${pattern}`;
  return [`${isException ? '!' : ''}${moved}\n`];
}
