/** A pattern as part of the name of a file: what not every file system takes, by its number. */
export function inFileName(pattern: string): string {
  return pattern.replaceAll(/[^a-zA-Z0-9.-]/gu, (character) => `_${character.codePointAt(0)?.toString(16)}`);
}
