/** Where somebody who wants to see it finds a file of the records: `origin/lockkeeper/records:audit.jsonl` as git takes it, or a path. */
export function recordedAt({
  path,
  branch,
}: {
  readonly path: string;
  readonly branch: string | null;
}): string {
  return branch === null ? path : `${branch}:${path}`;
}
