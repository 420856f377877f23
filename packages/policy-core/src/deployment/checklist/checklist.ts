import { beforePublish } from './before-publish.ts';
import { emergency } from './emergency.ts';
import { firstTime } from './first-time.ts';
import { newMigrations } from './new-migrations.ts';
import type { Checklist } from './checklist-item.ts';
import type { ChecklistSight } from './checklist-sight.ts';

export function checklist(sight: ChecklistSight): Checklist {
  return {
    schema_version: 1,
    sections: [
      { id: 'first-time', title: 'First-time setup', items: firstTime(sight) },
      { id: 'before-publish', title: 'Before every publish', items: beforePublish(sight) },
      { id: 'new-migrations', title: 'Creating new migrations', items: newMigrations(sight) },
      { id: 'emergency', title: 'Emergency', items: emergency(sight) },
    ],
  };
}
