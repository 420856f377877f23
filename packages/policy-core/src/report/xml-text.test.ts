import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { anyText } from '../testing/any-report.ts';
import { readXml } from '../testing/read-xml.ts';
import { xmlText } from './xml-text.ts';

describe('a text in XML', () => {
  test.each([
    ['markup', 'a < b && c > "d"', 'a &lt; b &amp;&amp; c &gt; &quot;d&quot;'],
    ['an apostrophe', "don't", 'don&apos;t'],
    ['an entity', '&amp;', '&amp;amp;'],
    ['the end of CDATA', ']]>', ']]&gt;'],
    ['a character XML forbids', 'a\u0000b', 'a\\u{0}b'],
    ['half of a pair', 'a\ud800b', 'a\\u{d800}b'],
    ['a byte that was not UTF-8', 'a\udce9b', 'a\\xe9b'],
    ['a noncharacter', 'a\ufffeb\uffff', 'a\\u{fffe}b\\u{ffff}'],
    ['a line end', 'a\nb', 'a\\nb'],
    ['an emoji', 'a🚀', 'a🚀'],
  ])('shows %s', (_, text, written) => {
    expect(xmlText(text)).toBe(written);
  });

  test('is well-formed in an element and in an attribute', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const written = xmlText(text);
        const document = `<?xml version="1.0" encoding="UTF-8"?>\n<a b="${written}">${written}</a>`;
        const element = readXml(document);
        expect(element.attributes['b']).toBe(element.text);
      }),
    );
  });
});
