import type { Observations, Policy } from '@lockkeeper/policy-core';
import { metadataToRead, modulesToRead, revisionsToRead } from '@lockkeeper/policy-core/migrations';
import type { RevisionSources } from '@lockkeeper/policy-core/observe';

import { existingFiles } from './configurations.ts';
import type { ReadFiles } from './policy-file.ts';

type Texts = RevisionSources['files'];

interface Given {
  /** Revisions and configurations. */
  readonly files: Texts;
  /** What is judged, revisions among it. */
  readonly judged: Observations['files'];
}

/** Modules of modules of modules: what lies behind is read by nobody. */
const ROUNDS = 5;
/** Where a module that is imported brings in so many at once, it is an application and no helper of migrations. */
const MOST_AT_ONCE = 400;

/**
 * The modules that revisions import, those that they import in turn, and those on the way to the metadata of their
 * environment;
 * left out where none lies in the repository.
 */
export async function importedModules(
  policy: Policy,
  { files, judged }: Given,
  read: ReadFiles,
): Promise<Pick<RevisionSources, 'modules'>> {
  const seen: Record<string, Texts[string]> = { ...files, ...judged };
  const modules: Record<string, Texts[string]> = {};
  const revisions = revisionsToRead(policy, Object.keys(seen), files);
  let importing = revisions;
  for (let round = 0; round < ROUNDS; round += 1) {
    const imported = modulesToRead(policy, seen, { configurations: files, importing });
    const wanted = [
      ...(round > 0 && imported.length > MOST_AT_ONCE ? [] : imported),
      ...metadataToRead(policy, seen, revisions).slice(0, MOST_AT_ONCE),
    ];
    if (wanted.length === 0) break;
    // oxlint-disable-next-line no-await-in-loop -- What a module imports is not known before it is read.
    const texts = await read(wanted);
    const found = existingFiles(texts);
    for (const [path, content] of texts) seen[path] = content;
    Object.assign(modules, found);
    importing = imported.filter((path) => Object.hasOwn(found, path));
  }
  return Object.keys(modules).length === 0 ? {} : { modules };
}
