import { describe, expect, test } from 'vitest';
import { SVG_STYLE } from './migration-graph-svg.ts';

describe('the style of the picture', () => {
  const [light = '', dark = ''] = SVG_STYLE.split('@media (prefers-color-scheme: dark)');

  test('gives every colour for light and for dark', () => {
    const names = (text: string) =>
      [...text.matchAll(/(\.lane\d|svg) \{([^}]*)\}/g)].flatMap(([, owner, body]) =>
        [...(body ?? '').matchAll(/--\w+(?=:)/g)].map(([name]) => `${owner} ${name}`),
      );
    expect(names(light)).toHaveLength(11);
    expect(names(dark)).toEqual(names(light));
  });

  test('uses no colour that it does not give', () => {
    const given = new Set([...SVG_STYLE.matchAll(/(--\w+):/g)].map(([, name]) => name));
    const used = [...SVG_STYLE.matchAll(/var\((--\w+)\)/g)].map(([, name]) => name);
    expect(used.filter((name) => !given.has(name))).toEqual([]);
    expect([...given].filter((name) => !used.includes(name))).toEqual([]);
  });

  test('loads nothing and needs no escaping within XML', () => {
    expect(SVG_STYLE).not.toMatch(/url\(|@import|[<>&]/);
  });

  /** WCAG 2: from 1 to 21. */
  function contrast(first: string, second: string): number {
    const light = (colour: string) => {
      const [red = 0, green = 0, blue = 0] = [1, 3, 5]
        .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
        .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const [darker = 0, lighter = 0] = [light(first), light(second)].toSorted((a, b) => a - b);
    return (lighter + 0.05) / (darker + 0.05);
  }

  test.each([
    ['light', light],
    ['dark', dark],
  ])('can be read: %s', (_name, text) => {
    const paper = /--paper: (#\w{6})/.exec(text)?.[1] ?? '';
    const texts = [...text.matchAll(/--(ink|faint|accent|alarm): (#\w{6})/g)];
    expect(texts).toHaveLength(4);
    for (const [, name, colour = ''] of texts) expect(contrast(paper, colour), name).toBeGreaterThan(4.5);
    const lines = [...text.matchAll(/--line: (#\w{6})/g)];
    expect(lines).toHaveLength(6);
    for (const [, colour = ''] of lines) expect(contrast(paper, colour), colour).toBeGreaterThan(3);
  });
});
