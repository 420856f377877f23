/** URIs of what a drawing rests on. */
export interface DrawnFrom {
  /** Those that hold revisions. */
  readonly folders: readonly string[];
  /** What says which are released. */
  readonly records: readonly string[];
}

/** Whether a file that was edited, came or went may change what is drawn; all URIs as the editor spells them. */
export function mayChangeHistory(uri: string, { folders, records }: DrawnFrom): boolean {
  // Where nothing is drawn, what was missing may just have come.
  if (folders.length === 0) return true;
  return (
    CONFIGURATION.test(uri) || records.includes(uri) || folders.some((folder) => uri.startsWith(`${folder}/`))
  );
}

/** What says which folders hold revisions, and how its findings are judged. */
const CONFIGURATION = /\/(lockkeeper\.(yaml|yml|toml|json)|[^/]*alembic[^/]*\.ini|pyproject\.toml|env\.py)$/i;
