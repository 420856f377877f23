import { revisionEnvironments, type Observations, type Policy } from '@lockkeeper/policy-core';

/** What Alembic loads and the policy does not name is judged by nobody, and nothing else would say so. */
export function environmentNotices(
  policy: Policy,
  { revisions, files }: Pick<Observations, 'revisions' | 'files'>,
): readonly string[] {
  if (revisions?.paths.known !== true) return [];
  const { uncovered, unclear } = revisionEnvironments(policy, revisions.paths.value, [
    revisions.files,
    files,
  ]);
  return [
    ...uncovered.map(
      ({ environment, folder }) =>
        `${environment} loads ${folder}, which ${policy.path} does not name: its revisions are not judged. Add it to migrations.alembic.`,
    ),
    ...unclear.map(
      (reason) =>
        `It cannot be told what Alembic loads because ${reason}. Folders that no configuration explains are taken for histories of their own.`,
    ),
  ];
}
