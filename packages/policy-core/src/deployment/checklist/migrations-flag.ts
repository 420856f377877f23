/** What `DISABLE_AUTO_MIGRATIONS` says; `unclear`: neither yes nor no, and nothing starts with it. */
export type MigrationsFlag = 'on' | 'off' | 'unclear';

/** As the generated script for the start reads it. @param value `undefined` where the variable is not set */
export function migrationsFlag(value: string | undefined): MigrationsFlag {
  const said = (value ?? '').toLowerCase();
  if (['true', 'yes', 'on', '1'].includes(said)) return 'on';
  return ['', 'false', 'no', 'off', '0'].includes(said) ? 'off' : 'unclear';
}
