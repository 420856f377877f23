/** Whether a file that was edited, came or went may change what is drawn; all URIs as the editor spells them. */
export function mayChangeHistory(uri: string, folders: readonly string[]): boolean {
  // Where nothing is drawn, what was missing may just have come.
  if (folders.length === 0) return true;
  return CONFIGURATION.test(uri) || folders.some((folder) => uri.startsWith(`${folder}/`));
}

/** What says which folders hold revisions, what is released, and how its findings are judged. */
const CONFIGURATION =
  /\/(lockkeeper\.(yaml|yml|toml|json)|[^/]*alembic[^/]*\.ini|pyproject\.toml|env\.py|LAST_PROD_DEPLOY\.json)$/i;
