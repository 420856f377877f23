import type { ChecklistItem } from './checklist-item.ts';

type Tick = Pick<ChecklistItem, 'state' | 'seen'>;

/** Nobody has run a script that is not there, whatever else was seen. */
export function withoutScript(script: string, { seen }: Tick): Tick {
  return {
    state: 'not-done',
    seen: `There is no ${script}: write it with \`lockkeeper generate scripts\`. ${seen}`,
  };
}
