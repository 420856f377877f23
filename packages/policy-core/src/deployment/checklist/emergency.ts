import type { ChecklistSight } from './checklist-sight.ts';
import type { ChecklistItem } from './checklist-item.ts';

type Tick = Pick<ChecklistItem, 'state' | 'seen'>;

export function emergency({ flag }: Pick<ChecklistSight, 'flag'>): readonly ChecklistItem[] {
  return [
    {
      id: 'flag-set',
      title: 'Set DISABLE_AUTO_MIGRATIONS=true to skip migrations temporarily',
      ...IS_SET[flag],
    },
    { id: 'flag-removed', title: 'Remove flag after resolving issue', ...IS_REMOVED[flag] },
  ];
}

/** Nobody sees from here what a platform keeps in its own settings. */
const IS_SET: Readonly<Record<ChecklistSight['flag'], Tick>> = {
  on: { state: 'done', seen: 'It is set where this list is made.' },
  off: { state: 'not-done', seen: 'It is not set where this list is made.' },
  unclear: {
    state: 'not-done',
    seen: 'It is neither true nor false where this list is made: nothing starts with it.',
  },
};

const IS_REMOVED: Readonly<Record<ChecklistSight['flag'], Tick>> = {
  on: { state: 'not-done', seen: 'It is still set where this list is made.' },
  off: { state: 'done', seen: 'It is not set where this list is made. Elsewhere nobody looked.' },
  unclear: { state: 'not-done', seen: 'It is still there where this list is made, neither true nor false.' },
};
