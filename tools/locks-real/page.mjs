// The page of what was found on real locks.

/** @param {import('../locks-real.mjs').Kept} kept */
export function locksPage({ checks, syncs, judged = {} }) {
  const equal = checks.filter(({ verdict, expected }) => verdict === expected);
  const apart = checks.filter(({ verdict, expected }) => verdict !== expected);
  return [
    '# Locks of real repositories',
    '',
    'Written by `node tools/locks-real.mjs`. Pairs of a `.in` file and what pip-compile or uv wrote from it, at five commits',
    'a repository: some that changed locks, and up to two that changed a source and no lock. What is expected is read by',
    '`tools/locks-real/read_again.py` with the library `packaging`, which shares no code with Lockkeeper. No index is asked:',
    'a pin that is sound counts, also where a newer version is out.',
    '',
    ...measuredWith(checks),
    '',
    `${equal.length} of ${checks.length} verdicts are equal, ${checks.filter(({ verdict }) => verdict === 'out of sync').length} of the pairs are out of sync.`,
    '',
    '| repository | commit | date | pairs | verdict | expected | equal |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...[...groups(checks, (one) => `${one.repository} ${one.commit}`).values()].map(commitRow),
    '',
    ...(apart.length === 0
      ? []
      : [
          '## Where they differ',
          '',
          ...apart.flatMap((one) => [
            `- ${one.repository} ${one.commit} \`${one.lock}\`: told ${one.verdict}, expected ${one.expected}${one.told[0] === undefined ? '' : `; told: ${one.told[0]}`}${one.read[0] === undefined ? '' : `; read: ${one.read[0]}`}${judged[`${one.repository} ${one.commit} ${one.lock}`] === undefined ? '' : `. Judged by its class, not each in both files: ${judged[`${one.repository} ${one.commit} ${one.lock}`]}`}`,
          ]),
          '',
        ]),
    '## Bringing locks to their sources',
    '',
    'Each lock beside what it was five changes before, as its source, with `deps sync` in each mode. Each word of a line',
    `that is lost must be in what the command printed, where hashes are counted. ${new Set(syncs.map((one) => `${one.repository} ${one.commit} ${one.lock}`)).size} locks, ${syncs.length} runs; ${syncs.filter(({ unannounced }) => unannounced.length > 0).length} lost a line without a word.`,
    '',
    '| kind | locks | runs | written | refused | lines lost, all announced | lost unannounced |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...[...groups(syncs, ({ kind }) => kind)].sort(([a], [b]) => (a < b ? -1 : 1)).map(kindRow),
    '',
  ].join('\n');
}

/** @param {readonly import('../locks-real.mjs').Checked[]} checks */
function measuredWith(checks) {
  const reposOf = (/** @type {readonly import('../locks-real.mjs').Checked[]} */ some) => [
    ...new Set(some.map(({ repository }) => repository)),
  ];
  const anew = checks.filter(({ tool }) => tool !== undefined);
  const before = reposOf(checks.filter(({ tool }) => tool === undefined));
  const tools = ['pip-compile', 'uv'].map(
    (name) => `${anew.filter(({ tool }) => tool === name).length} written by ${name}`,
  );
  return [
    `${reposOf(anew).length} repositories were measured with one build and one version of that reader, at most two pairs a commit:`,
    `${anew.length} pairs, ${tools.join(', ')}; ${anew.filter(({ verdict, expected }) => verdict === expected).length} of their verdicts are equal.`,
    ...(before.length === 0
      ? []
      : [`Measured before, while both sides were mended, and not since: ${before.join(', ')}.`]),
  ];
}

/** @param {readonly import('../locks-real.mjs').Checked[]} pairs */
function commitRow(pairs) {
  const [one] = pairs;
  const right = pairs.filter(({ verdict, expected }) => verdict === expected).length;
  return `| ${one?.repository} | ${one?.commit} | ${one?.date} | ${pairs.length} | ${counted(pairs.map(({ verdict }) => verdict))} | ${counted(pairs.map(({ expected }) => expected))} | ${right === pairs.length ? 'yes' : `${right} of ${pairs.length}`} |`;
}

/** @param {[string, readonly import('./sync.mjs').Synced[]]} group */
function kindRow([kind, runs]) {
  const written = runs.filter(({ exit }) => exit === 0).length;
  const lost = runs.reduce((sum, one) => sum + one.lost, 0);
  return `| ${kind} | ${new Set(runs.map((one) => `${one.repository} ${one.commit}`)).size} | ${runs.length} | ${written} | ${runs.length - written} | ${lost} | ${runs.filter(({ unannounced }) => unannounced.length > 0).length} |`;
}

/** @param {readonly string[]} words */
function counted(words) {
  return [...groups(words, (word) => word)].map(([word, all]) => `${all.length} ${word}`).join(', ');
}

/** @template T @param {readonly T[]} all @param {(one: T) => string} key @returns {Map<string, T[]>} */
function groups(all, key) {
  /** @type {Map<string, T[]>} */
  const found = new Map();
  for (const one of all) found.set(key(one), [...(found.get(key(one)) ?? []), one]);
  return found;
}
