import { describe, expect, test } from 'vitest';

import { judgeSample, saidOf } from '../../testing/said-of-dependencies.ts';
import { SAMPLES } from '../../testing/sample-dependencies.ts';
import { allRules } from '../../checker/all-rules.ts';

type Files = Readonly<Record<string, string>>;

const each = (change: (text: string) => string, files: Files): Files =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [path, change(text)]));

/** What people and editors do to whole files, and what is as good as before. */
const HARMLESS: Readonly<Record<string, (text: string) => string>> = {
  'as it is': (text) => text,
  'with the line ends of Windows': (text) => text.replaceAll('\n', '\r\n'),
  'without a line feed at the end': (text) => text.replace(/\n$/, ''),
  'with blank lines at the end': (text) => `${text}\n\n`,
  'with a byte order mark': (text) => `\uFEFF${text}`,
  'with a comment at the end that ends in a backslash': (text) => `${text}# the end \\\n`,
};

describe.each(SAMPLES)('a healthy project in the mode $mode', (sample) => {
  test.each(Object.entries(HARMLESS))('hears nothing %s', (_how, change) => {
    expect(saidOf(sample, each(change, sample.files))).toEqual([]);
  });

  test('is looked at by every rule of dependencies', () => {
    const rules = allRules.map(({ id }) => id).filter((id) => id.startsWith('dependencies/'));
    const { rules: ran } = judgeSample(sample, sample.files);
    expect(rules.filter((id) => !ran.some(({ rule }) => rule === id))).toEqual([]);
  });

  test('hears of every file that is not there', () => {
    for (const path of Object.keys(sample.files)) {
      const files = Object.fromEntries(Object.entries(sample.files).filter(([other]) => other !== path));
      expect(saidOf(sample, files).join('\n')).toContain(path);
    }
  });
});

describe.each(SAMPLES.filter(({ mode }) => mode !== 'textual'))(
  'a healthy project in the mode $mode',
  (sample) => {
    test('may put its comments where it likes', () => {
      const files = each((text) => text.replace(/^(uvicorn==0.32.1)(?=\n)/m, '$1  # a server'), sample.files);
      expect(saidOf(sample, files)).toEqual([]);
    });
  },
);
