import { readdirSync, readFileSync } from 'node:fs';

/**
 * The processes of this machine whose command line is like this.
 *
 * @param {(line: string) => boolean} isMeant Given its words, with NUL between them.
 * @returns {readonly number[]} Their ids.
 */
export function processes(isMeant) {
  return ids().filter((id) => isMeant(read(id, 'cmdline')));
}

/**
 * Kills processes and all that they have started, whoever started that.
 *
 * @param {readonly number[]} roots
 * @param {readonly number[]} spared These live on, with all that they have started.
 */
export function killTrees(roots, spared) {
  const parents = new Map(ids().map((id) => [id, parentOf(id)]));
  /** @param {number} id @returns {boolean} */
  const isDoomed = (id) => {
    if (spared.includes(id)) return false;
    const parent = parents.get(id);
    return roots.includes(id) || (parent !== undefined && isDoomed(parent));
  };
  for (const id of [...parents.keys()].filter(isDoomed)) {
    try {
      process.kill(id, 'SIGKILL');
    } catch {
      // It ended meanwhile.
    }
  }
}

function ids() {
  return readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []));
}

/** @param {number} id */
function parentOf(id) {
  return Number(/\) \S (\d+)/.exec(read(id, 'stat'))?.[1]);
}

/**
 * @param {number} id
 * @param {string} name
 */
function read(id, name) {
  try {
    return readFileSync(`/proc/${id}/${name}`, 'utf8');
  } catch {
    return ''; // It ended meanwhile.
  }
}
