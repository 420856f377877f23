import { contentOf } from '../model/content-of.ts';
import { readDeployRecord, type DeployRecordReading } from '../deployment/facts/deploy-record.ts';
import type { Known } from '../model/known.ts';
import type { RecordedCommit } from '../model/observations.ts';
import { startOf } from '../model/source-span.ts';
import type { Lens } from './document-annotations.ts';
import type { JudgedDocument } from './judged-document.ts';

type ReadRecord = Extract<DeployRecordReading, { readonly kind: 'read' }>;

/** Above the deploy record what of it is proved. What is wrong is underlined, and what is not known is not said. */
export function recordLenses({
  policy,
  path,
  observations,
}: Pick<JudgedDocument, 'policy' | 'path' | 'observations'>): readonly Lens[] {
  if (path !== policy.record.path) return [];
  const content = contentOf(observations, path);
  const reading = content.known ? readDeployRecord(path, content.value) : undefined;
  if (reading?.kind !== 'read') return [];
  const titles = [...formTitles(reading), ...commitTitles(reading, observations.recordedCommit)];
  return titles.map((title) => ({ at: startOf(path), title, opens: undefined }));
}

function formTitles({ version, problems, hash }: ReadRecord): readonly string[] {
  return [
    ...(problems.length === 0 ? [`✓ A whole record of version ${version}`] : []),
    ...(hash?.matches === true ? ['✓ Not edited since it was written'] : []),
  ];
}

/** What git said counts only for the commit that it was asked about. */
function commitTitles({ lastGoodSha }: ReadRecord, commit: Known<RecordedCommit>): readonly string[] {
  const isIt = commit.known && commit.value.sha === lastGoodSha?.value;
  if (!isIt || commit.value.state !== 'ancestor') return [];
  return [`✓ ${lastGoodSha.value.slice(0, SHORT)} is part of the history that is checked out`];
}

/** As git shortens ids. */
const SHORT = 8;
