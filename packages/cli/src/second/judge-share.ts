import { parentPort, workerData } from 'node:worker_threads';

import { readParserBytes } from '@lockkeeper/host-node/read';
import { judgeSqlShare, type SqlShare } from '@lockkeeper/policy-core';
import { loadParsers } from '@lockkeeper/policy-core/parsers';

/** What a second thread is given when it starts. */
export interface Handed {
  readonly share: SqlShare;
  /** Folder of the parsers' WebAssembly. */
  readonly wasm: string;
}

// Sound: only second-thread.ts starts this program.
const { share, wasm } = workerData as Handed;
const parsers = readParserBytes(wasm).then(loadParsers);
// What fails here ends the thread, which says that nothing came of it.
void parsers.then((loaded) => parentPort?.postMessage(judgeSqlShare(share, loaded)));
