const NOBODY = 65_534;

/** Runs as somebody whom permissions stop, also where tests run as root. */
export async function asUnprivileged<T>(action: () => Promise<T>): Promise<T> {
  if (process.getuid?.() !== 0 || process.seteuid === undefined) return action();
  const home = process.env['HOME'];
  process.seteuid(NOBODY);
  // Git gives up when it may not look for settings in the home folder of root.
  process.env['HOME'] = '/nonexistent';
  try {
    return await action();
  } finally {
    process.env['HOME'] = home;
    process.seteuid(0);
  }
}
