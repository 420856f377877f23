/** Whether a file is a lock of the standard form (PEP 751): `pylock.toml` or `pylock.<name>.toml`. */
export function isPylock(path: string): boolean {
  return /(?:^|\/)pylock\.(?:[^./]+\.)?toml$/.test(path);
}
