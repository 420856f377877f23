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
 * @typedef {{ kind: string, file: string, before: string, after: string }} Text
 */

/**
 * Help, notifications, next steps and pages, each with the file that has it now.
 *
 * @param {string} texts lines of `docs/evidence/texts.jsonl`
 * @param {(file: string) => string} read
 */
export function textsPage(texts, read) {
  const rows = linesOf(texts).map((/** @type {Text} */ { kind, file, before, after }) => {
    if (!read(file).includes(after)) throw new Error(`${file} no longer says: ${after}`);
    return `| ${kind} | ${cell(before)} | ${cell(after)} |`;
  });
  return `# Other texts before and after

Written by \`node tools/words/main.mjs\` from \`texts.jsonl\`: help, notifications of the editor, next steps and pages. \`test/words\`
checks that each text after is still in its file.

| text | before | after |
| --- | --- | --- |
${rows.join('\n')}
`;
}

/**
 * @param {string} lines
 * @returns {readonly Said[]}
 */
function saidIn(lines) {
  return linesOf(lines);
}

/** @param {string} lines */
function linesOf(lines) {
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
