/** The lockpath pattern that names exactly this path, whatever characters are in it. */
export function literalPattern(path: string): string {
  return path.replace(/[*?[\]{}\\!]/g, '\\$&');
}
