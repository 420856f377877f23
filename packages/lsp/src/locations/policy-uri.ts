/** Whether a document is called like a policy. */
export function isPolicy(uri: string): boolean {
  return /\/lockkeeper\.(yaml|yml|toml|json)$/.test(uri);
}

/** Whether a document is called like the settings of updates. */
export function isUpdateSettings(uri: string): boolean {
  return uri.endsWith('/config/update.toml');
}
