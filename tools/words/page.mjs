/**
 * @typedef {{ rule: string, message_id: string, sentence: string }} Said
 */

/**
 * The messages of `before`, and what the same ids say now.
 *
 * @param {string} before lines of `docs/evidence/words.jsonl`
 * @param {string} now lines of `test/messages/messages.jsonl`
 */
export function wordsPage(before, now) {
  const said = new Map(saidIn(now).map((one) => [nameOf(one), one.sentence]));
  const rows = saidIn(before).map((one) => {
    const sentence = said.get(nameOf(one));
    if (sentence === undefined) throw new Error(`No message is called ${nameOf(one)} any more.`);
    return `| ${nameOf(one)} | ${cell(one.sentence)} | ${cell(sentence)} |`;
  });
  return `# Messages before and after

Written by \`node tools/words/main.mjs\` from \`words.jsonl\` and from the messages that rules have now, each with the data of one
finding. \`test/words\` compares the two, and keeps the first sentence of every message at 12 words or fewer.

| message | before | after |
| --- | --- | --- |
${rows.join('\n')}
`;
}

/**
 * @param {string} lines
 * @returns {readonly Said[]}
 */
function saidIn(lines) {
  return lines
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** @param {Said} said */
function nameOf({ rule, message_id: id }) {
  return `${rule} ${id}`;
}

/** @param {string} sentence */
function cell(sentence) {
  return sentence.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('*', '\\*');
}
