/**
 * Two paths with the same fold are one file on some file system that ignores case.
 *
 * The systems differ, and this is the widest of them: APFS and case-folding ext4 take ß for ss and
 * normalise (full folding), NTFS maps character by character (ß stays) and keeps decomposed names
 * apart, HFS+ passes over characters that only join or direct others. The Kelvin sign is k, the long
 * s is s, a final sigma is a sigma, and İ is an i with a dot; the dotless ı is a letter of its own
 * everywhere. Bytes that are not UTF-8 stay as they are.
 */
export function foldPath(path: string): string {
  if (!/[\u0080-\uffff]/.test(path)) return path.toLowerCase();
  const parts = path.replaceAll(PASSED_OVER, '').normalize('NFD').split('ı');
  return parts.map(foldLetters).join('ı').normalize('NFC');
}

/** What HFS+ does not see in a name. */
const PASSED_OVER = /[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g;

/** Capitals first: ß has none of its own and becomes SS, which ẞ only does as a small letter. */
function foldLetters(text: string): string {
  return text.toLowerCase().toUpperCase().toLowerCase().replaceAll('ς', 'σ');
}
