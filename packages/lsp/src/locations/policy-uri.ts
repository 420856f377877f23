/** Whether a document is called like a policy. */
export function isPolicy(uri: string): boolean {
  return /\/lockkeeper\.(yaml|yml|toml|json)$/.test(uri);
}
