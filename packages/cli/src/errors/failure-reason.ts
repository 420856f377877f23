/** Why the system refused, as a clause people understand; what it says itself where there is no better one. */
export function failureReason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const known = REASONS[code];
  if (known !== undefined) return known;
  return (error instanceof Error ? error.message : String(error)).replace(/\.$/, '');
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'you may not do that here (permission denied)',
  EPERM: 'the system does not permit it',
  ENOENT: 'there is no such file or folder',
  EISDIR: 'it is a folder',
  ENOTDIR: 'part of its path is not a folder',
  EEXIST: 'it exists already',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EROFS: 'the disk is read-only',
  EMFILE: 'too many files are open',
};
