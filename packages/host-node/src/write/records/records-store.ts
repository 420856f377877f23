import { setTimeout as wait } from 'node:timers/promises';

import type { LogStore } from '@lockkeeper/operations/ports';

import { createLogReader } from '../../read/audit-log/log-reader.ts';
import { logInCommit } from './log-in-commit.ts';
import { publishRecords, type Publish } from './publish-records.ts';
import { openFiles } from './record-files.ts';
import {
  recordsName,
  seeAnew,
  seeRecords,
  witnessRef,
  type RecordsPlace,
  type SeenRecords,
} from './records-branch.ts';

/** So long others may be faster, in milliseconds. */
const PATIENCE = 120_000;

/**
 * Logs on a branch of a remote, which only moves forward. The remote takes what was written only behind the commit on which it
 * was decided: who was slower looks again, and decides again. Nothing is checked out, and the files of the tree stay.
 */
export function createRecordsStore(
  place: RecordsPlace,
  { publish = publishRecords, isRepair = false }: RecordsStoreOptions = {},
): LogStore {
  return {
    exclusively: async (name, work) => {
      const until = Date.now() + PATIENCE;
      for (let pause = 20; ; pause = Math.min(pause * 2, 1000)) {
        const isWitnessWanted = publish === publishRecords;
        const seen = await (isRepair ? seeRecords(place) : soundRecords(place, { name, isWitnessWanted }));
        const { commit, witness } = seen;
        const files = openFiles(place.root, commit);
        const result = await work(logInCommit(files, name));
        if (files.changed.size === 0) return result;
        if (await publish(place, { parent: commit, files: files.changed, witness })) {
          if (seen.lost !== undefined) await seeAnew(place, seen.lost);
          return result;
        }
        if (Date.now() > until)
          throw new Error(`Others write to ${recordsName(place)} all the time. Run the command again.`);
        // Not all at once again.
        await wait(pause * (0.5 + Math.random()));
      }
    },
  };
}

export interface RecordsStoreOptions {
  readonly publish?: Publish;
  /** Somebody answers for it that the branch is not the one that was seen: he writes behind what is there. */
  readonly isRepair?: boolean;
}

/** Nobody writes to a branch that is not the one that was seen, nor begins anew what the tree has a copy of. */
async function soundRecords(
  place: RecordsPlace,
  { name, isWitnessWanted }: { readonly name: string; readonly isWitnessWanted: boolean },
): Promise<SeenRecords> {
  const seen = await seeRecords(place);
  if (seen.lost !== undefined) throw new Error(rewritten(place, seen.lost));
  if (
    isWitnessWanted &&
    seen.isUnwitnessed &&
    (await openFiles(place.root, seen.commit).read(name)) !== undefined
  )
    throw new Error(
      `The witness of ${recordsName(place)} (${witnessRef(place)}) is gone from the remote, and whether the branch is whole is not known. Find out who took it away; where the branch is right, run \`lockkeeper record repair\`.`,
    );
  if (seen.commit === undefined) {
    const copy = await createLogReader(place.root).since(name, 0);
    if (!copy.known || copy.value !== undefined)
      throw new Error(
        `There is no ${recordsName(place)}, and the tree has ${name}. Where the branch was never there, run \`lockkeeper record begin\`; else find out who deleted it.`,
      );
  }
  return seen;
}

export function rewritten(place: RecordsPlace, lost: string): string {
  return `${recordsName(place)} was rewritten or deleted: it no longer holds ${lost}, which was seen there before and is still here. Find out who did it, and have that commit put back.`;
}
