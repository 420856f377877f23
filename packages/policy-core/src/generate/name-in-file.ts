/** A pattern as part of the name of a file: what not every file system takes, byte by byte. No two are called alike. */
export function inFileName(pattern: string): string {
  return pattern.replaceAll(/[^a-z0-9.-]/gu, (character) =>
    character <= '\x7f'
      ? `_${character.charCodeAt(0).toString(16).padStart(2, '0')}`
      : encodeURIComponent(character).replaceAll('%', '_').toLowerCase(),
  );
}
