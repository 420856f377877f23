import type { Policy } from '@lockkeeper/policy-core';
import { configurationPaths, unjudgedRevisions } from '@lockkeeper/policy-core/migrations';

import type { Observers } from '../ports/index.ts';
import { listAt } from './list-at.ts';
import { readerAt } from './reader-at.ts';

/** Whoever uses Alembic and does not name its revisions takes a green report for more than it says. */
export async function unjudgedRevisionsNotice(
  policy: Policy,
  head: string,
  observers: Observers,
): Promise<readonly string[]> {
  const { alembic, isWithoutAlembic } = policy.migrations;
  if (alembic.length > 0 || isWithoutAlembic) return [];
  const listed = await listAt(head, [''], observers);
  if (!listed.known) return [];
  const contents = await readerAt(head, observers)(configurationPaths(listed.value));
  const texts = new Map<string, string>();
  for (const [path, content] of contents) {
    if (content.known && content.value.kind === 'text') texts.set(path, content.value.text);
  }
  const folders = unjudgedRevisions(policy, { paths: listed.value, texts });
  if (folders.length === 0) return [];
  const named = folders.join(', ');
  return [
    `The Alembic revisions in ${named} are not judged. Add \`migrations: { alembic: [${named}] }\` to ${policy.path}; an empty list says that this is meant.`,
  ];
}
