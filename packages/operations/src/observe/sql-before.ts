import { observed, type Observations, type Policy } from '@lockkeeper/policy-core';
import { soughtSql } from '@lockkeeper/policy-core/observe';

import type { Observers } from '../ports/index.ts';
import { listAt } from './list-at.ts';
import { readerAt } from './reader-at.ts';
import type { Memoize } from './revisions.ts';

interface SqlRequest {
  readonly seen: Pick<Observations, 'focus' | 'change' | 'listing'>;
  readonly head: string;
  /** Left out: everything is asked anew. */
  readonly remember?: Memoize | undefined;
}

/** The SQL migrations that run before those under judgement; nothing is asked where there are none. */
export async function observeSqlBefore(
  policy: Policy,
  { seen, head, remember }: SqlRequest,
  observers: Observers,
): Promise<Pick<Observations, 'sqlBefore' | 'sqlPaths'>> {
  const sought = soughtSql(policy, seen);
  if (sought === undefined) return {};
  const { folders } = sought;
  const recall: Memoize = remember ?? ((_, ask) => ask());
  const listed = await recall(JSON.stringify(['sql', head, folders]), () => listAt(head, folders, observers));
  if (!listed.known) return { sqlBefore: listed };
  const { before: wanted, inOrder } = sought.among(listed.value);
  const texts = await recall(JSON.stringify(['sql before', head, wanted]), () =>
    readerAt(head, observers)(wanted),
  );
  return {
    sqlBefore: observed(Object.fromEntries(texts)),
    sqlPaths: inOrder,
  };
}
