import { failedMigrations } from './failed-migrations.ts';
import { planStillDrops } from './plan-still-drops.ts';
import { unexpectedVersion } from './unexpected-version.ts';
import type { Troubles, TroubleSight } from './trouble.ts';

export function troubles(sight: TroubleSight): Troubles {
  return {
    schema_version: 1,
    sections: [unexpectedVersion(sight), failedMigrations(sight), planStillDrops(sight)],
  };
}
