const BYTES = new TextEncoder();

/** A pattern as part of the name of a file: what not every file system takes, byte by byte. No two are called alike. */
export function inFileName(pattern: string): string {
  return pattern.replaceAll(/[^a-z0-9.-]/gu, (character) =>
    Array.from(BYTES.encode(character), (byte) => `_${byte.toString(16).padStart(2, '0')}`).join(''),
  );
}
