import type { Databases } from '@lockkeeper/operations/ports';

/** Each database is looked at once, however many ask: what they tell is then of one moment. */
export function memoizeDatabases(databases: Databases): Databases {
  const looks = new Map<string, ReturnType<Databases['look']>>();
  return {
    look: (wanted) => {
      const key = JSON.stringify([wanted.variable, wanted.schemas ?? null, wanted.versionTable ?? null]);
      const look = looks.get(key) ?? databases.look(wanted);
      looks.set(key, look);
      return look;
    },
  };
}
