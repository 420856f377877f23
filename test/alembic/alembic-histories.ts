import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { alembic } from './alembic-worker.ts';

/** What Alembic says of one folder of revisions. */
export interface AlembicAnswer {
  /** The class of the error that it stops with, TimeoutError where it would not end; `null` when it loads. */
  readonly error: string | null;
  readonly message: string | null;
  readonly heads: readonly string[];
  readonly realHeads: readonly string[];
  readonly bases: readonly string[];
  readonly realBases: readonly string[];
  /** From the heads down, as `alembic history` tells it; `null` when it cannot. */
  readonly walk: readonly string[] | null;
  /** Labels of the heads, by id. */
  readonly headLabels: Readonly<Record<string, readonly string[]>>;
  /** File names by id, in the map that it works with. */
  readonly files: Readonly<Record<string, string>>;
}

/** File names to texts. */
export type HistoryFiles = Readonly<Record<string, string>>;

const ASK = `
import json, os, signal, sys, warnings
from alembic.script import ScriptDirectory
warnings.simplefilter("ignore")
# Alembic 1.8 loads in the order of the disk, later ones by name.
listdir = os.listdir
os.listdir = lambda path: sorted(listdir(path))
sys.dont_write_bytecode = True

def answer(folder):
    scripts = ScriptDirectory(folder)
    told = {"error": None, "message": None, "heads": [], "realHeads": [], "bases": [], "realBases": [],
            "walk": None, "headLabels": {}, "files": {}}
    allow(2)
    try:
        revisions = scripts.revision_map
        loaded = revisions._revision_map
    except Exception as error:
        return {**told, "error": type(error).__name__, "message": str(error)}
    finally:
        allow(0)
    told["heads"] = sorted(revisions.heads)
    told["realHeads"] = sorted(revisions._real_heads)
    told["bases"] = sorted(revisions.bases)
    told["realBases"] = sorted(revisions._real_bases)
    told["headLabels"] = {head: sorted(loaded[head].branch_labels) for head in revisions.heads}
    told["files"] = {key: os.path.basename(script.path) for key, script in loaded.items()
                     if script is not None and key == script.revision}
    allow(2)
    try:
        told["walk"] = [script.revision for script in scripts.walk_revisions()]
    except Exception:
        pass
    finally:
        allow(0)
    return told

# Seconds of its own work, however busy the machine is: it may follow a circle without end.
def allow(seconds):
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)

def too_long(*_):
    raise TimeoutError()
signal.signal(signal.SIGVTALRM, too_long)

print(json.dumps([answer(folder) for folder in json.load(sys.stdin)]))
`;

/** In one process, in the order of the histories; `undefined` where there is no Alembic. */
export function askAlembic(histories: readonly HistoryFiles[]): readonly AlembicAnswer[] | undefined {
  if (alembic.kind === 'unavailable') return undefined;
  const root = mkdtempSync(path.join(tmpdir(), 'lockkeeper-histories-'));
  try {
    const folders = histories.map((files, index) => {
      const folder = path.join(root, `${index}`);
      mkdirSync(path.join(folder, 'versions'), { recursive: true });
      for (const [name, text] of Object.entries(files)) {
        writeFileSync(path.join(folder, 'versions', name), text);
      }
      return folder;
    });
    const { status, stdout, stderr } = spawnSync(alembic.python, ['-c', ASK], {
      input: JSON.stringify(folders),
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
    });
    if (status !== 0) throw new Error(`Alembic could not be asked: ${stderr}`);
    return JSON.parse(stdout);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
