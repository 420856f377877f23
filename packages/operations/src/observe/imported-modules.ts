import {
  modulesToRead,
  revisionsToRead,
  type Observations,
  type Policy,
  type RevisionSources,
} from '@lockkeeper/policy-core';

import { thoseThere } from './configurations.ts';
import type { ReadFiles } from './policy-file.ts';

type Texts = RevisionSources['files'];

interface Given {
  /** Revisions and configurations. */
  readonly files: Texts;
  /** What is judged, revisions among it. */
  readonly judged: Observations['files'];
}

/** Modules of modules of modules: what lies behind is read by nobody. */
const ROUNDS = 3;
/** Where a module that is imported brings in so many at once, it is an application and no helper of migrations. */
const MOST_AT_ONCE = 400;

/** The modules that revisions import, and those that they import in turn; left out where none lies in the repository. */
export async function importedModules(
  policy: Policy,
  { files, judged }: Given,
  read: ReadFiles,
): Promise<Pick<RevisionSources, 'modules'>> {
  const seen: Record<string, Texts[string]> = { ...files, ...judged };
  const modules: Record<string, Texts[string]> = {};
  let importing = revisionsToRead(policy, Object.keys(seen), files);
  for (let round = 0; round < ROUNDS && importing.length > 0; round += 1) {
    const wanted = modulesToRead(policy, seen, { configurations: files, importing });
    if (round > 0 && wanted.length > MOST_AT_ONCE) break;
    // oxlint-disable-next-line no-await-in-loop -- What a module imports is not known before it is read.
    const texts = await read(wanted);
    const found = thoseThere(texts);
    for (const [path, content] of texts) seen[path] = content;
    Object.assign(modules, found);
    importing = Object.keys(found);
  }
  return Object.keys(modules).length === 0 ? {} : { modules };
}
