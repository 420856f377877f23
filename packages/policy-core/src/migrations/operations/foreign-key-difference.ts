import type { ForeignKeyActions } from './column.ts';

/** What one foreign key does and another one does not: `ON DELETE CASCADE`, `no DEFERRABLE`. */
export function actionDifference(was: ForeignKeyActions, now: ForeignKeyActions): string | undefined {
  if (was.onDelete !== now.onDelete) return actionText('ON DELETE', was.onDelete);
  if (was.onUpdate !== now.onUpdate) return actionText('ON UPDATE', was.onUpdate);
  return was.deferrable === now.deferrable ? undefined : actionText('DEFERRABLE', was.deferrable);
}

function actionText(clause: string, action: string | undefined): string {
  if (action === undefined) return `no ${clause}`;
  const words = clause === 'DEFERRABLE' ? `${clause} INITIALLY` : clause;
  return `${words} ${action.toUpperCase()}`;
}
