import { describe, expect, test } from 'vitest';

import { applyEdits } from '../../model/apply-edits.ts';
import { spansIn } from '../../model/source-span.ts';
import { textOf } from '../../testing/text-of.ts';
import { UPDATE_KEYS } from '../../update/config/update-schema.ts';
import { policyCompletions } from './policy-completions.ts';
import { policyNote } from './policy-note.ts';

const PATH = 'config/update.toml';

/** `|` is where the cursor stands. */
function place(marked: string) {
  const offset = marked.indexOf('|');
  const text = `${marked.slice(0, offset)}${marked.slice(offset + 1)}`;
  return { text, position: spansIn(PATH, text).position(offset) };
}

function offered(marked: string, path = PATH) {
  const { text, position } = place(marked);
  return policyCompletions({ path, text }, position);
}

const labels = (marked: string, path?: string) => offered(marked, path).map(({ label }) => label);

function after(marked: string, label: string): string {
  const found = offered(marked).find((one) => one.label === label);
  if (found === undefined) throw new Error(labels(marked).join(', '));
  const { at, text, snippet } = found;
  return applyEdits(marked.replace('|', ''), [{ ...at, text: snippet ?? text }]);
}

function said(marked: string, path = PATH) {
  const { text, position } = place(marked);
  const note = policyNote({ path, text, files: undefined }, position);
  return note && { of: textOf(text, note.at), sentences: note.sentences };
}

describe('completion in config/update.toml', () => {
  test('offers the table, and in it every key that it has not yet [row 3.35] [row 3.36] [row 3.37] [row 3.38] [row 3.39]', () => {
    expect(labels('|')).toEqual(['update']);
    expect(labels('[update]\n|')).toEqual(UPDATE_KEYS);
    expect(labels('[update]\nchannel = "main"\n|')).toEqual(UPDATE_KEYS.filter((key) => key !== 'channel'));
  });

  test('offers the values that may stand there [row 3.35] [row 3.37] [row 3.38]', () => {
    expect(labels('[update]\nchannel = |')).toEqual(['main', 'stable']);
    expect(labels('[update]\nauto_restart = |')).toEqual(['true', 'false']);
    expect(labels('[update]\nrequire_signed_tags = |')).toEqual(['true', 'false']);
    expect(labels('[[update.windows]]\ndays = ["|"]')).toEqual([
      'sun',
      'mon',
      'tue',
      'wed',
      'thu',
      'fri',
      'sat',
    ]);
  });

  test('writes what makes a file that is read', () => {
    expect(after('[update]\n|', 'channel')).toBe('[update]\nchannel = ${1|"main","stable"|}');
    expect(after('[update]\nchannel = |', 'main')).toBe('[update]\nchannel = "main"');
  });

  test('offers nothing of a policy, and a policy nothing of it', () => {
    expect(labels('|', 'services/bot/config/update.toml')).toEqual(['update']);
    expect(labels('|', 'lockkeeper.toml')).not.toContain('update');
    expect(labels('|', 'config/update.yaml')).toContain('protected');
  });
});

describe('hover in config/update.toml', () => {
  test.each([
    ['[update]\nchan|nel = "main"', 'channel', 'update.channel: '],
    ['[update]\ninterval_min|utes = 60', 'interval_minutes', 'update.interval_minutes: '],
    ['[update]\nauto_re|start = true', 'auto_restart', 'update.auto_restart: '],
    ['[update]\nrequire_signed|_tags = true', 'require_signed_tags', 'update.require_signed_tags: '],
    ['[update]\nmax_failures|_per_day = 2', 'max_failures_per_day', 'update.max_failures_per_day: '],
  ])('says what %j means [row 3.35] [row 3.36] [row 3.37] [row 3.38] [row 3.39]', (marked, word, start) => {
    const note = said(marked);
    expect(note?.of).toBe(word);
    expect(note?.sentences[0]?.startsWith(start)).toBe(true);
    expect(note?.sentences.length).toBeGreaterThan(1);
    expect(said(marked, 'lockkeeper.toml')).toBeUndefined();
  });
});
