import { describe, expect, it } from 'vitest';

import { createForms } from './object-forms.ts';

describe('The form of an object', () => {
  it('names its numbers, its other values, and what is the same in all of that form', () => {
    const form = createForms()({
      kind: 'drop-table',
      start: 3,
      table: 'orders',
      cascade: true,
      schema: null,
    });
    expect(form).toEqual({
      common: { kind: 'drop-table', start: 0, table: '', cascade: true, schema: null },
      numbers: ['start'],
      values: ['table'],
    });
    expect(Object.keys(form.common)).toEqual(['kind', 'start', 'table', 'cascade', 'schema']);
  });

  it('is one and the same for all that have it', () => {
    const formOf = createForms();
    const form = formOf({ kind: 'a', start: 1, name: 'x', isKnown: true });
    expect(formOf({ kind: 'a', start: 2, name: ['y'], isKnown: true })).toBe(form);
    expect(createForms()({ kind: 'a', start: 2, name: ['y'], isKnown: true })).toEqual(form);
  });

  it.each<[string, Readonly<Record<string, unknown>>]>([
    ['another kind', { kind: 'b', start: 1, name: 'x', isKnown: true }],
    ['another flag', { kind: 'a', start: 1, name: 'x', isKnown: false }],
    ['no flag', { kind: 'a', start: 1, name: 'x' }],
    ['one more field', { kind: 'a', start: 1, name: 'x', isKnown: true, more: 1 }],
    ['another order', { start: 1, kind: 'a', name: 'x', isKnown: true }],
    ['a number in place of a word', { kind: 'a', start: 1, name: 2, isKnown: true }],
    ['nothing in place of a word', { kind: 'a', start: 1, name: null, isKnown: true }],
    ['no kind that could be told by a word', { kind: 3, start: 1, name: 'x', isKnown: true }],
  ])('is another one where there is %s', (_, other) => {
    const formOf = createForms();
    const form = formOf({ kind: 'a', start: 1, name: 'x', isKnown: true });
    const differing = formOf(other);
    expect(differing).not.toBe(form);
    expect(formOf({ ...other })).toBe(differing);
    expect(formOf({ kind: 'a', start: 1, name: 'x', isKnown: true })).toBe(form);
  });

  it('knows nothing of what is not there', () => {
    const formOf = createForms();
    const form = formOf({ start: 1 });
    expect(formOf({ start: 1, end: undefined })).toBe(form);
    expect(formOf({ gone: undefined, start: 2 })).toBe(form);
  });

  it('may be empty', () => {
    expect(createForms()({})).toEqual({ common: {}, numbers: [], values: [] });
  });
});
