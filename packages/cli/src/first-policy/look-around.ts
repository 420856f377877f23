import { readerAt } from '@lockkeeper/operations/observe';

import {
  proposedPairs,
  withoutGeneratedFiles,
  type ProposalRequest,
} from '../dependency-pairs/proposed-pairs.ts';
import { everyPath } from '../repository/every-path.ts';
import { detect, filesWorthReading, type Detected } from './detected.ts';

/** Finds what a policy could speak of, in the files on disk or in those of a commit. */
export async function lookAround(request: ProposalRequest): Promise<Detected> {
  const paths = await everyPath(request);
  const contents = await readerAt(request.head, request.observers)(filesWorthReading(paths));
  const texts = new Map(
    [...contents].flatMap(([path, content]) =>
      content.known && content.value.kind === 'text' ? [[path, content.value.text] as const] : [],
    ),
  );
  const found = detect({ paths, texts });
  return {
    ...found,
    pairs: await proposedPairs(found.pairs, request),
    unlocked: await withoutGeneratedFiles(found.unlocked, request),
  };
}
